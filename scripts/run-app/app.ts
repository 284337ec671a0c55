import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tempFolder } from './temp-folders';
import { declareNode, linkPackages, ROOT } from './workspace';

/** A program that can be run: its sources, and how npm would start it. */
export interface App {
  readonly name: string;
  readonly folder: string;
  /** What follows `node` in its start script. */
  readonly args: readonly string[];
  readonly isModule: boolean;
}

const APPS = path.join(ROOT, 'fixtures/apps');

/** The names of the legacy apps. */
export function appNames(): string[] {
  return readdirSync(APPS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** A copy of a legacy app in a folder of its own, with the packages of the workspace. */
export function copyOfApp(name: string): App {
  const folder = tempFolder(name);
  cpSync(path.join(APPS, name), folder, { recursive: true });
  declareNode(folder);
  linkPackages(folder);
  return appIn(folder);
}

/** The app that lies in a folder, as its package.json describes it. */
export function appIn(folder: string): App {
  const manifest: { name: string; type?: string; scripts: { start: string } } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const [command, ...args] = manifest.scripts.start.split(' ');
  if (command !== 'node')
    throw new Error(`${folder}: the start script must be "node ...", it is ${manifest.scripts.start}`);
  return { name: manifest.name, folder, args, isModule: manifest.type === 'module' };
}
