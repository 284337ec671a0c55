import test from 'ava';
import { LoadGraph } from '../../../codemods/src/facts/modules/load-graph';
import { TestReach } from '../../../codemods/src/facts/modules/test-reach';
import { LEGACY, repository } from '../cli/support';

const START = 'tracer.startSpan("a");';
const REPLACES = "it('a', () => { sinon.stub(tracer, 'startSpan'); });";

/** A project of these files, each of which loads what its text says. */
function reachOf(tree: Readonly<Record<string, string>>, project = {}): TestReach {
  const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
  return new TestReach(new LoadGraph(files, project));
}

test('a test meets what it loads, directly or by way of another, and nothing else', (t) => {
  const reach = reachOf({
    'a.test.js': `require('./by'); ${REPLACES}`,
    'by.js': "require('./met'); require('fs'); require('./data.json');",
    'met.js': START,
    'not-met.js': START,
  });
  t.true(reach.mayMeet('a.test.js', 'met.js'));
  t.false(reach.mayMeet('a.test.js', 'not-met.js'));
});

test('what a helper replaces is met by what the tests load that ask it to', (t) => {
  const reach = reachOf({
    'test/stub.js': "exports.stub = () => sinon.stub(tracer, 'startSpan');",
    'test/a.js': "require('./stub'); require('../met'); it('a', () => {});",
    'met.js': START,
    'not-met.js': START,
  });
  t.true(reach.mayMeet('test/stub.js', 'met.js'));
  t.false(reach.mayMeet('test/stub.js', 'not-met.js'));
});

test('what a runner loads is beside every test', (t) => {
  const reach = reachOf({
    'test/setup.js': "require('../started');",
    'test/a.js': `require('../met'); ${REPLACES}`,
    'met.js': START,
    'started.js': START,
  });
  t.true(reach.mayMeet('test/a.js', 'started.js'));
  t.true(
    reachOf({ 'test/hooks.js': "sinon.stub(tracer, 'startSpan');", 'a.js': START }).mayMeet('test/hooks.js', 'a.js'),
  );
});

for (const [why, text] of [
  ['a name that is made where the program runs', 'require(name); require("./met");'],
  ['a template with a part that is', `require(\`./\${name}\`); require("./met");`],
  ['a file that is not there', 'require("./gone"); require("./met");'],
  ['an alias that nobody has told of', 'import "@app/met"; require("./met");'],
  ['a package that bears the name of a folder', 'require("lib"); require("./met");'],
  ['what loads all files of a folder', 'require("autoload")(__dirname); require("./met");'],
  ['nothing that starts a span', 'require("./by");'],
] as const)
  test(`a test that loads ${why} may meet anything`, (t) => {
    const tree = { 'a.test.js': `${text} ${REPLACES}`, 'by.js': '', 'met.js': START, 'lib/not-met.js': START };
    const manifests = new Map([['', { name: 'shop', dependencies: { lib: '1', autoload: '1' } }]]);
    t.true(reachOf(tree, { manifests }).mayMeet('a.test.js', 'lib/not-met.js'));
  });

test('a module is followed though nothing in it speaks of tracing', async (t) => {
  const start = LEGACY.replace(/exports\.pay/, 'exports.ship');
  const shop = repository({
    'app.js': "const { pay } = require('./pay');\nexports.buy = () => pay();\n",
    'pay.js': LEGACY,
    'ship.js': start,
    'test/app.js': `const sinon = require('sinon');
const { globalTracer } = require('opentracing');
const { buy } = require('../app');
it('buys', () => {
  sinon.stub(globalTracer(), 'startSpan').returns({ setTag() {}, finish() {} });
  buy();
});
`,
  });
  await shop.run('codemod', '.');
  t.notRegex(shop.read('pay.js'), /startActiveSpan/);
  t.regex(shop.read('ship.js'), /startActiveSpan/);
});
