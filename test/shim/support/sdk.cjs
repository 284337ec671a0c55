// The SDK's provider class for programs that run without TypeScript; test/support/sdk.ts has the same rule.
const { existsSync } = require('node:fs');
const path = require('node:path');

// Not by resolving: the copy for line 3 lies inside the workspace, whose packages would be found there.
const isLine2 = existsSync(path.join(__dirname, '../../../node_modules/@opentelemetry/sdk-trace-node'));

exports.TracerProvider = isLine2
  ? require('@opentelemetry/sdk-trace-node').BasicTracerProvider
  : require('@opentelemetry/sdk-trace').TracerProvider;
