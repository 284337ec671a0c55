import test from 'ava';
import { collectFacts } from '../../../codemods/src/facts';
import { buildScopes } from '../../../codemods/src/facts/scopes/build';
import type { Scopes } from '../../../codemods/src/facts/scopes/scope';
import type { FileFacts } from '../../../codemods/src/facts/types';
import { migrate } from '../../../codemods/src/migrate';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';
import { CAREFREE } from '../../../codemods/src/plan/care';
import { plan } from '../../../codemods/src/plan/plan';
import { proposalsFor } from '../../../codemods/src/plan/propose';
import { rewriteFile } from '../../../codemods/src/plan/rewrite';
import { type Draft, rewriteProject } from '../../../codemods/src/plan/rewrite-project';
import { withoutUnstable } from '../../../codemods/src/plan/second-run';
import type { MigrateOptions } from '../../../codemods/src/rules/types';

const OPTIONS: MigrateOptions = {
  style: 'active',
  parents: 'faithful',
  followsFrom: 'parent',
  semconv: 'keep',
  guardValues: false,
  comments: true,
};
const SETTINGS = {
  manifests: new Map(),
  tsconfigs: new Map(),
  types: undefined,
  options: OPTIONS,
  context: new Set<string>(),
  careful: CAREFREE,
};

const LEGACY = "const { globalTracer } = require('opentracing');\nglobalTracer().startSpan('a').finish();\n";

function source(path: string, text: string): SourceFile {
  const result = parseSource(path, text);
  if (!result.ok) throw new Error(result.failure.message);
  return result.file;
}

test('a file that a second run would change is rolled back whole, and every call says why', (t) => {
  const [draft] = rewriteProject(() => [source('a.js', LEGACY)], SETTINGS);
  if (draft === undefined) return t.fail();
  const unstable: Draft = { ...draft, after: `${LEGACY}// half-way\n` };
  const [settled] = withoutUnstable([unstable], SETTINGS);
  t.is(settled?.after, undefined);
  t.regex(
    settled?.failure ?? '',
    /^a second run would change it again \(line 1 of the result would be `.*@opentelemetry/,
  );
  t.deepEqual(
    settled?.plan.findings.map(({ code }) => code),
    ['OT901', 'OT901', 'OT901'],
  );
  t.deepEqual(settled?.plan.sites, { rewritten: 0, left: 3 });
});

test("what is told of calls that are the project's own is true of a file that is rolled back, too", (t) => {
  const wrapper = `const { globalTracer } = require('opentracing');
class Traced {
  begin() { this.span = globalTracer().startSpan('a'); }
  setTag(key) { this.span.setTag('key', key); }
  finish() { this.span.finish(); }
}
new Traced().setTag('b');
`;
  const [draft] = rewriteProject(() => [source('a.js', wrapper)], SETTINGS);
  if (draft === undefined) return t.fail();
  const [settled] = withoutUnstable([{ ...draft, after: `${wrapper}// half-way\n` }], SETTINGS);
  t.deepEqual(
    settled?.plan.findings.map(({ code }) => code),
    ['OT901', 'OT901', 'OT901', 'OT901', 'OT805'],
  );
});

test('a file that a second run leaves alone is kept', (t) => {
  const drafts = rewriteProject(() => [source('a.js', LEGACY)], SETTINGS);
  t.deepEqual(withoutUnstable(drafts, SETTINGS), drafts);
  t.truthy(drafts[0]?.after);
});

test('a rule that fails leaves its file alone, and says so at every call', (t) => {
  const facts = collectFacts([source('a.js', LEGACY)]);
  const [file] = facts.files.values();
  if (file === undefined) return t.fail();
  const failing: FileFacts = {
    ...file,
    unitOf: () => {
      throw new RangeError('out of range');
    },
    factOf: () => {
      throw new RangeError('out of range');
    },
  };
  const proposals = proposalsFor(failing, { facts, manifests: new Map(), options: OPTIONS, careful: CAREFREE });
  const [planned] = plan([proposals], { comments: true });
  t.is(planned?.plan.edited, undefined);
  t.deepEqual(
    planned?.plan.findings.map(({ code }) => code),
    ['OT901', 'OT901', 'OT901'],
  );
  t.regex(planned?.plan.findings[0]?.message ?? '', /a rule failed \(out of range\)/);
});

test('a file whose result cannot be made stays, and says why', (t) => {
  const file = source('a.js', LEGACY);
  const scopes: Scopes = {
    ...buildScopes(file),
    get all(): never {
      throw new RangeError('out of range');
    },
  };
  const home = { folder: '', name: 'shop', manifest: {} };
  t.deepEqual(rewriteFile({ source: file, scopes, isIdle: () => false }, LEGACY, home, new Set()), {
    ok: false,
    reason: 'its result cannot be made (out of range)',
  });
});

test('a file whose result may not be written is made without callbacks first', (t) => {
  // No edit of a rule makes such a text: the tree says other than the text, so that the result lacks a comment.
  const file = source('a.js', LEGACY);
  const comment = { type: 'CommentLine', value: ' of the shop', start: 0, end: 0, loc: null } as never;
  const read = () => [{ ...file, ast: { ...file.ast, comments: [comment] } }];
  const [first] = rewriteProject(read, SETTINGS);
  t.is(first?.mend, 'without callbacks');
  const careful = new Map([['a.js', { steps: new Set(['without callbacks'] as const) }]]);
  const [second] = rewriteProject(read, { ...SETTINGS, careful });
  t.is(second?.mend, undefined);
  t.regex(second?.failure ?? '', /the comment "of the shop" would be lost/);
});

test('a file that does not parse fails alone, with the place', (t) => {
  const { files } = migrate({
    files: [
      { path: 'a.js', text: 'f(;\n' },
      { path: 'b.js', text: LEGACY },
    ],
  });
  t.like(files, [
    { path: 'a.js', status: 'failed', text: 'f(;\n', failure: 'Unexpected token (1:3)' },
    { path: 'b.js', status: 'changed' },
  ]);
});

test('a file without OpenTracing comes back as the same string', (t) => {
  const text = 'f();\n';
  const [file] = migrate({ files: [{ path: 'a.js', text }] }).files;
  t.deepEqual(file, { path: 'a.js', status: 'unchanged', text });
});

test('a file that is read for its meaning alone is not reported', (t) => {
  const files = [
    { path: 'tracer.js', text: "exports.tracer = require('opentracing').globalTracer();\n", context: true },
    { path: 'a.js', text: "const { tracer } = require('./tracer');\ntracer.startSpan('a').finish();\n" },
  ];
  const result = migrate({ files });
  t.deepEqual(
    result.files.map(({ path, status }) => `${path} ${status}`),
    ['a.js changed'],
  );
  t.deepEqual(result.sites, { rewritten: 2, left: 0 });
});

test('the same input gives the same output', (t) => {
  const files = [
    { path: 'a.js', text: LEGACY },
    { path: 'b.ts', text: "import { Span } from 'opentracing';\nexport const f = (s: Span) => s.log({ a: 1 });\n" },
  ];
  t.deepEqual(migrate({ files }), migrate({ files: structuredClone(files) }));
});
