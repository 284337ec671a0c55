import test from 'ava';
import { findBridges } from '../../../codemods/src/facts/modules/bridges';
import { repository } from '../cli/support';

const file = (path: string, text: string) => ({ path, text });

/** The bridges between a program and a tracer, and which files had to be read to find them. */
function bridgesOf(texts: Readonly<Record<string, string>>, program = "require('./config');") {
  const read: string[] = [];
  const others = {
    paths: Object.keys(texts),
    read: (path: string) => {
      read.push(path);
      return file(path, texts[path] ?? '');
    },
  };
  const certain = [file('program.js', program), file('config/jaeger.js', '')];
  const bridges = findBridges(certain, [], others, {});
  return { bridges: bridges.map(({ path }) => path), read };
}

const HANDS_ON = "const a = require('./jaeger');\nmodule.exports = {\n  Jaeger: a\n};\n";

test('a module that hands on what a file that matters gives is a bridge to a file that matters', (t) => {
  t.deepEqual(bridgesOf({ 'config/index.js': HANDS_ON }).bridges, ['config/index.js']);
});

test('a bridge may lead to another', (t) => {
  const first = "const { all } = require('./lib');\nmodule.exports = { all };\n";
  const second = "import { a } from '../config/jaeger';\nexport default { a };\n";
  const { bridges } = bridgesOf({ 'config/index.js': first, 'config/lib/index.js': second.replace('..', '../..') });
  t.deepEqual(bridges, ['config/lib/index.js', 'config/index.js']);
});

test('what nobody who matters imports is not read', (t) => {
  const { bridges, read } = bridgesOf({ 'other.js': HANDS_ON, 'config/index.js': '' });
  t.deepEqual(bridges, []);
  t.deepEqual(read, ['config/index.js']);
});

test('what a package gives to those who install it is read, whatever it does with what it imports', (t) => {
  const texts: Readonly<Record<string, string>> = {
    'index.js': "const Client = require('./config/jaeger');\nmodule.exports = () => new Client();\n",
    'other.js': "require('./config/jaeger');\n",
  };
  const others = { paths: Object.keys(texts), read: (path: string) => file(path, texts[path] ?? '') };
  const entriesOf = (manifest: unknown) =>
    findBridges([file('config/jaeger.js', '')], [], others, { manifests: new Map([['', manifest]]) }).map(
      ({ path }) => path,
    );
  t.deepEqual(entriesOf({ name: 'client', main: 'index.js' }), ['index.js']);
  t.deepEqual(entriesOf({ name: 'client', main: 'index.js', private: true }), []);
});

test('a module that only uses what it imports is no bridge', (t) => {
  const uses = "const a = require('./jaeger');\nconst b = () => a();\nmodule.exports = { b };\n";
  t.deepEqual(bridgesOf({ 'config/index.js': uses }).bridges, []);
});

test('a bridge that leads nowhere is none, nor is a circle', (t) => {
  const nowhere = "const a = require('./else');\nmodule.exports = { a };\n";
  t.deepEqual(bridgesOf({ 'config/index.js': nowhere }).bridges, []);
  const back = "const a = require('../config');\nmodule.exports = { a };\n";
  t.deepEqual(bridgesOf({ 'config/index.js': nowhere, 'config/else.js': back }).bridges, []);
});

test('a tracer that comes by way of a module without a word of tracing is followed', async (t) => {
  const shop = repository({
    'config/jaeger.js':
      "const { globalTracer } = require('opentracing');\nmodule.exports = { TRACER: globalTracer() };\n",
    'config/index.js': "const Jaeger = require('./jaeger');\nmodule.exports = { Jaeger: Jaeger };\n",
    'work.js': "const { TRACER } = require('./config').Jaeger;\nTRACER.startSpan('work').finish();\n",
  });
  await shop.run('codemod', '.');
  t.regex(shop.read('work.js'), /TRACER\.startSpan\('work', \{ root: true \}\)\.end\(\)/);
});
