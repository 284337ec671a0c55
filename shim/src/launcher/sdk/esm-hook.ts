import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadFile } from '../load-file';
import type { Application } from './application';
import { findModule } from './application';
import type { Sdk } from './find-sdk';

const HOOK = '@opentelemetry/instrumentation/hook.mjs';

/**
 * Lets instrumentations see what ES modules import, which they do not without a loader hook. Not for other
 * applications: before Node 24.11 the hook runs on a thread of its own, which takes time to start.
 */
export function installEsmHook({ folders }: Sdk): void {
  const hook = findModule(HOOK, folders);
  if (hook !== undefined && !installInThread(path.dirname(hook))) Module.register(pathToFileURL(hook).href);
}

/** What import-in-the-middle exports since 3.5. */
interface SyncHooks {
  supportsSyncHooks(): boolean;
  register(): void;
}

/** Newer versions of Node run hooks in the thread of the application: nothing to start, and `Module.register` is on its way out. */
function installInThread(folder: string): boolean {
  const file = findModule('import-in-the-middle/register-hooks.mjs', [folder]);
  // Older versions of Node cannot require it, and cannot run it either.
  if (file === undefined || process.features.require_module !== true) return false;
  const hooks = loadFile(file) as SyncHooks; // what this file exports
  if (!hooks.supportsSyncHooks()) return false;
  hooks.register();
  return true;
}

/** Whether the application consists of ES modules, as far as its main script can tell. */
export function isModuleApplication({ main }: Application): boolean {
  return main === undefined ? isModuleFolder(process.cwd()) : isEsModule(main);
}

function isEsModule(file: string): boolean {
  const extension = path.extname(file);
  if (/^\.m[jt]s$/.test(extension)) return true;
  if (/^\.c[jt]s$/.test(extension)) return false;
  return isModuleFolder(path.dirname(file)) || (extension === '.js' && hasModuleSyntax(file));
}

/** What the nearest package.json says. */
function isModuleFolder(folder: string): boolean {
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
  const parent = path.dirname(folder);
  return parent !== folder && isModuleFolder(parent);
}

/** Newer versions of Node take a script without a declared type for an ES module when it is written as one. */
function hasModuleSyntax(file: string): boolean {
  return /^\s*(?:import\s*['"{*\w]|export\s*[{*\w])/m.test(readFileSync(file, 'utf8'));
}
