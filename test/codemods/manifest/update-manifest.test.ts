import test from 'ava';
import { updateManifest } from '../../../codemods/src/manifest/update-manifest';

const change = { add: { '@opentelemetry/api': '^1.9.0' }, addForTests: {}, remove: ['opentracing', 'jaeger-client'] };

const sectionTest = (title: string, before: string, after: string) =>
  test(title, (t) => {
    const text = updateManifest(before, change);
    t.is(text, after);
    t.notThrows(() => JSON.parse(text.replace(/^\uFEFF/, '')));
    t.is(updateManifest(text, change), text, 'a second time changes nothing');
  });

sectionTest(
  'the new package takes the place of the old ones, in the order of the alphabet',
  '{\n  "name": "shop",\n  "dependencies": {\n    "express": "^4.0.0",\n    "jaeger-client": "^3.0.0",\n    "opentracing": "^0.14.0"\n  }\n}\n',
  '{\n  "name": "shop",\n  "dependencies": {\n    "@opentelemetry/api": "^1.9.0",\n    "express": "^4.0.0"\n  }\n}\n',
);

sectionTest(
  'a section that held nothing else is written anew',
  '{\n  "dependencies": {\n    "opentracing": "^0.14.0"\n  }\n}',
  '{\n  "dependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  }\n}',
);

sectionTest(
  'a peer stays a peer, tabs stay tabs, and every other byte stays',
  '{\n\t"files": ["a", "b"],\n\t"peerDependencies": {\n\t\t"@a/b": "1",\n\t\t"opentracing": "*"\n\t},\n\t"devDependencies": {\n\t\t"jaeger-client": "3",\n\t\t"mocha": "9"\n\t}\n}\n',
  '{\n\t"files": ["a", "b"],\n\t"peerDependencies": {\n\t\t"@a/b": "1",\n\t\t"@opentelemetry/api": "^1.9.0"\n\t},\n\t"devDependencies": {\n\t\t"mocha": "9"\n\t}\n}\n',
);

sectionTest(
  'a peer that the package lists for its own tests as well goes to both places',
  '{\n  "peerDependencies": {\n    "opentracing": "*"\n  },\n  "devDependencies": {\n    "mocha": "9",\n    "opentracing": "^0.14.0"\n  }\n}\n',
  '{\n  "peerDependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  },\n  "devDependencies": {\n    "@opentelemetry/api": "^1.9.0",\n    "mocha": "9"\n  }\n}\n',
);

sectionTest(
  'what is said of a peer that goes goes with it, and what is said of others stays',
  '{\n  "peerDependencies": {\n    "koa": "2",\n    "opentracing": "*"\n  },\n  "peerDependenciesMeta": {\n    "koa": { "optional": true },\n    "opentracing": { "optional": true }\n  }\n}\n',
  '{\n  "peerDependencies": {\n    "@opentelemetry/api": "^1.9.0",\n    "koa": "2"\n  },\n  "peerDependenciesMeta": {\n    "koa": { "optional": true }\n  }\n}\n',
);

sectionTest(
  'a section that only spoke of such a peer goes as a whole',
  '{\n  "peerDependenciesMeta": {\n    "opentracing": { "optional": true }\n  },\n  "peerDependencies": {\n    "opentracing": "*"\n  }\n}\n',
  '{\n  "peerDependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  }\n}\n',
);

sectionTest(
  'what has no blanks gets none',
  '{"name":"shop","dependencies":{"express":"^4.0.0","opentracing":"^0.14.0"}}',
  '{"name":"shop","dependencies":{"@opentelemetry/api":"^1.9.0","express":"^4.0.0"}}',
);

sectionTest(
  'nor does a section that comes in',
  '{"name":"shop","main":"index.js"}',
  '{"name":"shop","main":"index.js","dependencies":{"@opentelemetry/api":"^1.9.0"}}',
);

test('what took the place of an optional package is optional too, but for the API, which is loaded whether it is there or not', (t) => {
  const before =
    '{\n  "dependencies": {\n    "express": "^4.0.0"\n  },\n  "optionalDependencies": {\n    "jaeger-client": "^3.0.0"\n  }\n}\n';
  const both = { ...change, add: { ...change.add, '@opentelemetry/sdk-node': '^0.223.0' } };
  const after = updateManifest(before, both);
  t.is(
    after,
    '{\n  "dependencies": {\n    "@opentelemetry/api": "^1.9.0",\n    "express": "^4.0.0"\n  },\n  "optionalDependencies": {\n    "@opentelemetry/sdk-node": "^0.223.0"\n  }\n}\n',
  );
  t.is(updateManifest(after, both), after);
});

/** A tracer that examples or tests alone make, and what migrated code of the package loads. */
const beside = {
  ...change,
  add: { '@opentelemetry/api': '^1.9.0', '@opentelemetry/sdk-node': '^0.223.0', '@ot2otel/shim': '^0.1.0' },
  remove: ['jaeger-client'],
};

test('where a tracer for development goes and OpenTracing stays, what the package itself loads stands beside OpenTracing', (t) => {
  const after = updateManifest(
    '{"dependencies":{"opentracing":"^0.14.0"},"devDependencies":{"jaeger-client":"^3.0.0"}}',
    beside,
  );
  t.is(
    after,
    '{"dependencies":{"@opentelemetry/api":"^1.9.0","@ot2otel/shim":"^0.1.0","opentracing":"^0.14.0"},"devDependencies":{"@opentelemetry/sdk-node":"^0.223.0"}}',
  );
  t.is(updateManifest(after, beside), after);
});

test('the same beside a peer, which the tests of the package need for themselves', (t) => {
  const after = updateManifest(
    '{"peerDependencies":{"opentracing":"^0.14.0"},"devDependencies":{"jaeger-client":"^3.0.0","opentracing":"^0.14.0"}}',
    beside,
  );
  t.is(
    after,
    '{"peerDependencies":{"@opentelemetry/api":"^1.9.0","@ot2otel/shim":"^0.1.0","opentracing":"^0.14.0"},"devDependencies":{"@opentelemetry/api":"^1.9.0","@opentelemetry/sdk-node":"^0.223.0","@ot2otel/shim":"^0.1.0","opentracing":"^0.14.0"}}',
  );
});

test('who asks its host for OpenTracing and brings the tracer along brings the SDK along', (t) => {
  const moves = { ...beside, remove: ['opentracing', 'jaeger-client'] };
  const after = updateManifest(
    '{"dependencies":{"jaeger-client":"^3.0.0"},"peerDependencies":{"opentracing":"^0.14.0"},"devDependencies":{"opentracing":"^0.14.0"}}',
    moves,
  );
  t.is(
    after,
    '{"dependencies":{"@opentelemetry/sdk-node":"^0.223.0"},"peerDependencies":{"@opentelemetry/api":"^1.9.0","@ot2otel/shim":"^0.1.0"},"devDependencies":{"@opentelemetry/api":"^1.9.0","@ot2otel/shim":"^0.1.0"}}',
  );
  t.is(updateManifest(after, moves), after);
});

test('where nothing but the tracer for development is listed, all that takes its place is for development', (t) => {
  t.is(
    updateManifest('{"devDependencies":{"jaeger-client":"^3.0.0"}}', beside),
    '{"devDependencies":{"@opentelemetry/api":"^1.9.0","@opentelemetry/sdk-node":"^0.223.0","@ot2otel/shim":"^0.1.0"}}',
  );
});

sectionTest(
  'Windows line ends stay',
  '{\r\n  "dependencies": {\r\n    "opentracing": "1",\r\n    "zod": "3"\r\n  }\r\n}\r\n',
  '{\r\n  "dependencies": {\r\n    "@opentelemetry/api": "^1.9.0",\r\n    "zod": "3"\r\n  }\r\n}\r\n',
);

sectionTest(
  'without any section one is added at the end',
  '{\n  "name": "shop"\n}\n',
  '{\n  "name": "shop",\n  "dependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  }\n}\n',
);

sectionTest(
  'what was a peer as well as a dependency becomes a peer, and a section that loses its last entry goes',
  '{\n  "dependencies": {\n    "opentracing": "1"\n  },\n  "peerDependencies": {\n    "opentracing": "1"\n  },\n  "license": "MIT"\n}\n',
  '{\n  "peerDependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  },\n  "license": "MIT"\n}\n',
);

test('what is listed in any section is not added again, and the string is the same object', (t) => {
  const text = '{ "devDependencies": { "@opentelemetry/api": "1.9.1" } }';
  t.is(updateManifest(text, change), text);
});

test('text that is no JSON object is left as it is, and so is what has the place of a section', (t) => {
  for (const text of ['', '[]', '{ "a": }', '{ a: 1 }', '{ "dependencies": "none" }'])
    t.is(updateManifest(text, change), text);
});

test('what only tests need is a development dependency, wherever the old package was', (t) => {
  const forTests = { ...change, addForTests: { '@opentelemetry/sdk-trace-base': '^2.12.0' } };
  t.is(
    updateManifest('{\n  "dependencies": {\n    "opentracing": "^0.14.0"\n  }\n}', forTests),
    '{\n  "dependencies": {\n    "@opentelemetry/api": "^1.9.0"\n  },\n  "devDependencies": {\n    "@opentelemetry/sdk-trace-base": "^2.12.0"\n  }\n}',
  );
});
