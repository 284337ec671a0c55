// What people got wrong when they moved by hand, and what a tasteful rewrite does instead: each row names the case that shows it, and what
// may be in no output at all.
import type * as t from '@babel/types';
import test from 'ava';
import { buildScopes } from '../../codemods/src/facts/scopes/build';
import { parseSource } from '../../codemods/src/parse/parse-source';
import { type SourceFile, textOf } from '../../codemods/src/parse/source-file';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource } from '../support/migrate-fixture';

const fixtures = new Map(findFixtures().map((fixture) => [fixture.name, fixture]));

function textsOf(side: Fixture['input']): string {
  return side
    .filter(isSource)
    .map(({ text }) => text)
    .join('\n');
}

interface Row {
  readonly title: string;
  /** The case that shows it. */
  readonly shownBy: string;
  /** What its output has. */
  readonly has: RegExp;
}

const rows: readonly Row[] = [
  {
    title: 'tags given at the start are attributes given at the start',
    shownBy: 'start-span/tags-become-attributes',
    has: /attributes: \{/,
  },
  {
    title: 'a kind set right after the start is given at the start',
    shownBy: 'set-tag/a-kind-right-after-the-start-is-given-at-the-start',
    has: /startActiveSpan\([^;]*kind: SpanKind\.\w+/,
  },
  {
    title: 'a parent is the context argument',
    shownBy: 'parents/a-span-given-as-a-parameter',
    has: /startActiveSpan\('step', \{\}, trace\.setSpan\(context\.active\(\), parent\), /,
  },
  {
    title: 'a span over a whole block keeps its try, its return and its await',
    shownBy: 'active-spans/await-with-try-catch-and-finally',
    has: /return tracer\.startActiveSpan\([^;]*async \(span\) => \{\s*try \{[\s\S]*return await[\s\S]*finally \{\s*span\.end\(\)/,
  },
  {
    title: 'the exception and the status stand together where the error is caught',
    shownBy: 'set-tag/an-error-and-its-log-side-by-side-share-the-message',
    has: /setStatus\(\{ code: SpanStatusCode\.ERROR, message: err\?\.message \}\);\s*span\.recordException\(err\)/,
  },
  {
    title: 'a context variable that only held a parent becomes that context, and is used',
    shownBy: 'span-context/a-context-kept-for-a-later-child',
    has: /startActiveSpan\('late', \{\}, parentContext/,
  },
  {
    title: 'a tracer of the module stays one',
    shownBy: 'active-spans/try-and-finally-around-the-work',
    has: /^const tracer = trace\.getTracer\(/m,
  },
  {
    title: 'nothing around the span moves',
    shownBy: 'active-spans/code-before-and-after-the-span-stays-outside',
    has: /\}\);\n[\s\S]*return/,
  },
  {
    title: 'names of attributes stay unless asked',
    shownBy: 'constants/every-tag-is-the-string-that-it-was',
    has: /'db\.statement': 'select 1'/,
  },
  {
    title: 'an event has its name first, and no field `event`',
    shownBy: 'log/a-log-with-an-event-is-an-event-of-that-name',
    has: /addEvent\('cache\.miss', \{ key: 'a' \}\)/,
  },
  {
    title: 'what extract gives is tested by its span, not for null',
    shownBy: 'extract/a-missing-parent-is-tested-by-its-span',
    has: /trace\.getSpanContext\(\w+\)/,
  },
  {
    title: 'a child of an extracted context has the baggage of that',
    shownBy: 'baggage/baggage-set-right-after-the-start-is-in-the-context-of-the-start',
    has: /const parent = propagation\.extract\(ROOT_CONTEXT, headers\);[\s\S]*startActiveSpan\([^;]*parent/,
  },
  {
    title: 'a constant that does not exist is no key that the SDK throws for',
    shownBy: 'constants/a-tag-of-a-constant-that-opentracing-does-not-have-is-called-undefined',
    has: /setAttribute\('undefined', \w+\)/,
  },
  {
    title: 'an object is turned into text instead of being dropped',
    shownBy: 'log/objects-among-the-fields-become-json',
    has: /JSON\.stringify\(/,
  },
  {
    title: 'the status is OK only where the code said that there is no error',
    shownBy: 'set-tag/no-error-is-the-status-ok',
    has: /SpanStatusCode\.OK/,
  },
  {
    title: 'an inject by hand stays an inject',
    shownBy: 'inject/a-span-given-as-a-parameter-is-set-in-a-context',
    has: /propagation\.inject\(/,
  },
];

for (const { title, shownBy, has } of rows) {
  test(title, (t) => {
    const fixture = fixtures.get(shownBy);
    if (fixture === undefined) return t.fail(`there is no case ${shownBy}`);
    t.regex(textsOf(fixture.output), has);
  });
}

/** A mistake of hand migrations: a text that no output may have. */
interface Mistake {
  readonly pattern: RegExp;
  readonly example: string;
}

const NEVER: Readonly<Record<string, Mistake>> = {
  'ids of a span as the third argument': {
    pattern: /\.start(?:Active)?Span\([^;{}]*(?:\{[^;{}]*\})?, \w+\.spanContext\(\)(?:, \(|\))/,
    example: "tracer.startSpan('pay', {}, parent.spanContext());",
  },
  'the context method of a span as the third argument': {
    pattern: /\.start(?:Active)?Span\([^;{}]*\{[^;{}]*\}, \w+\.context\(\)/,
    example: "tracer.startSpan('pay', {}, parent.context());",
  },
  'an event without a name': {
    pattern: /\.addEvent\(\s*\{/,
    example: "span.addEvent({ event: 'retry', message: 'slow' });",
  },
  'a status whose code is no status code': {
    pattern: /\.setStatus\(\{\s*code: (?![^,}]*SpanStatusCode\.)/,
    example: 'span.setStatus({ code: error.status });',
  },
  'a key that is undefined': {
    pattern: /\[?['"]?undefined['"]?\]?: /,
    example: '{ [undefined]: 1 }',
  },
};

for (const [mistake, { pattern, example }] of Object.entries(NEVER)) {
  test(`no output has ${mistake}`, (t) => {
    t.regex(example, pattern);
    const made = [...fixtures.values()].filter(
      ({ input, output }) => !pattern.test(textsOf(input)) && pattern.test(textsOf(output)),
    );
    t.deepEqual(
      made.map(({ name }) => name),
      [],
    );
  });
}

test('an OK status comes from an error tag that says so', (t) => {
  const found = [...fixtures.values()].filter(
    ({ input, output }) =>
      /SpanStatusCode\.OK/.test(textsOf(output)) && !/SpanStatusCode\.OK|error|ERROR/.test(textsOf(input)),
  );
  t.deepEqual(found, []);
});

test('no inject or extract is taken away', (t) => {
  const count = (side: Fixture['input'], method: string) => textsOf(side).split(`.${method}(`).length;
  for (const { name, input, output } of fixtures.values())
    for (const method of ['inject', 'extract'])
      t.true(count(output, method) >= count(input, method), `${method} in ${name}`);
});

test('no context is made and then not used', (t) => {
  for (const { name, input, output } of fixtures.values()) {
    const before = new Set(input.filter(isSource).flatMap(unusedContexts));
    const unused = output.filter(isSource).flatMap(unusedContexts);
    t.deepEqual(
      unused.filter((text) => !before.has(text)),
      [],
      name,
    );
  }
});

/** Variables that hold a context, or what OpenTracing had in its place, and that nothing reads. */
function unusedContexts({ path, text }: Fixture['input'][number]): string[] {
  const parsed = parseSource(path, text);
  return parsed.ok ? unusedIn(parsed.file) : [];
}

function unusedIn(file: SourceFile): string[] {
  return buildScopes(file).all.flatMap(({ name, declaration, references }) => {
    const init = declaration.type === 'VariableDeclarator' ? declaration.init : undefined;
    const isRead = references.some(({ kind }) => kind !== 'write');
    return init && !isRead && isContext(file, init) ? [name] : [];
  });
}

function isContext(file: SourceFile, node: t.Expression): boolean {
  return /^(?:trace\.setSpan\w*\(|propagation\.(?:extract|setBaggage)\(|context\.active\(|\w+\.(?:context|extract)\()/.test(
    textOf(file, node),
  );
}
