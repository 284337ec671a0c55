import test from 'ava';
import { borderTypes, type Migrated } from '../../../codemods/src/cli/types/border-types';
import { repository } from './support';

const STAYS = `import type { Span } from 'opentracing';

export function send(span: Span, key: string): void {
  span.setBaggageItem(key, 'sent');
}
`;
const MOVES = `import { globalTracer } from 'opentracing';
import { send } from './send';

export function pay(key: string): void {
  const span = globalTracer().startSpan('pay');
  send(span, key);
  span.finish();
}
`;
const MOVED = "import { trace } from '@opentelemetry/api';\n";
const SHIM = { dependencies: { '@ot2otel/shim': '^0.1.0' } };

function placesOf(files: Record<string, string>, given: Partial<Migrated> = {}): string[] {
  const all = Object.entries(files).map(([path, text]) => ({ path, text }));
  const manifests = new Map<string, unknown>([['', {}]]);
  return borderTypes({ files: all, manifests, listingFolder: () => '', verdict: undefined, ...given }).map(
    ({ path }) => path,
  );
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
    'src/send.ts': STAYS,
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
    'src/send.ts': STAYS,
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

test('nothing where a compiler is content, where nobody uses the shim, and where the types are there', (t) => {
  const manifests = new Map([['', SHIM]]);
  const content = { errors: new Map(), atBorder: new Set<string>(), unchecked: new Map() };
  t.deepEqual(placesOf(HALF, { manifests, verdict: content }), []);
  t.deepEqual(placesOf(HALF), []);
  t.deepEqual(placesOf({ ...HALF, 'src/main.ts': "import '@ot2otel/shim/types';" }, { manifests }), []);
  t.deepEqual(placesOf({ 'src/send.ts': STAYS }, { manifests }), []);
  t.deepEqual(placesOf({ 'src/send.js': STAYS, 'src/pay.js': MOVED }, { manifests }), []);
});
