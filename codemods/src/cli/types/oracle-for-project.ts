import type ts from 'typescript';
import { classicOracles } from '../../types-oracle/classic/classic-oracle';
import type { OracleFor } from '../../types-oracle/type-oracle';
import { type FoundTypeScript, findTypeScript } from './find-typescript';

/** The oracle of a project and why there is none, if there is none. Nothing is loaded before the first question. */
export function oracleForProject(root: string, packageFolders: readonly string[]): OracleFor | undefined {
  const found = findTypeScript([root, ...packageFolders]);
  return found === undefined || found.major < 5 ? undefined : lazily(() => oraclesOf(found, root));
}

function oraclesOf({ load }: FoundTypeScript, root: string): OracleFor {
  const api = load('typescript') as typeof ts; // its major version was read from its manifest
  return classicOracles(api, root);
}

function lazily(make: () => OracleFor): OracleFor {
  let oracles: OracleFor | undefined;
  return (texts) => ({
    rolesAt(places) {
      try {
        oracles ??= make();
        return oracles(texts).rolesAt(places);
      } catch {
        // A TypeScript that does not load, or that is not what its version says: everything works without it.
        oracles = () => ({ rolesAt: (asked) => asked.map(() => undefined) });
        return places.map(() => undefined);
      }
    },
  });
}
