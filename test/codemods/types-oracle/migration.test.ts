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
  const { written, findings } = migrated(t, SHOP, { ask: true, verify: false });
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
  t.deepEqual(migrated(t, SHOP, { ask: false, verify: false }), {
    written: undefined,
    missing: undefined,
    findings: [],
    failed: [],
  });
});

test('a compiler of its own that is too old is not asked, and the run says so', (t) => {
  const old = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "3.9.10", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("loaded");',
  };
  const { written, missing } = migrated(t, old, { ask: true, verify: false });
  t.is(written, undefined);
  t.is(missing, 'TypeScript 3.9.10 is older than 4');
});

test('a compiler that does not load stops nothing', (t) => {
  const broken = {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.3", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("half installed");',
  };
  const { written, missing } = migrated(t, broken, { ask: true, verify: false });
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
  const { written, missing } = migrated(t, plain, { ask: true, verify: false });
  t.regex(written ?? '', /span\.end\(\)/);
  t.is(missing, undefined);
});

test('the result is compiled with the compiler of the project, and what it says is told', (t) => {
  const root = projectOnDisk(
    t,
    {
      ...SHOP,
      'node_modules/sheets/package.json': '{ "name": "sheets", "types": "index.d.ts" }',
      'node_modules/sheets/index.d.ts':
        'export function tag(span: { setTag(key: string, value: string): unknown }): void;',
      'src/pay.ts': `import { globalTracer } from 'opentracing';
import { tag } from 'sheets';

const span = globalTracer().startSpan('pay');
tag(span);
span.finish();
`,
    },
    ['opentracing', '@opentelemetry/api'],
  );
  const { writes, types, failed } = runMigration(root, [path.join(root, 'src')], {});
  t.regex(writes.find((write) => write.path === 'src/pay.ts')?.after ?? '', /\.end\(\)/);
  t.deepEqual([...(types?.atBorder ?? [])], ['src/pay.ts']);
  t.deepEqual(failed, []);
});

test('a compiler that cannot be loaded keeps nothing from being written, and the run says so', (t) => {
  const root = projectOnDisk(t, {
    ...SHOP,
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.3", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("half installed");',
    'src/pay.ts': "import { globalTracer } from 'opentracing';\nglobalTracer().startSpan('pay').finish();\n",
  });
  const { writes, types, typesMissing } = runMigration(root, [path.join(root, 'src')], {});
  t.true(writes.some((write) => write.path === 'src/pay.ts'));
  t.is(types, undefined);
  t.is(typesMissing, 'half installed');
});
