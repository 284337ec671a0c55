// `npm run demo`: the whole way of a legacy service and of a published package, out of OpenTracing, step by step.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// The demo shares its runners with the tests, which are TypeScript.
require('tsx/cjs');
require('./demo.ts');
