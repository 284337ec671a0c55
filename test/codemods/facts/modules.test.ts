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
  'a package from its own tests',
  {
    'src/index.js': `module.exports = require('opentracing').globalTracer();`,
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
