import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { API, FileInfo, Options, Transform } from 'jscodeshift';
import { placesIn } from '../cli/report/place';
import { concernsTracing } from '../discover/concerns-tracing';
import { type MigrateResult, migrate } from '../migrate';
import type { MigrateOptions, RuleName } from '../rules/types';
import { mayConcernTracing } from './candidates';

/**
 * A jscodeshift transform that runs all rules, or one. It sees one file at a time, so it proves less than `ot2otel codemod` does, which
 * reads the whole project first; what it proves, it rewrites the same way.
 */
export function transformWith(only?: RuleName): Transform {
  return (file, api, options) => {
    const { path: name, source } = file;
    if (concernsTracing(Buffer.from(source)) === 'no' || !mayConcernTracing(api, name, source)) return undefined;
    const result = migrateFile(file, options, only);
    const other = result.created.find((created) => existsSync(created.path) && isOtherwise(created.path, created.text));
    if (other) {
      api.report(`${name}: stays, because ${other.path} is there and speaks by other headers`);
      return undefined;
    }
    report(result, file, api);
    const [after] = result.files;
    if (after?.status === 'failed') throw new SyntaxError(`${name}: ${after.failure}`);
    if (after?.status !== 'changed') return undefined;
    if (!options.dry) for (const created of result.created) create(created.path, created.text);
    return after.text;
  };
}

function migrateFile({ path: name, source }: FileInfo, options: Options, only: RuleName | undefined): MigrateResult {
  const absolute = path.resolve(name);
  return migrate({
    files: [{ path: posix(absolute), text: source }],
    manifests: manifestsAbove(absolute),
    options: { ...optionsOf(options), ...(only ? { only: [only] } : {}) },
  });
}

/** What `npx jscodeshift -t ... --style=minimal` gives; the names are those of `ot2otel codemod`. */
function optionsOf(given: Options): Partial<MigrateOptions> {
  const choice = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === given[name]);
  const chosen = {
    style: choice('style', ['active', 'minimal']),
    parents: choice('parents', ['faithful', 'active']),
    followsFrom: choice('follows-from', ['parent', 'link']) ?? choice('followsFrom', ['parent', 'link']),
    semconv: choice('semconv', ['keep', 'stable', 'dual']),
    comments: given.comments === false ? false : undefined,
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

function manifestsAbove(file: string): ReadonlyMap<string, unknown> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest)) return new Map([[posix(folder), parse(readFileSync(manifest, 'utf8'))]]);
    if (folder === path.dirname(folder)) return new Map();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function posix(file: string): string {
  return file.split(path.sep).join('/');
}

function report({ findings }: MigrateResult, { path: name, source }: FileInfo, api: API): void {
  const placeOf = placesIn(source);
  for (const { severity, code, message, start, end } of findings) {
    if (severity === 'note' || severity === 'info') continue;
    const { line, column } = placeOf({ start, end });
    api.report(`${name}:${line}:${column} ${message} [${code}]`);
  }
}

/** Whether a module that the run over another file has created gives the SDK other headers than the one that this file needs. */
function isOtherwise(file: string, text: string): boolean {
  const headersIn = (one: string) => /\btextMapPropagator: new \w+\([^)]*\)/.exec(one)?.[0];
  return headersIn(readFileSync(file, 'utf8')) !== headersIn(text);
}

/** Never over a file that is there. */
function create(file: string, text: string): void {
  if (!existsSync(file)) writeFileSync(file, text, { flag: 'wx' });
}
