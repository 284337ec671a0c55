import test from 'ava';
import { readOptions } from '../../../shim/src/launcher/settings/read-options';

const noticesOf = (given: unknown) => readOptions(given).notices.map(({ text }) => text);

test('what fits is taken as it is', (t) => {
  const propagator = { inject: () => {}, extract: () => {}, fields: () => [] };
  const given = {
    serviceName: 'shop',
    serviceVersion: undefined,
    samplerArgument: 0.5,
    propagators: ['b3', propagator],
    resourceAttributes: { zone: 'a', count: 2 },
    instrumentations: [[{}]],
  };
  t.deepEqual(readOptions(given), { options: given as never, notices: [] });
});

test('what does not fit is left out and named, and costs nothing else', (t) => {
  const given = {
    serviceName: 'shop',
    logLevel: [],
    sampler: {},
    propagators: 9,
    instrumentations: 'all',
    resourceAttributes: 'zone=a',
    get spanEndpoint(): string {
      throw new Error('broken');
    },
  };
  t.deepEqual(readOptions(given).options, { serviceName: 'shop' });
  t.deepEqual(noticesOf(given), [
    'configureOpenTelemetry() cannot use logLevel, which is left out: it takes a text',
    'configureOpenTelemetry() cannot use sampler, which is left out: it takes a text',
    'configureOpenTelemetry() cannot use propagators, which is left out: it takes names or a list',
    'configureOpenTelemetry() cannot use instrumentations, which is left out: it takes a list',
    'configureOpenTelemetry() cannot use resourceAttributes, which is left out: it takes an object',
    'configureOpenTelemetry() cannot use spanEndpoint, which is left out: it takes a text',
  ]);
});

test('a number where a text belongs is its text', (t) => {
  t.deepEqual(readOptions({ serviceVersion: 2, accessToken: 7 }).options, { serviceVersion: '2', accessToken: '7' });
});

test('an option that does not exist is named with those that do', (t) => {
  t.regex(
    noticesOf({ servicename: 'shop' })[0] ?? '',
    /has no option servicename, .* it has accessToken, serviceName, /,
  );
});

test('of lists and objects what can be used is used', (t) => {
  const resourceAttributes = {
    zone: 'a',
    get host(): string {
      throw new Error('broken');
    },
  };
  const { options, notices } = readOptions({ propagators: ['jaeger', null, {}], resourceAttributes });
  t.deepEqual(options, { propagators: ['jaeger'], resourceAttributes: { zone: 'a' } });
  t.regex(notices.map(({ text }) => text).join(), /cannot use some of its propagators/);
});

test('no options at all are told', (t) => {
  for (const given of [null, 'shop', 7, () => {}])
    t.regex(noticesOf(given)[0] ?? '', /takes an object of options/, String(given));
  t.deepEqual(readOptions({}), { options: {}, notices: [] });
});
