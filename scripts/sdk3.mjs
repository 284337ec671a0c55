// Runs the same tests on OpenTelemetry SDK 3.x and Node 24. Arguments are passed on to ava.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepareSdk3 } from './sdk3-workspace.mjs';

const { home, node, env } = prepareSdk3();
const { status } = spawnSync(node, [path.join(home, 'scripts/test.mjs'), ...process.argv.slice(2)], {
  cwd: home,
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
