import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkTypes } from '../../../codemods/src/types-oracle/check-types';
import type { NativeIs, NativeTypeScript } from '../../../codemods/src/types-oracle/native/native-api';
import { nativeCompiler } from '../../../codemods/src/types-oracle/native/native-compiler';
import { nativeOracles } from '../../../codemods/src/types-oracle/native/native-oracle';
import { testCompiler } from './check-scenarios';
import { testOracles } from './scenarios';
import { BORDER, typescript7 } from './support';
import { testValues } from './value-scenarios';

const load = createRequire(path.join(typescript7(), 'package.json'));
const api = load('typescript/unstable/sync') as NativeTypeScript; // the version above is the one that it describes
const is = load('typescript/unstable/ast/is') as NativeIs;

testOracles((root) => nativeOracles({ api, is, root, exists: existsSync }));
testValues((root) => nativeOracles({ api, is, root, exists: existsSync }));
testCompiler(
  (root) => (before, after) =>
    checkTypes(nativeCompiler({ api, root, exists: existsSync, border: BORDER, standIn: undefined }), before, after),
);
