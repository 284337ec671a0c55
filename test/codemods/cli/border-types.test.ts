import test from 'ava';
import { borderTypes, type Migrated } from '../../../codemods/src/cli/types/border-types';
import { repository } from './support';

const STAYS = `import { FORMAT_BINARY, Span, Tracer } from 'opentracing';

export function send(tracer: Tracer, span: Span, carrier: object): void {
  tracer.inject(span, FORMAT_BINARY, carrier);
}
`;
const KEPT = `import { MockTracer, Tracer } from 'opentracing';

export class Recorder extends MockTracer {
  lastOf(tracer: Tracer): string | undefined {
    return tracer === this ? this.report().spans.at(-1)?.operationName() : undefined;
  }
}
`;
const MOVES = `import { globalTracer } from 'opentracing';
import { Recorder } from './recorder';

export function pay(recorder: Recorder): string | undefined {
  globalTracer().startSpan('pay').finish();
  return recorder.lastOf(globalTracer());
}
`;
const MOVED = "import { trace } from '@opentelemetry/api';\n";
const SHIM = { dependencies: { '@ot2otel/shim': '^0.1.0' } };

function placesOf(files: Record<string, string>, given: Partial<Migrated> = {}): string[] {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const manifests = new Map<string, unknown>([['', {}]]);
  const unknown: Migrated = {
    files: all,
    manifests,
    listingFolder: () => '',
    verdict: undefined,
    findings: [],
    isCompiled: () => true,
  };
  return borderTypes({ ...unknown, ...given }).map(({ path }) => path);
}

const HANDED_OVER = `import { FORMAT_BINARY } from 'opentracing';
import type { Tracer } from '@opentelemetry/api';
import { toOpenTracingTracer } from '@ot2otel/shim';

export const parentOf = (tracer: Tracer, carrier: unknown) => toOpenTracingTracer(tracer).extract(FORMAT_BINARY, carrier);
`;

const HALF = { 'src/deep/down/send.ts': STAYS, 'src/send.ts': STAYS, 'src/pay.ts': MOVED };

test('a project that uses the shim gets its types where a part of it has moved and no compiler could be asked', async (t) => {
  const manifest = JSON.stringify({ name: 'shop', ...SHIM });
  const shop = repository({
    'package.json': manifest,
    'tsconfig.json': '{}',
    'src/recorder.ts': KEPT,
    'src/pay.ts': MOVES,
  });
  const { stdout } = await shop.run('codemod', '.');
  t.regex(shop.read('src/ot2otel-shim-types.d.ts'), /import '@ot2otel\/shim\/types';/);
  t.regex(stdout, /src\/ot2otel-shim-types\.d\.ts brings in the types of @ot2otel\/shim/);
  shop.git('add', '.');
  shop.git('commit', '--all', '--quiet', '--message', 'half migrated');
  const again = await shop.run('codemod', '.');
  t.regex(again.stdout, /0 changed/);
  t.is(shop.git('status', '--porcelain'), '');
});

test('a run that changes nothing leaves the border where it is', async (t) => {
  const manifest = JSON.stringify({ name: 'shop', ...SHIM });
  const shop = repository({
    'package.json': manifest,
    'tsconfig.json': '{}',
    'src/recorder.ts': KEPT,
    'src/pay.ts': MOVES,
  });
  await shop.run('codemod', '.');
  shop.git('add', '.');
  shop.git('rm', '--force', '--quiet', 'src/ot2otel-shim-types.d.ts');
  shop.git('commit', '--all', '--quiet', '--message', 'half migrated');
  await shop.run('codemod', '.');
  t.is(shop.git('status', '--porcelain'), '');
});

test('beside the file that stays and is nearest to the top', (t) => {
  t.deepEqual(placesOf(HALF, { manifests: new Map([['', SHIM]]) }), ['src/ot2otel-shim-types.d.ts']);
});

test('in a package of its own, which a manifest around it lists the shim for', (t) => {
  const manifests = new Map<string, unknown>([
    ['', SHIM],
    ['parts/a', {}],
    ['parts/b', {}],
  ]);
  const files = { 'parts/a/send.ts': STAYS, 'parts/a/pay.ts': MOVED, 'parts/b/send.ts': STAYS };
  t.deepEqual(placesOf(files, { manifests }), ['parts/a/ot2otel-shim-types.d.ts']);
});

test('where the code itself imports the shim, which package.json lists afterwards; not for a file that needs no more than that', (t) => {
  const files = { 'parts/a/parent.ts': HANDED_OVER, 'parts/a/send.ts': STAYS, 'parts/b/send.ts': STAYS };
  const manifests = new Map<string, unknown>([
    ['parts/a', {}],
    ['parts/b', {}],
  ]);
  const listingFolder = (file: string) => file.slice(0, 'parts/a'.length);
  const placed = (all: Record<string, string>) => placesOf(all, { manifests, listingFolder });
  t.deepEqual(placed(files), ['parts/a/ot2otel-shim-types.d.ts']);
  t.deepEqual(placed({ 'parts/a/parent.ts': HANDED_OVER }), []);
});

test('where a compiler finds that a file needs them, whether the shim is listed or not', (t) => {
  const verdict = { errors: new Map(), atBorder: new Set(['src/pay.ts']), unchecked: new Map() };
  t.deepEqual(placesOf(HALF, { verdict }), ['src/ot2otel-shim-types.d.ts']);
});

const BAGGAGE = `import { globalTracer, Span } from 'opentracing';

interface Asked {
  span?: Span;
}

export function answer({ span }: Asked): void {
  if (span) {
    span.setTag('answered', true);
    span.setBaggageItem('member', 'm1');
  }
  globalTracer().startSpan('answer').finish();
}
`;

test('where the types of a file have moved and calls in it have not, whether the shim is listed or not', async (t) => {
  const shop = repository({
    'package.json': JSON.stringify({ name: 'shop', dependencies: { opentracing: '^0.14.7' } }),
    'tsconfig.json': '{}',
    'src/answer.ts': BAGGAGE,
  });
  await shop.run('codemod', '.');
  t.regex(shop.read('src/answer.ts'), /Span,? .*'@opentelemetry\/api'/);
  t.regex(shop.read('src/answer.ts'), /span\.setTag\(/);
  t.regex(shop.read('src/ot2otel-shim-types.d.ts'), /import '@ot2otel\/shim\/types';/);
  t.regex(shop.read('package.json'), /"@ot2otel\/shim"/);
  const moved = { 'src/answer.ts': MOVED };
  t.deepEqual(placesOf(moved, { findings: [{ code: 'OT311', path: 'src/answer.ts' }] }), [
    'src/ot2otel-shim-types.d.ts',
  ]);
  t.deepEqual(placesOf(moved, { findings: [{ code: 'OT801', path: 'src/answer.ts' }] }), []);
});

test('nothing where a compiler is content, where nobody uses the shim, and where the types are there', (t) => {
  const manifests = new Map([['', SHIM]]);
  const content = { errors: new Map(), atBorder: new Set<string>(), unchecked: new Map() };
  t.deepEqual(placesOf(HALF, { manifests, verdict: content }), []);
  t.deepEqual(placesOf(HALF), []);
  t.deepEqual(placesOf({ ...HALF, 'src/main.ts': "import '@ot2otel/shim/types';" }, { manifests }), []);
  t.deepEqual(placesOf({ 'src/send.ts': STAYS }, { manifests }), []);
  t.deepEqual(placesOf({ 'src/send.js': STAYS, 'src/pay.js': MOVED }, { manifests }), []);
});

const takenIn = test.macro(async (t, tsconfig: object, at: string) => {
  const shop = repository({
    'package.json': JSON.stringify({ name: 'shop', ...SHIM }),
    'tsconfig.json': JSON.stringify(tsconfig),
    'examples/recorder.ts': KEPT,
    'examples/pay.ts': MOVES,
    'src/recorder.ts': KEPT,
    'src/pay.ts': MOVES,
  });
  await shop.run('codemod', '.');
  t.deepEqual(
    shop.files().filter((file) => file.endsWith('ot2otel-shim-types.d.ts')),
    [`${at}/ot2otel-shim-types.d.ts`],
  );
});
test('they stand where the configuration looks: in what it includes', takenIn, { include: ['./src/**/*.ts'] }, 'src');
test('they stand where the configuration looks: not in what it excludes', takenIn, { exclude: ['examples'] }, 'src');
test('they stand where the configuration looks: it takes all in', takenIn, {}, 'examples');
