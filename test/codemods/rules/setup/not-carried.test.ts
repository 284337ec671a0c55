import test from 'ava';
import { migrate } from '../../../../codemods/src/migrate';

/** What OT502 says of a program, after the addresses. */
function told(program: string): string | undefined {
  const text = `const { initTracer } = require('jaeger-client');\n${program}`;
  const { findings } = migrate({ files: [{ path: 'main.js', text }] });
  return findings.find(({ code }) => code === 'OT502')?.message.split('not taken over')[1];
}

test('a configuration that is taken over as a whole has nothing said of it', (t) => {
  t.is(
    told("initTracer({ serviceName: 'shop', sampler: { type: 'const', param: 1 } }, { tags: {}, logger: console });"),
    '',
  );
});

test('metrics and reporters among the options are named, also where they are put there later', (t) => {
  t.is(told("initTracer({ serviceName: 'shop' }, { metrics: factory, reporter });"), ', nor metrics, nor reporter');
  t.is(
    told(`class Tracing {
  constructor(options) {
    this.options = { ...options };
    if (factory) this.options.metrics = factory;
    this.tracer = initTracer({ serviceName: 'shop' }, this.options);
  }
}`),
    ', nor metrics',
  );
});

test('a sampler that limits is named', (t) => {
  t.is(
    told("const config = { serviceName: 'shop', sampler: { type: 'ratelimiting', param: 5 } };\ninitTracer(config);"),
    ', nor the sampler "ratelimiting", in whose place every trace is kept',
  );
});

test('tracers of several names are named, where they are several', (t) => {
  t.is(
    told(
      "const stock = 'stock';\ninitTracer({ serviceName: 'shop' });\ninitTracer({ serviceName: stock }, { tags: { zone: 'b' } });",
    ),
    ', nor the service name, tags and sampler of a second tracer in one process (here shop, stock)',
  );
  t.is(told("initTracer({ serviceName: 'shop' });\ninitTracer({ serviceName: 'shop' });"), '');
  t.is(told("initTracer({ serviceName: test ? 'test' : 'shop' });"), '');
});
