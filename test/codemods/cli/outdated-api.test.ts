// A project that traces by an early OpenTelemetry as well keeps what it lists: the report says that what is written needs a newer API.
import test from 'ava';
import { place } from './support';

const PLAIN = `const { globalTracer } = require('opentracing');

exports.pay = () => globalTracer().startSpan('pay').finish();
`;

const outdatedIn = test.macro(
  async (t, files: Readonly<Record<string, string>>, expected: { version: string; from: string } | undefined) => {
    const there = place({ 'pay.js': PLAIN, ...files });
    there.git('init', '--quiet');
    const { stdout } = await there.run('audit', '--format', 'json', '.');
    const { outdatedApi } = JSON.parse(stdout);
    t.deepEqual(outdatedApi && { version: outdatedApi.version, from: outdatedApi.from }, expected);
    const { stdout: pretty } = await there.run('codemod', '--force', '.');
    const said = `api: @opentelemetry/api ${expected?.version} (${expected?.from}) is older than what is written needs`;
    if (expected) t.true(pretty.includes(said), pretty);
    else t.notRegex(pretty, /api: @opentelemetry/);
  },
);

const listing = (range: string | undefined) => ({
  'package.json': JSON.stringify({
    name: 'shop',
    dependencies: { opentracing: '^0.14.7', ...(range === undefined ? {} : { '@opentelemetry/api': range }) },
  }),
});

test('one from before 1.0', outdatedIn, listing('^0.18.1'), { version: '^0.18.1', from: 'package.json' });
test('one that is pinned below 1.9', outdatedIn, listing('~1.4.1'), { version: '~1.4.1', from: 'package.json' });
test(
  'one that a lock file holds back',
  outdatedIn,
  {
    ...listing('^1.0.0'),
    'package-lock.json': `{
  "packages": {
    "node_modules/@opentelemetry/api": {
      "version": "1.4.1"
    }
  }
}
`,
  },
  { version: '1.4.1', from: 'package-lock.json' },
);
test('a range that admits a newer one', outdatedIn, listing('^1.0.0'), undefined);
test('one that is new enough', outdatedIn, listing('^1.9.0'), undefined);
test('none', outdatedIn, listing(undefined), undefined);
