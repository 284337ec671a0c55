// A package of somebody else's gives OpenTracing's tracers for good; one of the project moves with it.
import test from 'ava';
import { migrate } from '../../../codemods/src/migrate';
import { textsOf } from '../../support/migrate-fixture';

const core = {
  path: 'packages/core/src/index.ts',
  text: `import { Tracer } from 'opentracing';

export const defaults: { readonly tracer: Tracer } = { tracer: new Tracer() };
`,
};

const app = {
  path: 'packages/app/src/orders.ts',
  text: `import { defaults } from '@shop/core';
import { Tracer } from 'opentracing';

const tracer: Tracer = defaults.tracer;

export function order(): void {
  tracer.startSpan('order').finish();
}
`,
};

const manifest = { name: '@shop/app', version: '1.0.0', dependencies: { '@shop/core': '1.0.0' } };

function migrated(...packages: readonly [string, unknown][]) {
  const manifests = new Map<string, unknown>([['packages/app', manifest], ...packages]);
  const files = packages.length > 0 ? [core, app] : [app];
  return migrate({ files, manifests, options: {} });
}

test('a tracer of a package that is not the project goes through the shim', (t) => {
  const { findings, ...result } = migrated();
  t.regex(
    textsOf({ findings, ...result })[app.path] ?? '',
    /const tracer: Tracer = toOpenTracingTracer\(defaults\.tracer\);/,
  );
  t.true(findings.some(({ code }) => code === 'OT508'));
});

test('a tracer of another package of the project is as good as one of its own, in a second run too', (t) => {
  const own = ['packages/core', { name: '@shop/core', version: '1.0.0', main: 'dist/index.js' }] as const;
  const result = migrated([...own]);
  const texts = textsOf(result);
  t.notRegex(texts[app.path] ?? '', /toOpenTracingTracer/);
  t.false(result.findings.some(({ code }) => code === 'OT508'));
  const files = [core, app].map(({ path }) => ({ path, text: texts[path] ?? '' }));
  const manifests = new Map<string, unknown>([['packages/app', manifest], own]);
  t.deepEqual(textsOf(migrate({ files, manifests, options: {} })), texts);
});
