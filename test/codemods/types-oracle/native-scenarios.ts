import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { nativeOf } from '../../../codemods/src/cli/types/native-typescript';
import { checkTypes } from '../../../codemods/src/types-oracle/check-types';
import { nativeCompiler } from '../../../codemods/src/types-oracle/native/native-compiler';
import { nativeOracles } from '../../../codemods/src/types-oracle/native/native-oracle';
import { testCompiler } from './check-scenarios';
import { testOracles } from './scenarios';
import { BORDER, type NativeVersion, nativeTypescript } from './support';
import { testValues } from './value-scenarios';

/** Declares the tests of the adapter for a version of the native compiler. */
export function testNative(version: NativeVersion): void {
  const { api, is } = nativeOf(createRequire(path.join(nativeTypescript(version), 'package.json')));
  const oraclesFor = (root: string) => nativeOracles({ api, is, root, exists: existsSync });
  testOracles(oraclesFor);
  testValues(oraclesFor);
  testCompiler(
    (root) => (before, after) =>
      checkTypes(nativeCompiler({ api, root, exists: existsSync, border: BORDER, standIn: undefined }), before, after),
  );
}
