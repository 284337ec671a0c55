import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';
import { API } from '../../catalog/opentelemetry-api';
import { once } from '../../facts/flow/once';
import { type Compiler, checkTypes, isTypeScript } from '../../types-oracle/check-types';
import { classicCompiler } from '../../types-oracle/classic/classic-compiler';
import { classicOracles } from '../../types-oracle/classic/classic-oracle';
import { ParsedFiles } from '../../types-oracle/classic/parsed-files';
import { nativeCompiler } from '../../types-oracle/native/native-compiler';
import { nativeOracles } from '../../types-oracle/native/native-oracle';
import type { CheckTypes, Oracles } from '../../types-oracle/type-oracle';
import { type FoundTypeScript, findTypeScript } from './find-typescript';
import { nativeOf } from './native-typescript';

/** The types of a project, as far as its TypeScript (or ours) can be asked for them. */
export interface ProjectTypes extends Oracles {
  /** Why there were none, once there was something to ask. */
  missing(): string | undefined;
  readonly checkTypes: CheckTypes;
}

/** Finds and loads nothing before the first question: most runs have none. Never throws: everything works without types. */
export function projectTypes(root: string, packageFolders: readonly string[]): ProjectTypes {
  const absolute = once(() => realpathSync(root).split(path.sep).join('/'));
  const found = once(() => {
    const typescript = findTypeScript([root, ...packageFolders]);
    if (typescript === undefined) throw new Error('no TypeScript is installed');
    if (isTooOld(typescript.version))
      throw new Error(
        `TypeScript ${typescript.version} is older than 4.5, which it takes to read the types of @opentelemetry/api`,
      );
    return typescript;
  });
  let missing: string | undefined;
  const attempt = <Answer>(ask: () => Answer, otherwise: Answer): Answer => {
    if (missing !== undefined) return otherwise; // one attempt is enough
    try {
      return ask();
    } catch (error) {
      missing = error instanceof Error ? error.message : String(error);
      return otherwise;
    }
  };
  const parsed = once(() => new ParsedFiles(found().version));
  const oracles = once(() => oraclesOf(found(), absolute(), parsed()));
  const compiler = once(() => compilerOf(found(), absolute(), parsed()));
  let close = () => {};
  return {
    missing: () => missing,
    close: () => close(),
    checkTypes: (before, after) => {
      const isConcerned = [...after].some(([name, text]) => isTypeScript(name) && before.get(name) !== text);
      return isConcerned ? attempt(() => checkTypes(compiler(), before, after), undefined) : undefined;
    },
    oracleFor: (texts) => {
      const own = once(() => {
        const all = oracles();
        close = all.close;
        return all.oracleFor(texts);
      });
      return {
        rolesAt: (places) =>
          attempt(
            () => own().rolesAt(places),
            places.map(() => undefined),
          ),
        valueAt: (place) => attempt(() => own().valueAt(place), undefined),
      };
    },
  };
}

/** What cannot read the declarations of `@opentelemetry/api` will not compile the result either. */
function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 4 || (major === 4 && minor < 5);
}

function oraclesOf({ major, load }: FoundTypeScript, root: string, parsed: ParsedFiles): Oracles {
  if (major < 7) return classicOracles(load('typescript') as typeof ts, root, parsed);
  return nativeOracles({ ...nativeOf(load), root, exists: existsSync });
}

function compilerOf({ major, load }: FoundTypeScript, root: string, parsed: ParsedFiles): Compiler {
  const border = readFileSync(BORDER.find((file) => existsSync(file)) ?? '', 'utf8');
  const standIn = { module: API, file: require.resolve(API).replace(/\.js$/, '').split(path.sep).join('/') };
  if (major < 7) return classicCompiler({ api: load('typescript') as typeof ts, root, border, standIn, parsed });
  return nativeCompiler({ ...nativeOf(load), root, exists: existsSync, border, standIn });
}

/** The shim's types: beside the compiled program, or in the repository that it is developed in. */
const BORDER = ['../../../shim-types.ts', '../../../../shim/src/types.ts'].map((file) => path.join(__dirname, file));
