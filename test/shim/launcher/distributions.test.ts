import test from 'ava';
import { findDistribution } from '../../../shim/src/launcher/distributions';
import { isPackageManager } from '../../../shim/src/launcher/package-managers';

const FOUND: Record<string, [execArgv: string[], nodeOptions?: string]> = {
  'by --require': [['--require', '@splunk/otel/instrument']],
  'by --require=': [['--require=@splunk/otel/instrument']],
  'by -r': [['-r', '@opentelemetry/auto-instrumentations-node/register']],
  'by --import': [['--import', '@elastic/opentelemetry-node']],
  'by NODE_OPTIONS': [[], '--max-old-space-size=200 --require "@azure/monitor-opentelemetry"'],
  'by its path': [['--require', '/opt/dash0/node_modules/@dash0/opentelemetry/dist/index.js']],
};

for (const [title, parameters] of Object.entries(FOUND))
  test(`a distribution is found ${title}`, (t) => t.truthy(findDistribution(...parameters)));

const NOT_FOUND: Record<string, [execArgv: string[], nodeOptions?: string]> = {
  'nothing is preloaded': [[]],
  'only we are': [['--require', '@ot2otel/shim/register'], '--import @ot2otel/shim/register'],
  'its name is a part of another': [['--require', '@splunk/otel-other', '--import', './my@splunk/otel']],
  'its name is the value of another flag': [['--title', '@splunk/otel']],
  'the flag has no value': [['--require']],
};

for (const [title, parameters] of Object.entries(NOT_FOUND))
  test(`no distribution is found when ${title}`, (t) => t.is(findDistribution(...parameters), undefined));

test('package managers are known by their main file', (t) => {
  for (const main of ['/usr/lib/node_modules/npm/bin/npm-cli.js', '/usr/bin/yarn', '/x/pnpm/bin/pnpm.cjs'])
    t.true(isPackageManager(main), main);
  for (const main of [undefined, '/app/server.js', '/app/yarn/index.js']) t.false(isPackageManager(main));
});
