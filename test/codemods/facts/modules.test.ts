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
