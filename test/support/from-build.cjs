// Loads the packages' sources as they were compiled, when the build is newer than all of them: compiling them once more cost every test file
// a third of a second. Without such a build they are compiled as they are loaded.
const { readdirSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

/** Where the sources of a package lie, and what each folder is compiled to. */
const PACKAGES = [
  {
    name: 'codemods',
    sources: { 'codemods/src': 'codemods/dist/src', 'codemods/transforms': 'codemods/dist/transforms' },
  },
  { name: 'shim', sources: { 'shim/src': 'shim/dist' } },
];

const changedAt = (file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** What the compiler writes last, where a package's settings have it written: beside them, or where they say. */
function buildInfoOf(name) {
  const { outDir, tsBuildInfoFile } = JSON.parse(
    readFileSync(path.join(root, name, 'tsconfig.json'), 'utf8'),
  ).compilerOptions;
  return path.join(name, tsBuildInfoFile ?? path.join(outDir, 'tsconfig.tsbuildinfo'));
}

function isBuilt({ name, sources }) {
  const builtAt = changedAt(buildInfoOf(name));
  return Object.keys(sources).every((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .every((name) => changedAt(`${folder}/${name}`) < builtAt),
  );
}

const compiled = PACKAGES.filter(isBuilt)
  .flatMap(({ sources }) => Object.entries(sources))
  .map(([source, build]) => [path.join(root, source, path.sep), path.join(root, build, path.sep)]);

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveToBuild(...args) {
  const file = resolve.apply(this, args);
  const pair = compiled.find(([source]) => file.startsWith(source));
  if (pair === undefined || !file.endsWith('.ts')) return file;
  return `${pair[1]}${file.slice(pair[0].length, -'.ts'.length)}.js`;
};

exports.buildInfos = PACKAGES.map(({ name }) => path.join(root, buildInfoOf(name)));
