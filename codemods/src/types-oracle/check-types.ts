import { isDeclaration } from '../catalog/declaration-files';
import { namesOpenTracing } from '../catalog/names-opentracing';
import { Configurations } from './configurations';
import type { TypeVerdict } from './type-oracle';

/** Path -> text of a state of the project. */
export type Texts = ReadonlyMap<string, string>;

/** One configuration of a project, and which files it speaks of. */
export interface Part {
  /** Absolute, with forward slashes. */
  readonly config: string;
  readonly isOwn: (path: string) => boolean;
}

/** Where the types of the shim are read from, beside the configuration; there is no such file. */
export function borderPlace({ config }: Part): string {
  return `${config.slice(0, config.lastIndexOf('/'))}/ot2otel-shim-types.ts`;
}

/** A module that the files may import before it is installed, and the absolute path of what stands for it until then, without its ending. */
export interface StandIn {
  readonly module: string;
  readonly file: string;
}

/** An error of a compiler, in words of any version. */
export interface CompileError {
  readonly code: number;
  readonly message: string;
  /** From 1. */
  readonly line: number;
}

/** A compiler that looks at the files of one configuration, with the project's own strictness. */
export interface Compiler {
  /** The absolute folder that paths are relative to, with forward slashes. */
  readonly root: string;
  readonly exists: (file: string) => boolean;
  /** `border`: with the types of the shim, with which code that moved and code that stays can be used together. */
  errorsOf(
    part: Part,
    texts: Texts,
    paths: readonly string[],
    border: boolean,
  ): ReadonlyMap<string, readonly CompileError[]>;
}

/** What a compiler has against rewritten files that it had not against the originals. */
export function checkTypes(compiler: Compiler, before: Texts, after: Texts): TypeVerdict {
  const configurations = new Configurations(compiler.root, compiler.exists);
  const configOf = (path: string) => configurations.of(`${compiler.root}/${path}`);
  const changed = [...after].filter(([path, text]) => isTypeScript(path) && before.get(path) !== text);
  const staying = [...after].filter(
    ([path, text]) => isTypeScript(path) && before.get(path) === text && namesOpenTracing(text),
  );
  const verdict = {
    errors: new Map<string, string>(),
    atBorder: new Set<string>(),
    unchecked: new Map<string, string>(),
  };
  for (const config of new Set(changed.map(([path]) => configOf(path)))) {
    if (config === undefined) continue; // whatever we chose for the project would be our errors, not the project's
    const isOwn = (path: string) => isTypeScript(path) && configOf(path) === config;
    const own = (files: typeof changed) => files.map(([path]) => path).filter(isOwn);
    const part = { config, isOwn };
    checkPart(compiler, part, { before, after, paths: own(changed) }, verdict);
    checkBeside(compiler, part, { before, after, paths: own(staying) }, verdict);
  }
  return verdict;
}

interface Question {
  readonly before: Texts;
  readonly after: Texts;
  readonly paths: readonly string[];
}

interface OpenVerdict {
  readonly errors: Map<string, string>;
  readonly atBorder: Set<string>;
  readonly unchecked: Map<string, string>;
}

/** The shim's types are only brought in where there are errors without them: most results need none. */
function checkPart(compiler: Compiler, part: Part, { before, after, paths }: Question, verdict: OpenVerdict): void {
  const plain = newErrors(compiler, part, { before, after, paths }, false);
  for (const [path, reason] of plain.unchecked) verdict.unchecked.set(path, reason);
  if (plain.errors.size === 0) return;
  const mixed = newErrors(compiler, part, { before, after, paths: [...plain.errors.keys()] }, true);
  for (const path of plain.errors.keys()) {
    const error = mixed.errors.get(path);
    if (error === undefined) verdict.atBorder.add(path);
    else verdict.errors.set(path, error);
  }
}

/** Files that stay, and that use what has moved: their errors are nobody's here, but those that the shim's types settle. */
function checkBeside(compiler: Compiler, part: Part, { before, after, paths }: Question, verdict: OpenVerdict): void {
  if (paths.length === 0) return;
  const plain = newErrors(compiler, part, { before, after, paths }, false);
  if (plain.errors.size === 0) return;
  const mixed = newErrors(compiler, part, { before, after, paths: [...plain.errors.keys()] }, true);
  for (const path of plain.errors.keys()) if (!mixed.errors.has(path)) verdict.atBorder.add(path);
}

function newErrors(compiler: Compiler, part: Part, { before, after, paths }: Question, border: boolean) {
  // A new file has no state before.
  const old = compiler.errorsOf(
    part,
    before,
    paths.filter((path) => before.has(path)),
    border,
  );
  const now = compiler.errorsOf(part, after, paths, border);
  const found = { errors: new Map<string, string>(), unchecked: new Map<string, string>() };
  for (const path of paths) {
    const [was, is] = [old.get(path) ?? [], now.get(path) ?? []];
    const missing = [...was, ...is].find(({ code }) => MISSING.has(code));
    const error = missing === undefined ? firstNew(was, is) : undefined;
    if (missing !== undefined) found.unchecked.set(path, missing.message);
    if (error !== undefined) found.errors.set(path, describe(error));
  }
  return found;
}

/**
 * "Cannot find module", and its like for a package without types: most types of such a file are unknown, and what is said of the
 * rest depends on it.
 */
const MISSING: ReadonlySet<number> = new Set([2307, 2792, 7016]);

/**
 * What a file imports is not under the project's `rootDir`, or not among its files. One that stands apart itself, such as an example beside
 * the sources, imports others of which the same is said: a new one is no worse.
 */
const PLACES: ReadonlySet<number> = new Set([6059, 6307]);

/** A name that the project's types lack, such as `jest`: written once more, it is missing no more than before. */
const NAMES: ReadonlySet<number> = new Set([2304, 2552, 2580, 2582, 2591, 2592, 2593]);

function firstNew(old: readonly CompileError[], now: readonly CompileError[]): CompileError | undefined {
  const left = new Map<string, number>();
  for (const error of old) left.set(keyOf(error), (left.get(keyOf(error)) ?? 0) + 1);
  return now.find((error) => {
    if (PLACES.has(error.code) && old.some(({ code }) => code === error.code)) return false;
    if (NAMES.has(error.code) && left.has(keyOf(error))) return false;
    const count = left.get(keyOf(error)) ?? 0;
    left.set(keyOf(error), count - 1);
    return count <= 0;
  });
}

/** Without its place, which moves with the text around it, and without the underscore of what nobody reads any more. */
function keyOf({ code, message }: CompileError): string {
  return `${code} ${message.replaceAll("'_", "'")}`;
}

function describe({ code, message, line }: CompileError): string {
  return `TS${code} in line ${line} of the result: ${message}`;
}

/** What a compiler has something to say of. */
export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !isDeclaration(path);
}
