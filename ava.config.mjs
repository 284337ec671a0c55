// OpenTracing's and OpenTelemetry's globals are process-wide: a process for each test file, no worker threads.
export default {
  files: ['test/**/*.test.ts'],
  extensions: { ts: 'commonjs' },
  nodeArguments: ['--require=tsx/cjs', '--require=./test/support/from-build.cjs'],
  workerThreads: false,
  timeout: '3m',
};
