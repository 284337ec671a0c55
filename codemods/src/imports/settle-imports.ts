import type * as t from '@babel/types';
import { injectors } from '../catalog/injectors';
import { API, SHIM } from '../catalog/opentelemetry-api';
import { applyEdits } from '../edit/apply';
import { type Edit, insert, remove, replace } from '../edit/edit';
import { lineStartOf } from '../edit/lines';
import { detectStyle, type Style } from '../edit/style';
import type { Scopes } from '../facts/scopes/scope';
import { isTypeScript, isWithin, type Range, rangeOf, type SourceFile } from '../parse/source-file';
import { importsOf, type ModuleImport } from './api-imports';
import { deadBindings, type UsedNames } from './dead-bindings';
import { compare, type ImportedName, type ImportStyle, importStatements, isInline, listedName } from './declaration';
import { firstUserAtLoad, standsAbove } from './load-order';
import { type LocalName, LocalNames } from './local-names';
import { isImport, placeForImport } from './place';
import { type Placeholder, placeholdersIn, withoutPlaceholders } from './placeholders';
import { planRemovals, type Removal, wholeLinesOf } from './removal';
import { type TracingBinding, tracingBindingsOf } from './tracing-bindings';
import { typeImportsOf } from './type-imports';
import { withoutUnused } from './unused-names';

const TYPES = new Set([
  'Span',
  'Tracer',
  'Context',
  'SpanOptions',
  'Attributes',
  'AttributeValue',
  'Link',
  'TextMapGetter',
  'TextMapSetter',
]);

/** A file after the rules' edits, and what it was before. */
export interface ImportTask {
  readonly file: SourceFile;
  readonly scopes: Scopes;
  /** The file as the user wrote it: new imports follow its style. */
  readonly original: SourceFile;
  /** Imported names that it used. */
  readonly usedBefore: UsedNames;
  /** Whether nothing happens where the file loads a module. */
  isIdle(specifier: string): boolean;
  readonly form: ImportStyle['form'];
  /** The module that a helper's function is imported from. */
  helperModule(name: string): string;
  /** Whether the project's compiler refuses what nobody reads. */
  readonly refusesUnused: boolean;
}

/** Names the placeholders, adds the imports they need, and removes those of OpenTracing that nothing mentions any more. */
export function settleImports(task: ImportTask): string {
  const { file, scopes, original } = task;
  const aliases = aliasesOf(task);
  const asked = askedOfApi(task);
  const dead = deadBindings(file, scopes, task.usedBefore, file.text !== original.text, new Set(aliases.values()))
    .filter(({ statement, binding: { name } }) => !asked.get(statement)?.has(name))
    .map((binding) => ({ ...binding, loads: hasLoaded(task, binding) }));
  const freed = new Set(dead.map(({ binding }) => binding));
  const removals = planRemovals(file, scopes, dead);
  const unused = task.refusesUnused ? withoutUnused(task) : [];
  const gone = [...removals.filter(({ whole }) => whole).map(({ statement }) => rangeOf(statement)), ...unused];
  const names = chooseNames(task, placeholdersOutside(file, gone), new LocalNames(file, scopes, freed, aliases));
  const edits = [
    ...names.flatMap(({ placeholder, text }) => placeholder.nodes.map((node) => replace(node, text))),
    ...importEdits(task, names, removals),
    ...unused,
  ];
  return withoutPlaceholders(edits.length === 0 ? file.text : applyEdits(file, edits).text);
}

/** Whether a module does something where it is loaded, as it was for a name: TypeScript's compiler leaves out what is only a type. */
function hasLoaded({ usedBefore, isIdle }: ImportTask, { binding, statement, loads }: TracingBinding): boolean {
  if (loads !== false || statement.type !== 'ImportDeclaration') return loads === true;
  return usedBefore.get(binding.name) === 'value' && !isIdle(statement.source.value);
}

/** Names that an import of the API has, of which the new text asks for more: the last old use may have gone with a call. */
function askedOfApi({ file, scopes }: ImportTask): ReadonlyMap<t.Node, ReadonlySet<string>> {
  const wanted = placeholdersIn(file).flatMap(({ kind, name }) => (kind === 'api' ? [name] : []));
  return new Map(
    importsOf(file, scopes, API).map(({ statement, locals, namespace }) => {
      const names = wanted.flatMap((name) => locals.get(name) ?? namespace ?? []);
      return [statement, new Set(names)];
    }),
  );
}

/** What the author calls a type, `Span as ISpan`, goes on being its name, in the code as in comments. */
function aliasesOf({ file, scopes }: ImportTask): ReadonlyMap<string, string> {
  const wanted = placeholdersIn(file).filter(({ kind, name }) => kind === 'api' && TYPES.has(name));
  const known = new Set(importsOf(file, scopes, API).flatMap(({ locals }) => [...locals.keys()]));
  const names = new Set(wanted.map(({ name }) => name).filter((name) => !known.has(name)));
  const aliases = new Map<string, string>();
  for (const { binding, item } of tracingBindingsOf(file, scopes)) {
    const name = typeOf(item);
    if (name === undefined || !names.has(name)) continue;
    if (name === binding.name) names.delete(name);
    else if (binding.references.length === 0) aliases.set(name, binding.name);
  }
  return new Map([...aliases].filter(([name]) => names.has(name)));
}

/** The type that a specifier imports; Flow's `typeof` means the class of it. */
function typeOf(item: t.Node): string | undefined {
  if (item.type !== 'ImportSpecifier' || item.importKind === 'typeof') return undefined;
  return item.imported.type === 'Identifier' ? item.imported.name : undefined;
}

interface NamedImport extends LocalName {
  readonly module: string;
}

/** What is asked for by code that goes is not imported for it. */
function placeholdersOutside(file: SourceFile, gone: readonly Range[]): readonly Placeholder[] {
  const isGone = (node: t.Node) => gone.some((range) => isWithin(rangeOf(node), range));
  const asked = placeholdersIn(file).filter(({ nodes }) => nodes.length === 0 || !nodes.every(isGone));
  return asked.map((placeholder) => ({ ...placeholder, nodes: placeholder.nodes.filter((node) => !isGone(node)) }));
}

function chooseNames(
  task: ImportTask,
  placeholders: readonly Placeholder[],
  names: LocalNames,
): readonly NamedImport[] {
  const { file, scopes } = task;
  return placeholders.map((placeholder) => {
    const module = moduleOf(placeholder, task);
    const isType = TYPES.has(placeholder.name);
    const user = isType ? undefined : firstUserAtLoad(file, scopes, placeholder.nodes);
    const existing = importsOf(file, scopes, module).filter(({ statement }) => isDoneBefore(file, statement, user));
    return { ...names.choose(placeholder, existing, isType), module };
  });
}

function moduleOf({ kind, name }: Placeholder, { helperModule }: ImportTask): string {
  if (kind === 'helper') return helperModule(name);
  if (kind === 'api') return API;
  return kind === 'shim' ? SHIM : injectors[kind].module;
}

function importEdits(task: ImportTask, names: readonly NamedImport[], removals: readonly Removal[]): readonly Edit[] {
  const homes = homesOf(task);
  const edits: Edit[] = removals.flatMap(({ whole, edits }) => (whole ? [] : edits));
  const inPlace = new Set<t.Node>();
  for (const home of homes) {
    const inside = names.filter(({ placeholder }) =>
      placeholder.nodes.some((node) => homeOf(task, homes, node) === home),
    );
    const place = placeIn(task, home, inside);
    const replaced = removals.find(({ whole, statement }) => whole && place.allows(statement));
    const statements: string[] = [];
    for (const module of modulesOf(inside)) {
      const wanted = inside.filter((name) => name.module === module && name.imported !== undefined).map(importedName);
      const how = importStyleOf(task, replaced);
      const { merged, rest } = mergeIntoExisting(task, place, wanted, module, how);
      edits.push(...merged);
      if (rest.length > 0) statements.push(...importStatements(rest, module, how));
    }
    if (statements.length === 0) continue;
    if (replaced) inPlace.add(replaced.statement);
    edits.push(placeStatements(task, place, statements, replaced));
  }
  const gone = removals.filter(({ whole, statement }) => whole && !inPlace.has(statement));
  const statements = gone.map(({ statement }) => statement);
  return [...edits, ...wholeLinesOf(task.file, statements).map((range) => remove(range))];
}

type Home = t.Program | t.TSModuleBlock;

/** Where the names that are needed in a home can be imported. */
interface ImportPlace {
  readonly home: Home;
  /** What runs before a `require` below it would. */
  readonly user: t.Statement | undefined;
  /** Whether the import may stand in the place of a statement, or join it. */
  allows(statement: t.Statement): boolean;
}

/**
 * An import is not written where a `require` stood, if there are other imports: it belongs to them; nor where a name was only taken
 * from an import; those below what needs them are none to join.
 */
function placeIn({ file, scopes, form }: ImportTask, home: Home, names: readonly NamedImport[]): ImportPlace {
  const values = names.filter(({ placeholder }) => !TYPES.has(placeholder.name));
  const user = firstUserAtLoad(
    file,
    scopes,
    values.flatMap(({ placeholder }) => placeholder.nodes),
  );
  const hasImports = home.body.some(
    (statement) => statement.type === 'ImportDeclaration' && (!user || standsAbove(statement, user)),
  );
  const allows = (statement: t.Statement) =>
    home.body.includes(statement) &&
    isImport(statement) &&
    (form === 'require' || statement.type !== 'VariableDeclaration' || !hasImports) &&
    isDoneBefore(file, statement, user);
  return { home, user, allows };
}

/** ECMAScript's imports come before all else, wherever they stand; but TypeScript leaves them there when it writes CommonJS. */
function isDoneBefore(file: SourceFile, statement: t.Statement, user: t.Statement | undefined): boolean {
  const isFirst = statement.type === 'ImportDeclaration' && !isTypeScript(file);
  return user === undefined || isFirst || standsAbove(statement, user);
}

/** Where imports stand: at the top of the file, and in each `declare module '...'` that imports by itself. */
function homesOf({ file, scopes }: ImportTask): readonly Home[] {
  const blocks = tracingBindingsOf(file, scopes).flatMap(({ statement }) => {
    const block = file.parents.get(statement);
    return block?.type === 'TSModuleBlock' ? [block] : [];
  });
  return [file.ast.program, ...new Set(blocks)];
}

function homeOf({ file }: ImportTask, homes: readonly Home[], node: t.Node): Home | undefined {
  for (let at: t.Node | undefined = node; at; at = file.parents.get(at)) {
    const home = homes.find((one) => one === at);
    if (home) return home;
  }
  return undefined;
}

/** Packages before files of the project. */
function modulesOf(names: readonly NamedImport[]): readonly string[] {
  const modules = [...new Set(names.map(({ module }) => module))];
  return modules.sort((a, b) => Number(a.startsWith('.')) - Number(b.startsWith('.')));
}

function importedName({ placeholder: { name }, imported = name }: LocalName): ImportedName {
  return { name, local: imported, type: TYPES.has(name) };
}

function importStyleOf({ file, original, form }: ImportTask, replaced: Removal | undefined): ImportStyle {
  const { statement } = replaced ?? {};
  const keyword = statement?.type === 'VariableDeclaration' ? statement.kind : keywordOfRequires(original);
  const style = {
    ...detectStyle(original),
    ...habitsOfImports(original),
    ...(statement && styleOfImport(file, statement)),
  };
  return { form, keyword: keywordOf(keyword), types: typeImportsOf(original), style };
}

/** `var`, where that is how a file keeps all that it requires. */
function keywordOfRequires({ ast }: SourceFile): string {
  const kinds = ast.program.body.flatMap((one) => (isImport(one) && 'kind' in one ? [one.kind] : []));
  return kinds.length > 0 && kinds.every((kind) => kind === 'var') ? 'var' : 'const';
}

/** Imports may be quoted, spaced and ended otherwise than other text, objects and statements. */
function habitsOfImports({ text, ast }: SourceFile): Partial<Style> {
  const imports = ast.program.body.filter(isImport);
  const texts = imports.map(({ start, end }) => text.slice(start ?? 0, end ?? 0));
  const braces = texts.flatMap((one) => /\{(\s*)\w/.exec(one)?.[1] ?? []);
  const isMost = (some: number, all: number) => some * 2 >= all;
  const spaced = braces.filter((gap) => gap !== '').length;
  const ended = texts.filter((one) => one.endsWith(';')).length;
  const quotes = texts.flatMap((one) => /["'](?=\)?(?:\.\w+)*;?$)/.exec(one)?.[0] ?? []);
  const single = quotes.filter((quote) => quote === "'").length;
  return {
    ...(single * 2 === quotes.length ? {} : { quote: single * 2 > quotes.length ? "'" : '"' }),
    ...(braces.length > 0 ? { bracketSpacing: isMost(spaced, braces.length) } : {}),
    ...(texts.length > 0 ? { semicolons: isMost(ended, texts.length) } : {}),
  };
}

/** The hand in which an import is written that another one replaces. */
function styleOfImport({ text }: SourceFile, statement: t.Node): Partial<Style> {
  const written = text.slice(statement.start ?? 0, statement.end ?? 0);
  const [, quote] = /(['"])[^'"]*\1/.exec(written) ?? [];
  const [, gap] = /\{(\s*)\w/.exec(written) ?? [];
  return {
    ...(quote === "'" || quote === '"' ? { quote } : {}),
    ...(gap === undefined ? {} : { bracketSpacing: gap !== '' }),
    semicolons: written.endsWith(';'),
  };
}

function keywordOf(kind: string): ImportStyle['keyword'] {
  return kind === 'var' || kind === 'let' ? kind : 'const';
}

/** Adds names to imports of the module that the file has already; types may join any import, values no type import. */
function mergeIntoExisting(
  { file, scopes }: ImportTask,
  { home, user }: ImportPlace,
  wanted: readonly ImportedName[],
  module: string,
  how: ImportStyle,
): { merged: readonly Edit[]; rest: readonly ImportedName[] } {
  const lists = importsOf(file, scopes, module).filter(
    ({ names, statement }) =>
      names !== undefined && home.body.includes(statement) && isDoneBefore(file, statement, user),
  );
  const rest: ImportedName[] = [];
  const merged = wanted.flatMap((name) => {
    const target =
      lists.find(({ typeOnly }) => typeOnly === name.type) ?? lists.find(({ typeOnly }) => !typeOnly || name.type);
    if (target !== undefined) return addName(file.text, target, name, how);
    rest.push(name);
    return [];
  });
  return { merged, rest };
}

/** Where the names of a list are sorted, a new one goes to its place among them. */
function addName(text: string, { names, typeOnly }: ModuleImport, name: ImportedName, how: ImportStyle): Edit[] {
  const items: readonly t.Node[] = (names?.type === 'ObjectPattern' ? names.properties : names?.specifiers) ?? [];
  const last = items.at(-1);
  if (last === undefined) return [];
  const form = names?.type === 'ObjectPattern' ? 'require' : 'import';
  const listed = listedName(name, form, !typeOnly && isInline(how.types));
  const next = placeAmong(
    items.map((item) => text.slice(item.start ?? 0, item.end ?? 0)),
    listed,
  );
  const beside = items[next] ?? last;
  const space = lineStartOf(text, beside.start ?? 0);
  const gap = space === undefined ? ' ' : `\n${space}`;
  return items[next] ? [insert(beside.start ?? 0, `${listed},${gap}`)] : [insert(last.end ?? 0, `,${gap}${listed}`)];
}

/** The index of the first name that has to stand behind a new one; their number where none has to, or they are not sorted. */
function placeAmong(names: readonly string[], added: string): number {
  const isSorted = names.every((name, index) => index === 0 || compare(names[index - 1] ?? '', name) <= 0);
  const next = isSorted ? names.findIndex((name) => compare(added, name) < 0) : -1;
  return next < 0 ? names.length : next;
}

function placeStatements(
  { file, scopes }: ImportTask,
  { user, allows }: ImportPlace,
  statements: readonly string[],
  replaced: Removal | undefined,
): Edit {
  if (replaced) return replace(replaced.statement, indented(file, statements.join('\n'), replaced.statement));
  const beside = tracingBindingsOf(file, scopes).find(({ statement }) => allows(statement))?.statement;
  const { offset, before, after } = placeForImport(file, beside, user);
  const text = before + statements.join('\n') + after;
  return insert(offset, indented(file, text, beside ?? file.ast.program.body[0]));
}

/** New lines begin as deep as the statement beside them. */
function indented({ text }: SourceFile, written: string, beside: t.Node | undefined): string {
  const space = beside ? (lineStartOf(text, beside.start ?? 0) ?? '') : '';
  return written.replaceAll(/\n(?!\n)/g, `\n${space}`);
}
