import test from 'ava';
import { checkMarks, type Tree } from './support';

const importShape = (title: string, tree: string | Tree) =>
  test(`knows the tracer through ${title}`, (t) => {
    checkMarks(t, typeof tree === 'string' ? { 'a.ts': tree } : tree);
  });

importShape('a namespace import', `import * as ot from 'opentracing'; ot.globalTracer()/*? tracer */;`);
importShape('a named import', `import { globalTracer } from 'opentracing'; globalTracer()/*? tracer */;`);
importShape('a renamed import', `import { globalTracer as g } from 'opentracing'; g()/*? tracer */;`);
importShape(
  'a default import',
  `import ot from 'opentracing'; ot/*? namespace by import */.globalTracer()/*? tracer */;`,
);
importShape('the default by name', `import { default as ot } from 'opentracing'; ot.globalTracer()/*? tracer */;`);
importShape('require', { 'a.js': `const ot = require('opentracing'); ot.globalTracer()/*? tracer */;` });
importShape('a destructured require', {
  'a.js': `const { globalTracer: g } = require('opentracing'); g()/*? tracer */;`,
});
importShape('a member of require', { 'a.js': `const g = require('opentracing').globalTracer; g()/*? tracer */;` });
importShape('an interop member', {
  'a.js': `const ot = require('opentracing').default; ot.globalTracer()/*? tracer */;`,
});
importShape('a template literal', { 'a.js': 'const ot = require(`opentracing`); ot.globalTracer()/*? tracer */;' });
importShape('import =', `import ot = require('opentracing'); ot.globalTracer()/*? tracer */;`);
importShape('import = of a member', `import ot = require('opentracing'); import T = ot.Tracer; new T()/*? tracer */;`);
importShape(
  'a dynamic import',
  `async function f() { const ot = await import('opentracing'); ot.globalTracer()/*? tracer */; }`,
);
importShape(
  'a dynamic import with then',
  `import('opentracing').then(({ globalTracer }) => globalTracer()/*? tracer */);`,
);
importShape('deep paths', {
  'a.ts': `import { Tracer } from 'opentracing/lib/tracer'; import Span from 'opentracing/lib/span';
function f(t: Tracer, s: Span) { t/*? tracer */; s/*? span */; }`,
  'b.js': `const Tags = require('opentracing/lib/ext/tags'); Tags/*? tags */;`,
});
importShape("jaeger-client's re-export", {
  'a.js': `const { opentracing } = require('jaeger-client'); opentracing.globalTracer()/*? tracer */;`,
});
importShape('tracers that packages make', {
  'a.js': `const { initTracer, initTracerFromEnv: env } = require('jaeger-client');
const a = initTracer({}, {})/*= jaeger.initTracer */; a/*? tracer */;
env()/*? tracer *//*= jaeger.initTracerFromEnv */;
const lightstep = require('lightstep-tracer'); new lightstep.Tracer({})/*? tracer *//*= new lightstep.Tracer */;`,
  'b.ts': `import Zipkin from 'zipkin-javascript-opentracing'; new Zipkin({})/*? tracer! *//*= new zipkin.Tracer */;
import Elastic = require('elastic-apm-node-opentracing'); new Elastic()/*? tracer! *//*= new elastic.Tracer */;`,
});
importShape('a module of the project', {
  'tracing.js': `module.exports = require('opentracing').globalTracer();`,
  'lib/a.js': `const tracer = require('../tracing'); tracer/*? tracer */;`,
  'lib/b.mjs': `import tracer from '../tracing.js'; tracer/*? tracer */;`,
});
importShape('members of a module of the project', {
  'tracing/index.js': `const ot = require('opentracing'); exports.tracer = ot.globalTracer(); module.exports.ot = ot;`,
  'a.js': `const { tracer, ot } = require('./tracing'); tracer/*? tracer */; ot/*? namespace */;`,
});
importShape('barrels', {
  'tracer.ts': `import { globalTracer } from 'opentracing'; export const tracer = globalTracer(); export default tracer;`,
  'barrel.ts': `export * from './tracer'; export { default as fallback } from './tracer'; export * as ot from 'opentracing';`,
  'all.ts': `export * from './barrel';`,
  'a.ts': `import { tracer, fallback, ot } from './all'; tracer/*? tracer */; fallback/*? tracer */; ot/*? namespace */;`,
});
importShape('a re-export of the package', {
  'ot.ts': `export * from 'opentracing'; export { Span as OtSpan } from 'opentracing';`,
  'a.ts': `import { globalTracer, OtSpan } from './ot'; globalTracer()/*? tracer */; (s: OtSpan) => s/*? span */;`,
});
importShape('the compiled name of a TypeScript file', {
  'tracer.ts': `import { globalTracer } from 'opentracing'; export const tracer = globalTracer();`,
  'a.ts': `import { tracer } from './tracer.js'; tracer/*? tracer */;`,
});
importShape('export =', {
  'tracer.ts': `import ot = require('opentracing'); export = ot.globalTracer();`,
  'a.ts': `import tracer = require('./tracer'); tracer/*? tracer */;`,
});
importShape('the require that an ECMAScript module makes', {
  'a.mjs': `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
const { globalTracer } = require('opentracing'); globalTracer()/*? tracer */;`,
  'b.mjs': `const require = (name) => ({ name }); require('opentracing').globalTracer()/*? - */;`,
});
importShape('getters that a compiler defines on exports', {
  'tracing.js': `var ot = require('opentracing');
Object.defineProperty(exports, 'globalTracer', { enumerable: true, get: function () { return ot.globalTracer; } });`,
  'a.js': `const tracing = require('./tracing'); (0, tracing.globalTracer)()/*? tracer */;`,
});
importShape(
  'a namespace of a path of names',
  `import { globalTracer } from 'opentracing'; namespace A.B { export const tracer = globalTracer(); } A.B.tracer/*? tracer */;
const B = { tracer: 1 }; B.tracer/*? - */;`,
);
