import test from 'ava';
import { type Collector, startCollector } from './support/collector';
import { app, noticesOf, type RunOptions, run, withoutNotices } from './support/run';

const ENDS: Record<string, { end: string; options?: RunOptions }> = {
  'when it ends by itself': { end: 'natural' },
  'when it sets an exit code': { end: 'exit-code' },
  'by process.exit()': { end: 'exit' },
  'by an error at the top level': { end: 'throw' },
  'by an error later on': { end: 'throw-later' },
  'by a rejection that nobody handles': { end: 'reject' },
  'when it closes the tracer': { end: 'close' },
  'by SIGTERM': { end: 'wait', options: { onOutput: killWhenReady('SIGTERM') } },
  'by SIGINT': { end: 'wait', options: { onOutput: killWhenReady('SIGINT') } },
  'by SIGTERM, with a library that ends it only when it is alone': {
    end: 'polite',
    options: { onOutput: killWhenReady('SIGTERM') },
  },
  'by the second SIGTERM, having handled the first': {
    end: 'once-only',
    options: {
      onOutput: (text, kill) => {
        if (text.includes('ready')) kill('SIGTERM');
      },
    },
  },
  'by a SIGTERM that it handles itself': { end: 'own-handler', options: { onOutput: killWhenReady('SIGTERM') } },
};

function killWhenReady(signal: NodeJS.Signals): NonNullable<RunOptions['onOutput']> {
  return (text, kill) => {
    if (text.endsWith('ready\n')) kill(signal);
  };
}

for (const [title, { end, options = {} }] of Object.entries(ENDS)) {
  test.serial(`no span is lost and nothing else changes: a process that ends ${title}`, async (t) => {
    const collector = await startCollector();
    t.teardown(() => collector.close());
    const before = await run(app('jaeger.cjs'), { ...options, by: 'none', args: [end] });
    const after = await run(app('jaeger.cjs'), { ...options, args: [end], env: endpoint(collector) });

    const spans = await collector.received(1);
    t.deepEqual(
      spans.map(({ name }) => name),
      ['work'],
    );
    t.is(after.stdout, before.stdout);
    t.is(withoutNotices(after), withoutNotices(before));
    t.is(after.code, before.code);
    t.is(after.signal, before.signal);
    t.is(noticesOf(after).length, 1);
  });
}

// The SDK's batch processor keeps a full batch to itself while detectors are at work.
for (const end of ['exit', 'throw']) {
  test.serial(`no span of a full batch is lost where a process ends at once, by ${end}`, async (t) => {
    const collector = await startCollector();
    t.teardown(() => collector.close());
    await run(app('many.cjs'), { args: [end], env: endpoint(collector) });
    const spans = await collector.received(600);
    t.is(spans.length, 600);
    t.is(new Set(spans.map(({ spanId }) => spanId)).size, 600);
  });
}

test.serial('a span that the application finishes at the exit is sent', async (t) => {
  const collector = await startCollector();
  t.teardown(() => collector.close());
  const program = `
    const tracer = require('opentracing').globalTracer();
    const whole = tracer.startSpan('whole run');
    process.on('exit', () => whole.finish());
    setTimeout(() => process.exit(5), 20);`;
  const result = await run('-e', { args: [program], env: endpoint(collector) });
  const [span, ...others] = await collector.received(1);
  t.deepEqual([result.code, span?.name, others], [5, 'whole run', []]);
});

test.serial('a process in which somebody else wants to be the last at the exit comes to its end', async (t) => {
  const program = `
    const last = () => console.log('last');
    process.on('newListener', (event, added) => {
      if (event === 'exit' && added !== last) queueMicrotask(() => process.off('exit', last).on('exit', last));
    });
    process.on('exit', last);`;
  t.like(await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none' } }), { code: 0, stdout: 'last\n' });
});

function endpoint({ http }: Collector): Record<string, string> {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: http };
}

// `--import` the register, print to the console: the first thing that is tried.
for (const end of ['natural', 'exit', 'throw', 'reject', 'close']) {
  test.serial(`the console shows a span of a process that ends by ${end}, once`, async (t) => {
    const { stdout } = await run(app('jaeger.cjs'), { args: [end], env: { OTEL_TRACES_EXPORTER: 'console' } });
    t.deepEqual(stdout.match(/^ {2}name: .*/gm), ["  name: 'work',"]);
    t.regex(stdout, /'service\.name': 'checkout'/);
  });
}

test.serial('so does the debug log', async (t) => {
  const env = { OTEL_TRACES_EXPORTER: 'none', OTEL_LOG_LEVEL: 'debug' };
  const { stderr } = await run(app('jaeger.cjs'), { args: ['exit'], env });
  t.deepEqual(stderr.match(/^ {2}"name": .*/gm), ['  "name": "work",']);
});
