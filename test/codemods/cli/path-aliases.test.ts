import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Place, repository } from './support';

const TRACING =
  "import { globalTracer } from 'opentracing';\nexport const start = (name: string) => globalTracer().startSpan(name);\n";

/** What a file does with a span that it has from elsewhere. */
const uses = (specifier: string) =>
  `import { start } from '${specifier}';\nconst work = start('work');\nwork.finish();\n`;

const json = (value: unknown) => JSON.stringify(value);
const withPaths = (paths: Readonly<Record<string, readonly string[]>>, more: object = {}) =>
  json({ compilerOptions: { paths, ...more } });

async function migrates(t: ExecutionContext, shop: Place, ...files: string[]) {
  const { code, stderr } = await shop.run('codemod', '--force', '--no-types', '.');
  t.is(code, 0, stderr);
  for (const file of files) t.regex(shop.read(file), /\.end\(\)/, file);
}

function finds(title: string, files: Readonly<Record<string, string>>, ...migrated: string[]) {
  test(title, (t) => migrates(t, repository({ 'src/tracing/start.ts': TRACING, ...files }), ...migrated));
}

finds(
  'paths of a configuration that another extends, relative to the one that says them',
  {
    'config/base.json': withPaths({ '@tracing/*': ['../src/tracing/*'] }),
    'tsconfig.json': json({ extends: './config/base' }),
    'src/a.ts': uses('@tracing/start'),
  },
  'src/a.ts',
);

finds(
  'a chain of configurations, where the nearest word counts',
  {
    'tsconfig.base.json': withPaths({ '~/*': ['none/*'], '@none': ['src/tracing/start'] }, { baseUrl: 'nowhere' }),
    'tsconfig.middle.json': json({ extends: './tsconfig.base.json', compilerOptions: { baseUrl: './src' } }),
    'apps/shop/tsconfig.json': json({
      extends: '../../tsconfig.middle.json',
      compilerOptions: { paths: { '~/*': ['tracing/*'] } },
    }),
    'apps/shop/a.ts': uses('~/start'),
    'apps/shop/b.ts': uses('tracing/start'),
  },
  'apps/shop/a.ts',
  'apps/shop/b.ts',
);

finds(
  'a list of configurations, the last of which counts',
  {
    'one.json': withPaths({ '@one': ['./src/tracing/start'] }),
    'two.json': withPaths({ '@two': ['./src/tracing/start.ts'] }),
    'tsconfig.json': json({ extends: ['./one.json', './two'] }),
    'src/a.ts': uses('@two'),
  },
  'src/a.ts',
);

finds(
  'a configuration from a package of the workspace',
  {
    'tools/tsconfig/package.json': json({ name: '@acme/tsconfig' }),
    'tools/tsconfig/service.json': withPaths({ '@/*': [`\${configDir}/src/*`] }),
    'tools/tsconfig/keep.ts': TRACING,
    'shop/tsconfig.json': json({ extends: '@acme/tsconfig/service.json' }),
    'shop/src/start.ts': TRACING,
    'shop/src/deep/a.ts': uses('@/start'),
  },
  'shop/src/deep/a.ts',
);

test('a configuration from an installed package', async (t) => {
  const shop = repository({
    'src/tracing/start.ts': TRACING,
    'src/a.ts': uses('@/tracing/start'),
    'tsconfig.json': json({ extends: '@acme/base' }),
    '.gitignore': 'node_modules\n',
    'node_modules/@acme/base/tsconfig.json': withPaths({ '@/*': ['../../../src/*'] }),
  });
  await migrates(t, shop, 'src/a.ts');
});

finds(
  'the configurations beside one that only refers to them',
  {
    'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }, { path: './other' }, {}, 7] }),
    'tsconfig.app.json': withPaths({ '@tracing': ['./src/tracing/start.ts'] }),
    'src/a.ts': uses('@tracing'),
  },
  'src/a.ts',
);

finds(
  'a configuration with a byte order mark, comments and commas too many',
  {
    'tsconfig.json': `\uFEFF{
  // what the names stand for
  "compilerOptions": { /* no baseUrl */ "paths": { "@tracing/*": ["./none/*", "./src/tracing/*",], }, },
}`,
    'src/a.ts': uses('@tracing/start'),
  },
  'src/a.ts',
);

finds(
  'the configuration of JavaScript, where there is none of TypeScript',
  {
    'jsconfig.json': withPaths({}, { baseUrl: './src' }),
    'src/a.mjs': uses('tracing/start'),
  },
  'src/a.mjs',
);

finds(
  'nothing that hangs in configurations that extend each other, or themselves, or what is not there',
  {
    'tsconfig.json': json({ extends: './other.json', compilerOptions: { paths: { '@t': ['./src/tracing/start'] } } }),
    'other.json': json({ extends: ['./tsconfig.json', './other.json', './none.json', '@none/none', 3, ''] }),
    'src/a.ts': uses('@t'),
  },
  'src/a.ts',
);

test('a package of the workspace that is linked into node_modules is migrated once, where it stands', async (t) => {
  const shop = repository({
    '.gitignore': 'node_modules\n',
    'pnpm-workspace.yaml': "packages: ['packages/*']\n",
    'packages/tracing/package.json': json({ name: '@acme/tracing', main: 'dist/index.js' }),
    'packages/tracing/src/index.ts': TRACING,
    'packages/shop/package.json': json({ name: 'shop', dependencies: { '@acme/tracing': 'workspace:*' } }),
    'packages/shop/a.ts': uses('@acme/tracing'),
  });
  mkdirSync(path.join(shop.folder, 'node_modules/@acme'), { recursive: true });
  symlinkSync('../../packages/tracing', path.join(shop.folder, 'node_modules/@acme/tracing'), 'junction');
  symlinkSync('src', path.join(shop.folder, 'packages/tracing/alias'), 'junction');
  await migrates(t, shop, 'packages/shop/a.ts');
});

test('a name that differs from its file in case alone proves nothing', async (t) => {
  const shop = repository({ 'src/tracing/start.ts': TRACING, 'src/a.ts': uses('./tracing/Start') });
  const before = shop.read('src/a.ts');
  t.is((await shop.run('codemod', '--force', '--no-types', '.')).code, 0);
  t.is(shop.read('src/a.ts'), before);
});
