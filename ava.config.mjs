import { availableParallelism } from 'node:os';

// OpenTracing's and OpenTelemetry's globals are process-wide: a process for each test file, no worker threads.
export default {
  files: ['test/**/*.test.ts'],
  extensions: { ts: 'commonjs' },
  nodeArguments: ['--require=tsx/cjs', '--require=./test/support/from-build.cjs'],
  workerThreads: false,
  // Many tests wait for the programs that they start: one more than there are cores keeps the cores at work.
  concurrency: availableParallelism() + 1,
  timeout: '3m',
};
