import test from 'ava';
import { findConnected } from '../../../codemods/src/facts/modules/connected';
import { LEGACY, repository } from '../cli/support';

const file = (path: string, text: string) => ({ path, text });
const paths = (files: ReadonlySet<{ path: string }>) => [...files].map(({ path }) => path);

test('what imports a file that matters, and what it imports, matter', (t) => {
  const certain = [file('src/a.js', "require('./below');")];
  const possible = [
    file('src/below.js', ''),
    file('src/above/index.ts', "import a from '../a';"),
    file('far.js', "import './src/above';"),
    file('alone.js', "import './nobody';"),
  ];
  t.deepEqual(paths(findConnected(certain, possible, {})), ['src/below.js', 'src/above/index.ts', 'far.js']);
});

test('packages of the workspace and aliases of tsconfig connect files too', (t) => {
  const certain = [file('packages/a/src/a.ts', "import '@shop/b'; import '~/c';")];
  const possible = [file('packages/b/src/index.ts', ''), file('packages/a/src/c.ts', '')];
  const project = {
    manifests: new Map<string, unknown>([['packages/b', { name: '@shop/b', main: 'dist/index.js' }]]),
    tsconfigs: new Map<string, unknown>([['packages/a', { compilerOptions: { paths: { '~/*': ['./src/*'] } } }]]),
  };
  t.deepEqual(paths(findConnected(certain, possible, project)), ['packages/b/src/index.ts', 'packages/a/src/c.ts']);
});

test('a name that comes through a barrel without a word of tracing is followed', async (t) => {
  const shop = repository({
    'core/start.js': LEGACY.replace('exports.pay', 'exports.unused').concat(
      'exports.begin = (name) => globalTracer().startSpan(name);\n',
    ),
    'core/index.js': "module.exports = require('./start');\n",
    'work.js':
      "const { begin } = require('./core');\nconst thing = begin('work');\nthing.setTag('one', 1);\nthing.finish();\n",
  });
  await shop.run('codemod', '.');
  t.regex(shop.read('work.js'), /\.setAttribute\('one', 1\)/);
  t.regex(shop.read('work.js'), /\.end\(\)/);
});
