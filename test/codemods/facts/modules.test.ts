import test from 'ava';
import type { FactsOptions } from '../../../codemods/src/facts/index';
import { checkMarks, type Tree } from './support';

const TRACER = `import { globalTracer } from 'opentracing'; export const tracer = globalTracer();`;

const resolves = (title: string, tree: Tree, options: FactsOptions = {}) =>
  test(`finds ${title}`, (t) => void checkMarks(t, tree, options));

const manifests = (entries: Readonly<Record<string, unknown>>): FactsOptions => ({
  manifests: new Map(Object.entries(entries)),
});

const tsconfigs = (entries: Readonly<Record<string, unknown>>): FactsOptions => ({
  tsconfigs: new Map(Object.entries(entries)),
});

resolves(
  'the source of a workspace package whose manifest names what was built',
  {
    'packages/tracing/src/index.ts': TRACER,
    'packages/app/a.ts': `import { tracer } from '@acme/tracing'; tracer/*? tracer */;`,
  },
  manifests({ 'packages/tracing': { name: '@acme/tracing', main: 'dist/index.js', types: 'dist/index.d.ts' } }),
);

resolves(
  'the source behind conditions of exports, and a path in a package',
  {
    'tracing/src/main.ts': TRACER,
    'tracing/src/sub.ts': TRACER,
    'a.ts': `import { tracer } from 'tracing'; import { tracer as other } from 'tracing/dist/sub'; tracer/*? tracer */; other/*? tracer */;`,
  },
  manifests({
    tracing: { name: 'tracing', exports: { '.': { import: './dist/main.mjs', require: './dist/main.js' } } },
  }),
);

resolves(
  'path aliases and baseUrl of the nearest configuration',
  {
    'src/tracing/tracer.ts': TRACER,
    'src/app/a.ts': `import { tracer } from '@tracing/tracer'; import { tracer as b } from 'tracing/tracer'; tracer/*? tracer */; b/*? tracer */;`,
  },
  tsconfigs({ '': { compilerOptions: { baseUrl: 'src', paths: { '@tracing/*': ['tracing/*'] } } } }),
);

resolves(
  'the best of several patterns, and each target of one',
  {
    'src/tracing/tracer.ts': TRACER,
    'other/deep/tracer.ts': `export const tracer = 1;`,
    'generated/deep/only.ts': TRACER,
    'a.ts': `import { tracer } from '@app/tracing/tracer'; import { tracer as b } from '@app/deep/only'; import { tracer as c } from '@app/deep/tracer'; import { tracer as d } from '~';
tracer/*? tracer */; b/*? tracer */; c/*? - */; d/*? tracer */;`,
  },
  tsconfigs({
    '': {
      compilerOptions: {
        paths: {
          '@app/*': ['src/*'],
          '@app/deep/*': ['other/deep/*', 'generated/deep/*'],
          '~': ['src/tracing/tracer'],
        },
      },
    },
  }),
);

resolves(
  'what `imports` of a manifest names, by conditions and with stars',
  {
    'shop/src/tracing.js': TRACER,
    'shop/src/lib/more.mjs': TRACER,
    'shop/src/a.js': `import { tracer } from '#tracing'; import { tracer as b } from '#lib/more'; import { tracer as c } from '#none'; tracer/*? tracer */; b/*? tracer */; c/*? - */;`,
    'other/a.js': `import { tracer } from '#tracing'; tracer/*? - */;`,
  },
  manifests({
    shop: { imports: { '#tracing': { node: './dist/tracing.js', default: './none.js' }, '#lib/*': './src/lib/*.mjs' } },
    other: { name: 'other' },
  }),
);

resolves(
  'a path that `exports` of a workspace package names otherwise than its file',
  {
    'packages/tracing/src/deep/tracer.ts': TRACER,
    'packages/tracing/src/features/kafka.ts': TRACER,
    'packages/app/a.ts': `import { tracer } from '@acme/tracing/tracer'; import { tracer as b } from '@acme/tracing/features/kafka.js'; tracer/*? tracer */; b/*? tracer */;`,
  },
  manifests({
    'packages/tracing': {
      name: '@acme/tracing',
      exports: {
        '.': './dist/index.js',
        './tracer': { types: './dist/deep/tracer.d.ts', default: './dist/deep/tracer.js' },
        './features/*.js': ['./dist/features/*.js'],
      },
    },
  }),
);

resolves(
  'what a manifest tells the package module-alias',
  {
    'src/tracing/index.js': TRACER,
    'src/a.js': `const { tracer } = require('@tracing'); const { tracer: b } = require('~/tracing'); tracer/*? tracer */; b/*? tracer */;`,
  },
  manifests({ '': { _moduleAliases: { '@tracing': 'src/tracing', '~': './src' } } }),
);

resolves('the folder that a specifier names, not the file beside it', {
  'src/tracing.js': `exports.tracer = 1;`,
  'src/tracing/index.js': TRACER,
  'src/tracing/a.js': `require('.').tracer/*? tracer */; require('./').tracer/*? tracer */; require('../tracing').tracer/*? - */;`,
  'src/tracing/deep/a.js': `require('..').tracer/*? tracer */; require('../../tracing/').tracer/*? tracer */;`,
});

resolves('the source of a file that is imported by the name of what it compiles to', {
  'tracer.ts': TRACER,
  'view.tsx': TRACER,
  'common.cts': TRACER,
  'module.mts': TRACER,
  'a.ts': `import { tracer } from './tracer.js'; import { tracer as b } from './view.jsx'; import { tracer as c } from './common.cjs'; import { tracer as d } from './module.mjs'; import { tracer as e } from './view.js';
tracer/*? tracer */; b/*? tracer */; c/*? tracer */; d/*? tracer */; e/*? tracer */;`,
});

resolves('files that import each other', {
  'a.ts': `import { tracer } from './b'; export { tracer } from './b'; tracer/*? tracer */;`,
  'b.ts': `export * from './a'; export * from './c'; export * from './b';`,
  'c.ts': `export * from './b'; ${TRACER}`,
});

resolves(
  'a package itself behind a declaration file that an alias leads to',
  {
    'types/opentracing.d.ts': `export class Span { finish(): void }`,
    'types/jaeger-client/index.d.ts': `export function initTracer(config: object): any;`,
    'a.ts': `import * as ot from 'opentracing'; import { initTracer } from 'jaeger-client'; ot/*? namespace */; initTracer({})/*? tracer */;`,
  },
  tsconfigs({ '': { compilerOptions: { baseUrl: '.', paths: { '*': ['node_modules/*', 'types/*'] } } } }),
);

resolves(
  'the package as well where a file of the project has its name and only the compiler takes it',
  {
    'src/opentracing.ts': `import { globalTracer } from 'opentracing'; export const start = () => globalTracer()/*? tracer */.startSpan('a');`,
    'src/a.ts': `import { globalTracer, start } from 'opentracing'; globalTracer()/*? tracer */; start()/*? span */;`,
  },
  tsconfigs({ '': { compilerOptions: { baseUrl: 'src' } } }),
);

resolves(
  'nothing where two packages have the name, but for files in one of them',
  {
    'v1/index.js': TRACER,
    'v1/test/a.js': `require('tracing').tracer/*? tracer */;`,
    'v2/index.js': `exports.tracer = 1;`,
    'app/a.js': `require('tracing').tracer/*? - */;`,
  },
  manifests({ v1: { name: 'tracing' }, v2: { name: 'tracing' } }),
);

resolves(
  'a package from its own tests',
  {
    'src/index.js': `module.exports = require('opentracing').globalTracer();`,
    'index.js': `module.exports = 1;`,
    'test/a.js': `require('..')/*? tracer */;`,
  },
  manifests({ '': { name: 'own', main: 'src/index.js' } }),
);

resolves('nothing for an alias that leads nowhere, and is not confused by it', {
  'a.ts': `import { tracer } from '@acme/none'; import * as ot from 'opentracing'; tracer/*? - */; ot/*? namespace */;`,
});

resolves(
  'the source of what a test loads from the folder that TypeScript writes to',
  {
    'src/tracing/index.ts': TRACER,
    'test/a.js': `const { tracer } = require('../lib/tracing'); tracer/*? tracer */;`,
    'packages/own/code/tracer.ts': TRACER,
    'packages/own/b.js': `const { tracer } = require('./out/tracer'); tracer/*? tracer */;`,
  },
  tsconfigs({
    '': { compilerOptions: { outDir: './lib' } },
    'packages/own': { compilerOptions: { outDir: 'out', rootDir: 'code' } },
  }),
);

resolves(
  'a file of the output folder itself where there is one, and nothing beside that folder',
  {
    'src/tracer.ts': TRACER,
    'lib/tracer.js': `exports.tracer = 1;`,
    'a.js': `const { tracer } = require('./lib/tracer'); const { tracer: other } = require('./library/tracer'); require('opentracing')/*? namespace */; tracer/*? - */; other/*? - */;`,
  },
  tsconfigs({ '': { compilerOptions: { outDir: 'lib' } } }),
);
