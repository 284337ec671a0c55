import type { Outdated } from './outdated-typescript';
import { isListed, type PackageVersion, versionOf } from './package-version';

/** A package that reads the files of the project before Node.js does, and cannot read what is written, or the SDK that it loads. */
export interface OutdatedReader extends Outdated {
  readonly package: string;
  readonly cannot: 'read-syntax' | 'read-spreads' | 'load-sdk';
}

/** Folders of packages by what came to be there. */
export interface WrittenIn {
  /** `?.` or `??`, where its author wrote neither. */
  readonly newSyntax: ReadonlySet<string>;
  /** `{ ...more }`, likewise. */
  readonly spreads: ReadonlySet<string>;
  /** Modules of OpenTelemetry's SDK. */
  readonly sdk: ReadonlySet<string>;
}

/** What reads too little among the packages of the project, each once. */
export function findOutdatedReaders(root: string, written: WrittenIn): readonly OutdatedReader[] {
  const readers = [
    ...[...new Set([...written.newSyntax, ...written.spreads])].map((folder) => outdatedBabel(root, folder, written)),
    ...[...written.sdk].map((folder) => esmLoader(root, folder)),
  ];
  const byName = new Map(readers.flatMap((reader) => (reader ? [[reader.package, reader]] : [])));
  return [...byName.values()];
}

/** What a package.json lists that has Babel read the sources: compiled beforehand, or as they are loaded. */
const OF_BABEL_7 = ['@babel/core', '@babel/register', '@babel/cli', '@babel/node'];
const OF_BABEL_6 = ['babel-core', 'babel-register', 'babel-cli'];

/** With one of these Babel 6 reads `{ ...more }`. */
const OF_SPREADS = [
  'babel-plugin-transform-object-rest-spread',
  'babel-plugin-syntax-object-rest-spread',
  ...[0, 1, 2, 3].map((stage) => `babel-preset-stage-${stage}`),
];

/** Measured: 7.8 is the first that reads `?.` and `??` without a plugin. It is the parser that reads, and a lock file may hold it back. */
function outdatedBabel(root: string, folder: string, { newSyntax }: WrittenIn): OutdatedReader | undefined {
  const isNew = newSyntax.has(folder);
  const older = OF_BABEL_6.find((name) => isListed(root, folder, name));
  const six = older === undefined ? undefined : versionOf(root, folder, older);
  if (older !== undefined && six !== undefined && six.release.major < 7) {
    if (isNew) return reader(older, six, 'read-syntax');
    return OF_SPREADS.some((name) => isListed(root, folder, name)) ? undefined : reader(older, six, 'read-spreads');
  }
  const listed = OF_BABEL_7.find((name) => isListed(root, folder, name));
  if (listed === undefined || !isNew) return undefined;
  for (const name of ['@babel/parser', listed]) {
    const known = versionOf(root, folder, name);
    if (known === undefined) continue;
    const { major, minor } = known.release;
    return major === 7 && minor < 8 ? reader(name, known, 'read-syntax') : undefined;
  }
  return undefined;
}

/** Measured: `esm` 3.2, its last, gives up at `?.`, and it reads what is in node_modules too. tap had it read every file until 15. */
function esmLoader(root: string, folder: string): OutdatedReader | undefined {
  const esm = versionOf(root, folder, 'esm');
  if (esm === undefined) return undefined;
  if (isListed(root, folder, 'esm')) return reader('esm', esm, 'load-sdk');
  const tap = isListed(root, folder, 'tap') ? versionOf(root, folder, 'tap') : undefined;
  return tap !== undefined && tap.release.major < 15 ? reader('tap', tap, 'load-sdk') : undefined;
}

function reader(name: string, { version, from }: PackageVersion, cannot: OutdatedReader['cannot']): OutdatedReader {
  return { package: name, version, from, cannot };
}
