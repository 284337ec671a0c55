// An application may be put into one file with everything it uses. The SDK stays outside: it is the application's choice at run time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { build } from 'esbuild';
import { startCollector } from './support/collector';
import { noticesOf, ROOT, run } from './support/run';

const PROGRAM = `
  require('@ot2otel/shim/register');
  require('opentracing').globalTracer().startSpan('work').finish();`;
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

for (const [format, file, banner] of [
  ['cjs', 'app.cjs', ''],
  ['esm', 'app.mjs', REQUIRE],
] as const)
  test.serial(
    `the register in a bundle starts the SDK, and what is finished is sent when the process ends by itself: ${format}`,
    async (t) => {
      const collector = await startCollector();
      const folder = mkdtempSync(path.join(tmpdir(), 'bundled-'));
      t.teardown(() => collector.close());
      t.teardown(() => rmSync(folder, { recursive: true }));
      const outfile = path.join(folder, file);
      const stdin = { contents: PROGRAM, resolveDir: ROOT };
      const bundle = { bundle: true, platform: 'node', format, outfile, banner: { js: banner } } as const;
      const { warnings } = await build({ stdin, ...bundle, logLevel: 'silent' });
      t.deepEqual(warnings, []);
      const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.http, OTEL_SERVICE_NAME: 'bundled' };
      const result = await run(outfile, { by: 'none', env });
      t.is(result.code, 0, result.stderr);
      const [span, ...others] = await collector.received(1);
      t.deepEqual([span?.name, span?.resource['service.name'], others], ['work', 'bundled', []]);
      t.is(noticesOf(result).length, 1);
      t.regex(result.stderr, /mark @ot2otel\/shim as external/);
    },
  );
