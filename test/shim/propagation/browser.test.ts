import path from 'node:path';
import vm from 'node:vm';
import test from 'ava';
import { build } from 'esbuild';

const entry = path.resolve(__dirname, '../../../shim/src/propagators.ts');

test('the propagators import nothing but the OpenTelemetry API', async (t) => {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
  });
  const imported = Object.values(metafile.inputs).flatMap((input) => input.imports.filter(({ external }) => external));
  t.deepEqual([...new Set(imported.map((each) => each.path))], ['@opentelemetry/api']);
});

test('bundled for the web, they carry a trace from one format to another where there is no Node', async (t) => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'propagators',
  });
  const bundle = outputFiles[0]?.text ?? t.fail();
  const result: unknown = vm.runInNewContext(
    `${bundle};
    const headers = { 'uber-trace-id': 'abc:def:0:1', 'uberctx-user': 'Zo%C3%AB' };
    const getter = { get: (carrier, key) => carrier[key], keys: Object.keys };
    const fleet = propagators.fleetPropagator({ extract: ['jaeger'], inject: ['tracecontext', 'baggage', 'datadog'] });
    // The context that an extraction starts from, without the API in hand: any object of its shape.
    const context = (values) => ({
      getValue: (key) => values.get(key),
      setValue: (key, value) => context(new Map(values).set(key, value)),
      deleteValue: (key) => { const rest = new Map(values); rest.delete(key); return context(rest); },
    });
    const out = {};
    fleet.inject(fleet.extract(context(new Map()), headers, getter), out, { set: (carrier, key, value) => { carrier[key] = value; } });
    JSON.stringify(out);`,
    { TextDecoder },
  );
  t.deepEqual(JSON.parse(String(result)), {
    traceparent: `00-${'abc'.padStart(32, '0')}-${'def'.padStart(16, '0')}-01`,
    baggage: 'user=Zo%C3%AB',
    'x-datadog-trace-id': '2748',
    'x-datadog-parent-id': '3567',
    'x-datadog-sampling-priority': '1',
    'ot-baggage-user': 'Zo%C3%AB',
  });
});
