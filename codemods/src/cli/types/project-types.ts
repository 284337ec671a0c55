import type ts from 'typescript';
import { classicOracles } from '../../types-oracle/classic/classic-oracle';
import type { OracleFor } from '../../types-oracle/type-oracle';
import { type FoundTypeScript, findTypeScript } from './find-typescript';

/** The types of a project, as far as its TypeScript (or ours) can be asked for them. */
export interface ProjectTypes {
  readonly oracleFor: OracleFor;
  /** Why there were none, once there was something to ask. */
  missing(): string | undefined;
}

/** Finds and loads nothing before the first question: most runs have none. */
export function projectTypes(root: string, packageFolders: readonly string[]): ProjectTypes {
  let oracles: OracleFor | undefined;
  let missing: string | undefined;
  const make = (): OracleFor => {
    const found = findTypeScript([root, ...packageFolders]);
    if (found === undefined) throw new Error('no TypeScript is installed');
    return oraclesOf(found, root);
  };
  return {
    missing: () => missing,
    oracleFor: (texts) => ({
      rolesAt(places) {
        try {
          oracles ??= make();
          return oracles(texts).rolesAt(places);
        } catch (error) {
          // Everything works without types, and one attempt is enough.
          missing = error instanceof Error ? error.message : String(error);
          oracles = noAnswers;
          return places.map(() => undefined);
        }
      },
    }),
  };
}

const noAnswers: OracleFor = () => ({ rolesAt: (places) => places.map(() => undefined) });

function oraclesOf({ major, version, load }: FoundTypeScript, root: string): OracleFor {
  if (major < 5) throw new Error(`TypeScript ${version} is older than 5`);
  return classicOracles(load('typescript') as typeof ts, root); // the manifest says that it is one
}
