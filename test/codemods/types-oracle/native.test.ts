// TypeScript 7 cannot stand beside 6 in the workspace (both are `tsc`), so it is installed in a folder of its own, once.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkTypes } from '../../../codemods/src/types-oracle/check-types';
import type { NativeIs, NativeTypeScript } from '../../../codemods/src/types-oracle/native/native-api';
import { nativeCompiler } from '../../../codemods/src/types-oracle/native/native-compiler';
import { nativeOracles } from '../../../codemods/src/types-oracle/native/native-oracle';
import { testCompiler } from './check-scenarios';
import { testOracles } from './scenarios';
import { BORDER } from './support';

const home = path.resolve(__dirname, '../../../.cache/typescript7');

if (!existsSync(path.join(home, 'node_modules/typescript/package.json'))) {
  mkdirSync(home, { recursive: true });
  const arguments_ = ['install', '--prefix', home, '--no-save', '--no-audit', '--no-fund', 'typescript@7.0.2'];
  execFileSync('npm', arguments_, { cwd: home, stdio: 'pipe', shell: process.platform === 'win32' });
}

const load = createRequire(path.join(home, 'package.json'));
const api = load('typescript/unstable/sync') as NativeTypeScript; // the version above is the one that it describes
const is = load('typescript/unstable/ast/is') as NativeIs;

testOracles((root) => nativeOracles({ api, is, root, exists: existsSync }));
testCompiler(
  (root) => (before, after) =>
    checkTypes(nativeCompiler({ api, root, exists: existsSync, border: BORDER }), before, after),
);
