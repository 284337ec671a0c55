import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';
import { classicOracles } from '../../types-oracle/classic/classic-oracle';
import { newTypeErrors } from '../../types-oracle/classic/new-errors';
import type { NativeIs, NativeTypeScript } from '../../types-oracle/native/native-api';
import { nativeOracles } from '../../types-oracle/native/native-oracle';
import type { NewTypeErrors, Oracles, TypeOracle } from '../../types-oracle/type-oracle';
import { UserError } from '../io';
import { type FoundTypeScript, findTypeScript } from './find-typescript';

/** The types of a project, as far as its TypeScript (or ours) can be asked for them. */
export interface ProjectTypes extends Oracles {
  /** Why there were none, once there was something to ask. */
  missing(): string | undefined;
  /** For who asked for it: throws where there is no compiler that can be asked. */
  readonly newTypeErrors: NewTypeErrors;
}

/** Finds and loads nothing before the first question: most runs have none. */
export function projectTypes(root: string, packageFolders: readonly string[]): ProjectTypes {
  let oracles: Oracles | undefined;
  let missing: string | undefined;
  const make = (): Oracles => {
    const found = findTypeScript([root, ...packageFolders]);
    if (found === undefined) throw new Error('no TypeScript is installed');
    return oraclesOf(found, absoluteOf(root));
  };
  const giveUp = (error: unknown) => {
    missing = error instanceof Error ? error.message : String(error);
    oracles = noAnswers;
  };
  return {
    missing: () => missing,
    close: () => oracles?.close(),
    newTypeErrors: (before, after) =>
      newTypeErrors(classicTypeScript([root, ...packageFolders]), absoluteOf(root), before, after),
    oracleFor: (texts) => {
      let own: TypeOracle | undefined;
      const ask = <T>(question: (oracle: TypeOracle) => T): T => {
        try {
          oracles ??= make();
          own ??= oracles.oracleFor(texts);
          return question(own);
        } catch (error) {
          giveUp(error); // everything works without types, and one attempt is enough
          own = noAnswers.oracleFor(texts);
          return question(own);
        }
      };
      return {
        rolesAt: (places) => ask((oracle) => oracle.rolesAt(places)),
        valueAt: (place) => ask((oracle) => oracle.valueAt(place)),
      };
    },
  };
}

function absoluteOf(root: string): string {
  return realpathSync(root).split(path.sep).join('/');
}

function classicTypeScript(folders: readonly string[]): typeof ts {
  const found = findTypeScript(folders);
  if (found !== undefined && (found.major === 5 || found.major === 6)) return found.load('typescript') as typeof ts; // as its manifest says
  throw new UserError(
    `--verify-types needs TypeScript 5 or 6, and ${found === undefined ? 'none' : found.version} is installed`,
    'leave the option out, and compile the result; no file was touched',
  );
}

const noAnswers: Oracles = {
  close: () => {},
  oracleFor: () => ({ rolesAt: (places) => places.map(() => undefined), valueAt: () => undefined }),
};

/** What each version has is known of the package; there are no types of 7's that ours could be checked against. */
function oraclesOf({ major, version, load }: FoundTypeScript, root: string): Oracles {
  if (major < 4) throw new Error(`TypeScript ${version} is older than 4`);
  if (major < 7) return classicOracles(load('typescript') as typeof ts, root);
  const api = load('typescript/unstable/sync') as NativeTypeScript;
  const is = load('typescript/unstable/ast/is') as NativeIs;
  return nativeOracles({ api, is, root, exists: existsSync });
}
