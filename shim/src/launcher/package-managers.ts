import path from 'node:path';

const PACKAGE_MANAGERS: ReadonlySet<string> = new Set([
  'npm',
  'npm-cli.js',
  'npx',
  'npx-cli.js',
  'yarn',
  'yarn.js',
  'yarnpkg',
  'pnpm',
  'pnpm.cjs',
  'pnpm.mjs',
  'pnpx.cjs',
  'corepack',
  'corepack.js',
]);

/** Whether this is `npm start` with NODE_OPTIONS, and not yet what it starts: a package manager has no traces to give. */
export function isPackageManager(main: string | undefined): boolean {
  return main !== undefined && PACKAGE_MANAGERS.has(path.basename(main));
}
