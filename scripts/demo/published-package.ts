import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { appIn } from '../run-app/app';
import { printed, runProgram } from '../run-app/program';
import { tempFolder } from '../run-app/temp-folders';
import { declareNode, linkPackages } from '../run-app/workspace';
import type { Traveller } from './journey';

/** OpenTracing's own middleware for Express, as it was last published. */
export const PACKAGE = 'express-opentracing@0.1.1';

/** The server in scripts/demo/driver, with the published package unpacked beside it and its dependencies installed. */
export async function packageDriver(): Promise<Traveller> {
  const folder = tempFolder('package');
  cpSync(path.join(__dirname, 'driver'), folder, { recursive: true });
  await npm(folder, ['pack', PACKAGE, '--silent']);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${PACKAGE} left no tarball in ${folder}`);
  const unpacked = path.join(folder, 'express-opentracing');
  mkdirSync(unpacked);
  await command('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], folder);
  await npm(folder, ['install', '--no-audit', '--no-fund', '--omit=dev', '--loglevel=error']);
  declareNode(folder);
  linkPackages(folder);
  return {
    app: appIn(folder),
    build: { command: 'npm run build', run: async () => buildPackage(unpacked) },
  };
}

/** Its own build script is `babel src -d dist`, with a Babel of 2016: this makes the same of it. */
function buildPackage(folder: string): void {
  const sources = readdirSync(path.join(folder, 'src')).map((name) => path.join(folder, 'src', name));
  buildSync({ entryPoints: sources, outdir: path.join(folder, 'dist'), format: 'cjs', platform: 'node' });
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  await command(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, cwd);
}

async function command(name: string, args: readonly string[], cwd: string): Promise<void> {
  const outcome = await runProgram(name, args, { cwd, timeoutMs: 90_000 });
  if (outcome.code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${outcome.code}.\n${printed(outcome)}`);
}
