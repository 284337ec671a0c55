import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runMigration, type TypeUse } from '../../../codemods/src/cli/run-migration';
import { projectOnDisk, type Tree, useNativeTypescript } from './support';

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

const BOTH = ['opentracing', '@opentelemetry/api'];

/** The last compiler of either interface. */
type CompilerOf = 6 | 7;

function withEach(title: string, run: (t: ExecutionContext, compiler: CompilerOf) => void): void {
  for (const compiler of [6, 7] as const) test(`${title} (TypeScript ${compiler})`, (t) => run(t, compiler));
}

/** Ours is asked where a project has none. */
function useCompiler(root: string, compiler: CompilerOf): void {
  if (compiler === 7) useNativeTypescript(root, '7.0.2');
}

function migrated(
  t: ExecutionContext,
  tree: Tree,
  use: TypeUse,
  packages?: readonly string[],
  compiler: CompilerOf = 6,
) {
  const root = projectOnDisk(t, tree, packages);
  useCompiler(root, compiler);
  const migration = runMigration(root, [path.join(root, 'src')], { style: 'minimal' }, use);
  const written = migration.writes.find((write) => write.path === 'src/pay.ts')?.after;
  return {
    written,
    missing: migration.typesMissing,
    findings: migration.findings.map(({ code }) => code),
    failed: migration.failed.map(({ reason }) => reason),
  };
}

withEach(
  'what only types prove moves, with all that flows from it, and look-alikes of the same file stay',
  (t, compiler) => {
    const { written, findings } = migrated(t, SHOP, { ask: true, verify: false }, undefined, compiler);
    t.is(
      written,
      `import { onJob } from 'framework';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

onJob((job, sheet) => {
  job.log('paying');
  // TODO(ot2otel OT801): nothing proves that the receiver of .setTag() is an OpenTracing object
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
  },
);

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
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "4.4.4", "main": "index.js" }',
    'node_modules/typescript/index.js': 'throw new Error("loaded");',
  };
  const { written, missing } = migrated(t, old, { ask: true, verify: false });
  t.is(written, undefined);
  t.is(missing, 'TypeScript 4.4.4 is older than 4.5, which it takes to read the types of @opentelemetry/api');
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

withEach('the result is compiled with the compiler of the project, and what it says is told', (t, compiler) => {
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
  useCompiler(root, compiler);
  const { writes, types, failed } = runMigration(root, [path.join(root, 'src')], {});
  t.regex(writes.find((write) => write.path === 'src/pay.ts')?.after ?? '', /\.end\(\)/);
  t.deepEqual([...(types?.atBorder ?? [])], ['src/pay.ts']);
  t.deepEqual(failed, []);
});

withEach('a span of a list is asked whether it is there, where the project says that it may not be', (t, compiler) => {
  const tree = {
    ...SHOP,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        strict: true,
        noUncheckedIndexedAccess: true,
        types: [],
        lib: ['es2022'],
      },
    }),
    'src/pay.ts': `import { globalTracer, Span } from 'opentracing';

const open: Span[] = [];

export function pay(): void {
  const parent = open[open.length - 1];
  const span = globalTracer().startSpan('pay', { childOf: parent });
  open.push(span);
}
`,
  };
  const { written, failed } = migrated(t, tree, { ask: true, verify: true }, BOTH, compiler);
  t.deepEqual(failed, []);
  t.regex(written ?? '', /parent \? trace\.setSpan\(context\.active\(\), parent\) : ROOT_CONTEXT/);
});

withEach(
  'before OpenTelemetry is installed, as on a first run, the result is compiled with the API that comes along',
  (t, compiler) => {
    const root = projectOnDisk(
      t,
      {
        ...SHOP,
        'src/pay.ts': `import type { Span } from 'opentracing';

export function pay(span: Span): void {
  span.setTag('amount', 12);
}
`,
        'src/close.ts': `import type { Span } from 'opentracing';

export function close(span: Span): void {
  const closing: { finish(): void } = span;
  closing.finish();
}
`,
      },
      ['opentracing'],
    );
    useCompiler(root, compiler);
    const { writes, types, failed } = runMigration(root, [path.join(root, 'src')], {});
    t.deepEqual([...(types?.unchecked ?? [])], []);
    t.regex(writes.find((write) => write.path === 'src/pay.ts')?.after ?? '', /setAttribute/);
    t.deepEqual(
      failed.map((file) => file.path),
      ['src/close.ts'],
    );
  },
);

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

/** Values whose types alone say what they are, and objects that OpenTelemetry's own types would not take. */
const VALUES: Tree = {
  ...SHOP,
  'src/pay.ts': `import type { Span } from 'opentracing';

export interface Order { readonly id: string; readonly total?: number }
interface Dict { [key: string]: unknown }
declare function find(): { order: Order; at: Date; retries: number | undefined; note: string | null; reason: Error };

export function pay(span: Span, more: Dict, order: Order, failed: Error, anything: any, further?: Dict, rest?: object): void {
  const found = find();
  span.setTag('order', found.order);
  span.setTag('retries', found.retries);
  span.addTags({ at: found.at, retries: found.retries, note: found.note });
  span.addTags(more);
  span.log(order);
  span.log({ event: 'paid', ...more });
  span.log(Object.assign({}, more, { event: 'paid' }));
  span.log(failed);
  span.log(more);
  span.log({ reason: found.reason, anything });
  span.log(further);
  span.log(rest);
}
`,
};

withEach(
  'a value is written as its type says, and cast where the types of OpenTelemetry are narrower: it compiles as before',
  (t, compiler) => {
    const { written, failed } = migrated(t, VALUES, { ask: true, verify: true }, BOTH, compiler);
    t.deepEqual(failed, []);
    t.is(
      written?.slice(written.indexOf('  const found')),
      `  const found = find();
  span.setAttribute('order', JSON.stringify(found.order));
  span.setAttribute('retries', found.retries as number);
  span.setAttributes({ at: found.at.toJSON(), retries: found.retries, note: found.note as string });
  span.setAttributes(more as Attributes);
  span.addEvent('log', { ...order });
  span.addEvent('paid', { ...more } as Attributes);
  span.addEvent('paid', Object.assign({}, more) as Attributes);
  span.recordException(failed);
  span.addEvent(String(more.event ?? 'log'), more as Attributes);
  span.addEvent('log', { reason: String(found.reason), anything });
  span.addEvent(String(further?.event ?? 'log'), further as Attributes);
  span.addEvent((rest as { event?: string } | undefined)?.event ?? 'log', rest as Attributes);
}
`,
    );
  },
);

/** Objects of which JSON tells what is in them, and such as it may not be able to write. */
const OBJECTS: Tree = {
  ...SHOP,
  'node_modules/pool/index.d.ts': 'export declare class Pool { readonly size: number; }\n',
  'src/pay.ts': `import type { Span } from 'opentracing';
import type { Pool } from 'pool';

interface Page { next?: Page }
interface Sum { parts: bigint[] }
class Bag { constructor(readonly bag: Bag | undefined) {} toJSON() { return 'bag'; } }
interface Found { words: Map<string, number>; seen: ReadonlySet<string>; page: Page; sum: Sum; bag: Bag; pool: Pool; parts: { at: Date; run(): Page }[] }
declare function find(): Found;

export function pay(span: Span): void {
  const found = find();
  span.log({ event: 'found', words: found.words, seen: found.seen, parts: found.parts, bag: found.bag });
  span.log({ event: 'lost', page: found.page, sum: found.sum, pool: found.pool, both: { page: found.page } });
}
`,
};

withEach(
  'a map and a set are written by what is in them, and what JSON may not be able to write stays, and compiles',
  (t, compiler) => {
    const { written, failed } = migrated(t, OBJECTS, { ask: true, verify: true }, BOTH, compiler);
    t.deepEqual(failed, []);
    t.is(
      written?.slice(written.indexOf('  const found')),
      `  const found = find();
  span.addEvent('found', { words: JSON.stringify([...found.words]), seen: JSON.stringify([...found.seen]), parts: JSON.stringify(found.parts), bag: JSON.stringify(found.bag) });
  span.addEvent('lost', { page: found.page as unknown as AttributeValue, sum: found.sum as unknown as AttributeValue, pool: found.pool as unknown as AttributeValue, both: { page: found.page } as unknown as AttributeValue });
}
`,
    );
  },
);

/** Errors and names of events that are not there in every case, or are none. */
const MISSING: Tree = {
  ...SHOP,
  'src/pay.ts': `import type { Span } from 'opentracing';

interface Failure { error?: Error; reason: unknown; step?: string; code: number | undefined; names: readonly string[] }
declare function fail(): Failure;

export function pay(span: Span): void {
  const failure = fail();
  span.log({ event: failure.step });
  span.log({ event: failure.code });
  span.log({ event: 'error', 'error.object': failure.error });
  span.log({ event: 'error', 'error.object': failure.reason });
  span.log({ event: 'error', 'error.object': failure.code });
  span.setTag('names', failure.names);
  if (failure.error) span.log({ event: 'error', 'error.object': failure.error });
}
`,
};

withEach('what may not be there, and what is no error, is said as the shim says it, and compiles', (t, compiler) => {
  const { written, failed } = migrated(t, MISSING, { ask: true, verify: true }, BOTH, compiler);
  t.deepEqual(failed, []);
  t.is(
    written?.slice(written.indexOf('  span.')),
    `  span.addEvent(failure.step ?? 'log');
  span.addEvent(String(failure.code ?? 'log'));
  if (!failure.error) span.addEvent('exception');
  else span.recordException(failure.error);
  span.recordException(failure.reason as Error);
  span.addEvent('exception', { 'exception.message': failure.code?.toString() });
  span.setAttribute('names', failure.names as AttributeValue);
  if (failure.error) span.recordException(failure.error);
}
`,
  );
});

/** Where undefined passes for anything, a type does not say that something is there. */
const LOOSE: Tree = {
  ...SHOP,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: false, types: [], lib: ['es2022'] },
  }),
  'src/pay.ts': `import type { Span } from 'opentracing';

export function pay(span: Span, at: Date, fields: { event: string }): void {
  span.setTag('at', at);
  span.setTag('since', at || 'never');
  span.setTag('now', new Date());
  span.log(fields);
}
`,
};

withEach('a date that may be missing in a project that is not strict does not throw', (t, compiler) => {
  const { written, failed } = migrated(t, LOOSE, { ask: true, verify: true }, BOTH, compiler);
  t.deepEqual(failed, []);
  t.is(
    written?.slice(written.indexOf('  span.')),
    `  span.setAttribute('at', at?.toJSON());
  span.setAttribute('since', attributeValue(at || 'never'));
  span.setAttribute('now', new Date().toISOString());
  span.addEvent(fields?.event ?? 'log', fields);
}
`,
  );
});
