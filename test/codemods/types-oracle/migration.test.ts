import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runMigration, type TypeUse } from '../../../codemods/src/cli/run-migration';
import { projectOnDisk, type Tree } from './support';

/** A project that gets its spans from a framework of which only the types say so. */
const SHOP: Tree = {
  'package.json': '{ "name": "shop", "dependencies": { "opentracing": "0.14.7" } }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: true, types: [], lib: ['es2022'] },
  }),
  'node_modules/framework/package.json': '{ "name": "framework", "types": "index.d.ts" }',
  'node_modules/framework/index.d.ts': `
import { Span, Tracer } from 'opentracing';
export interface Job { readonly trace: Span; readonly parent?: Span; readonly tracer: Tracer; log(text: string): void }
export interface Sheet { setTag(key: string, value: string): void }
export function onJob(run: (job: Job, sheet: Sheet) => void): void;
`,
  'src/pay.ts': `import { onJob } from 'framework';

onJob((job, sheet) => {
  job.log('paying');
  sheet.setTag('amount', '12');
  job.trace.setTag('amount', 12);
  const child = job.tracer.startSpan('charge', { childOf: job.parent });
  child.finish();
});
`,
};

function migrated(t: ExecutionContext, tree: Tree, use: TypeUse, packages?: readonly string[]) {
  const root = projectOnDisk(t, tree, packages);
  const migration = runMigration(root, [path.join(root, 'src')], { style: 'minimal' }, use);
  const written = migration.writes.find((write) => write.path === 'src/pay.ts')?.after;
  return {
    written,
    missing: migration.typesMissing,
    findings: migration.findings.map(({ code }) => code),
    failed: migration.failed.map(({ reason }) => reason),
  };
}

test('what only types prove moves, with all that flows from it, and look-alikes of the same file stay', (t) => {
  const { written, findings } = migrated(t, SHOP, { ask: true });
  t.is(
    written,
    `import { onJob } from 'framework';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

onJob((job, sheet) => {
  job.log('paying');
  sheet.setTag('amount', '12');
  job.trace.setAttribute('amount', 12);
  const child = job.tracer.startSpan(
    'charge',
    {},
    job.parent ? trace.setSpan(context.active(), job.parent) : ROOT_CONTEXT
  );
  child.end();
});
`,
  );
  t.deepEqual(findings, ['OT801']); // the sheet, of which its type says nothing
});

test('without types it stays as it is', (t) => {
  t.deepEqual(migrated(t, SHOP, { ask: false }), { written: undefined, missing: undefined, findings: [], failed: [] });
});

test('a compiler of its own that is too old is not asked, and the run says so', (t) => {
  const old = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "3.9.10", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("loaded");',
  };
  const { written, missing } = migrated(t, old, { ask: true });
  t.is(written, undefined);
  t.is(missing, 'TypeScript 3.9.10 is older than 4');
});

test('a compiler that does not load stops nothing', (t) => {
  const broken = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.3", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("half installed");',
  };
  const { written, missing } = migrated(t, broken, { ask: true });
  t.is(written, undefined);
  t.is(missing, 'half installed');
});

test('a project whose source tells everything loads no compiler', (t) => {
  const plain = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.3", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("loaded");',
    'src/pay.ts': `import { globalTracer } from 'opentracing';\nconst span = globalTracer().startSpan('pay');\nspan.finish();\n`,
  };
  const { written, missing } = migrated(t, plain, { ask: true });
  t.regex(written ?? '', /span\.end\(\)/);
  t.is(missing, undefined);
});

const BOTH = ['opentracing', '@opentelemetry/api'];

/** A migrated span is given to a declaration that asks for what only OpenTracing's has. */
const STRICT: Tree = {
  ...SHOP,
  'node_modules/sheets/package.json': '{ "name": "sheets", "types": "index.d.ts" }',
  'node_modules/sheets/index.d.ts':
    'export function record(span: { setTag(key: string, value: string): unknown }): void;',
  'src/pay.ts': `import { globalTracer } from 'opentracing';
import { record } from 'sheets';

const span = globalTracer().startSpan('pay');
record(span);
span.finish();
`,
};

test('a file that would not compile any more stays as it is where that is asked for, and says the error', (t) => {
  const { written, failed } = migrated(t, STRICT, { verify: true }, BOTH);
  t.is(written, undefined);
  t.is(failed.length, 1);
  t.regex(failed[0] ?? '', /^it would not compile any more \(TS2345 in line \d+ of the result: .*setTag/);
});

test('a file that compiles as before is written, whatever else was wrong with it', (t) => {
  const wrong = {
    ...SHOP,
    'src/pay.ts': `${STRICT['src/pay.ts']}const n: number = 'one';\n`.replace('record(span);\n', ''),
  };
  const { written, failed } = migrated(t, wrong, { verify: true }, BOTH);
  t.regex(written ?? '', /span\.end\(\);\nconst n: number = 'one';/);
  t.deepEqual(failed, []);
});

test('nothing is said of files in which a package is missing, such as the API that is still to be installed', (t) => {
  const { written, failed } = migrated(t, STRICT, { verify: true });
  t.regex(written ?? '', /span\.end\(\)/);
  t.deepEqual(failed, []);
});

test('who asks for it without a compiler that can do it is told so', (t) => {
  const native = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "7.0.2" }',
    'src/pay.ts': `import { globalTracer } from 'opentracing';\nglobalTracer().startSpan('pay').finish();\n`,
  };
  t.throws(() => migrated(t, native, { verify: true }), {
    message: '--verify-types needs TypeScript 5 or 6, and 7.0.2 is installed',
  });
});
