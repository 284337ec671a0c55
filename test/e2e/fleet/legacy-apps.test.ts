import path from 'node:path';
import test from 'ava';
import { type ReceivedSpan, startCollector } from '../../shim/register/support/collector';
import { noticesOf, ROOT, type RunOptions, run, withoutNotices } from '../../shim/register/support/run';

interface App {
  readonly main: string;
  readonly flags?: readonly string[];
  readonly by: '--require' | '--import';
  /** The names of its services. */
  readonly services: readonly string[];
}

// With --import, Node 20 loads the main file as an ES module, which TypeScript's hook for CommonJS does not see.
const APPS: Record<string, App> = {
  'Express, CommonJS, two processes': { main: 'shop/main.js', by: '--import', services: ['inventory', 'shop-front'] },
  'TypeScript, messages in a queue': {
    main: 'worker/src/main.ts',
    flags: ['--require', 'tsx/cjs'],
    by: '--require',
    services: [],
  },
  'ES modules, streams': { main: 'pipeline/src/main.js', by: '--import', services: [] },
};

for (const [title, { main, flags = [], by, services }] of Object.entries(APPS))
  for (const instrumented of [false, true])
    test.serial(
      `${title}: not a line changed, every span arrives${instrumented ? ', instrumented besides' : ''}`,
      async (t) => {
        const collector = await startCollector();
        t.teardown(() => collector.close());
        const program = path.join(ROOT, 'fixtures/apps', main);
        const env = {
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.http,
          ...(instrumented ? {} : { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none' }),
        };
        const options: RunOptions = { flags };
        const before = await run(program, { ...options, by: 'none' });
        const after = await run(program, { ...options, by, env });

        t.is(after.stdout, before.stdout);
        t.is(withoutNotices(after), withoutNotices(before));
        t.is(after.code, before.code);
        t.true(noticesOf(after).length > 0);
        const spans = await collector.received(1);
        t.true(spans.some(({ scope }) => scope === 'opentracing-shim'));
        t.deepEqual(orphans(spans), []);
        const names = new Set(spans.map(({ resource }) => String(resource['service.name'])));
        for (const service of services)
          t.true(
            [...names].some((name) => name.includes(service)),
            [...names].join(),
          );
        t.is(
          spans.some(({ scope }) => scope.endsWith('instrumentation-http')),
          instrumented && main.startsWith('shop'),
        );
      },
    );

/** Spans whose parent was never reported. */
function orphans(spans: readonly ReceivedSpan[]): string[] {
  const ids = new Set(spans.map(({ traceId, spanId }) => `${traceId}/${spanId}`));
  return spans
    .filter(({ traceId, parentSpanId }) => parentSpanId !== '' && !ids.has(`${traceId}/${parentSpanId}`))
    .map(({ name }) => name);
}
