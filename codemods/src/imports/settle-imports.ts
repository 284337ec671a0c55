import type * as t from '@babel/types';
import { applyEdits } from '../edit/apply';
import { type Edit, insert, remove, replace } from '../edit/edit';
import { lineStartOf } from '../edit/lines';
import { detectStyle } from '../edit/style';
import type { Scopes } from '../facts/scope';
import type { SourceFile } from '../parse/source-file';
import { importsOf, type ModuleImport } from './api-imports';
import { deadTracingBindings } from './dead-bindings';
import { type ImportedName, type ImportStyle, importStatements, listedName } from './declaration';
import { type LocalName, LocalNames } from './local-names';
import { placeForImport } from './place';
import { placeholdersIn, withoutPlaceholders } from './placeholders';
import { planRemovals, type Removal, wholeLinesOf } from './removal';
import { tracingBindingsOf } from './tracing-bindings';

const API = '@opentelemetry/api';
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
  /** Names that it took from OpenTracing and used. */
  readonly usedBefore: ReadonlySet<string>;
  readonly form: ImportStyle['form'];
  /** The module that a helper's function is imported from. */
  helperModule(name: string): string;
}

/** Names the placeholders, adds the imports they need, and removes those of OpenTracing that nothing mentions any more. */
export function settleImports(task: ImportTask): string {
  const { file, scopes } = task;
  const dead = deadTracingBindings(file, scopes, task.usedBefore);
  const names = chooseNames(task, new LocalNames(scopes, new Set(dead.map(({ binding }) => binding))));
  const edits = [
    ...names.flatMap(({ placeholder, text }) => placeholder.nodes.map((node) => replace(node, text))),
    ...importEdits(task, names, planRemovals(file, dead)),
  ];
  return withoutPlaceholders(edits.length === 0 ? file.text : applyEdits(file, edits).text);
}

interface NamedImport extends LocalName {
  readonly module: string;
}

function chooseNames(task: ImportTask, names: LocalNames): readonly NamedImport[] {
  const { file, scopes } = task;
  return placeholdersIn(file).map((placeholder) => {
    const module = placeholder.kind === 'api' ? API : task.helperModule(placeholder.name);
    const existing = importsOf(file, scopes, module);
    return { ...names.choose(placeholder, existing, TYPES.has(placeholder.name)), module };
  });
}

function importEdits(task: ImportTask, names: readonly NamedImport[], removals: readonly Removal[]): readonly Edit[] {
  const statements: string[] = [];
  const edits: Edit[] = [];
  const [replaced] = removals.filter(({ whole, statement }) => whole && isTopLevel(task.file, statement));
  const how = importStyleOf(task, replaced);
  for (const module of modulesOf(names)) {
    const wanted = names.filter((name) => name.module === module && name.imported !== undefined).map(importedName);
    const { merged, rest } = mergeIntoExisting(task, wanted, module, how);
    edits.push(...merged);
    if (rest.length > 0) statements.push(...importStatements(rest, module, how));
  }
  return [...edits, ...placeStatements(task, statements, removals, replaced)];
}

/** Packages before files of the project. */
function modulesOf(names: readonly NamedImport[]): readonly string[] {
  const modules = [...new Set(names.map(({ module }) => module))];
  return modules.sort((a, b) => Number(a.startsWith('.')) - Number(b.startsWith('.')));
}

function importedName({ placeholder: { name }, imported = name }: LocalName): ImportedName {
  return { name, local: imported, type: TYPES.has(name) };
}

function importStyleOf({ original, form }: ImportTask, replaced: Removal | undefined): ImportStyle {
  const { statement } = replaced ?? {};
  const keyword = statement?.type === 'VariableDeclaration' && statement.kind !== 'using' ? statement.kind : 'const';
  return { form, keyword: keywordOf(keyword), types: typeImportsOf(original), style: detectStyle(original) };
}

function keywordOf(kind: string): ImportStyle['keyword'] {
  return kind === 'var' || kind === 'let' ? kind : 'const';
}

function typeImportsOf({ ast, syntax }: SourceFile): ImportStyle['types'] {
  const imports = ast.program.body.filter((statement) => statement.type === 'ImportDeclaration');
  if (syntax === 'flow' || imports.some(({ importKind }) => importKind === 'type')) return 'apart';
  const specifiers = imports.flatMap((statement) => statement.specifiers);
  return specifiers.some((one) => one.type === 'ImportSpecifier' && one.importKind === 'type') ? 'inline' : 'plain';
}

function isTopLevel({ ast }: SourceFile, statement: t.Statement): boolean {
  return ast.program.body.includes(statement);
}

/** Adds names to imports of the module that the file has already; types may join any import, values no type import. */
function mergeIntoExisting(
  { file, scopes }: ImportTask,
  wanted: readonly ImportedName[],
  module: string,
  how: ImportStyle,
): { merged: readonly Edit[]; rest: readonly ImportedName[] } {
  const lists = importsOf(file, scopes, module).filter(({ names }) => names !== undefined);
  const rest: ImportedName[] = [];
  const merged = wanted.flatMap((name) => {
    const target =
      lists.find(({ typeOnly }) => typeOnly === name.type) ?? lists.find(({ typeOnly }) => !typeOnly || name.type);
    if (target !== undefined) return appendName(file.text, target, name, how);
    rest.push(name);
    return [];
  });
  return { merged, rest };
}

function appendName(text: string, { names, typeOnly }: ModuleImport, name: ImportedName, how: ImportStyle): Edit[] {
  const items: readonly t.Node[] = (names?.type === 'ObjectPattern' ? names.properties : names?.specifiers) ?? [];
  const last = items.at(-1);
  if (last === undefined) return [];
  const form = names?.type === 'ObjectPattern' ? 'require' : 'import';
  const space = lineStartOf(text, last.start ?? 0);
  const gap = space === undefined ? ' ' : `\n${space}`;
  return [insert(last.end ?? 0, `,${gap}${listedName(name, form, !typeOnly && how.types === 'inline')}`)];
}

function placeStatements(
  { file, scopes }: ImportTask,
  statements: readonly string[],
  removals: readonly Removal[],
  replaced: Removal | undefined,
): readonly Edit[] {
  const gone = removals.filter(
    ({ statement, whole }) => whole && (statement !== replaced?.statement || statements.length === 0),
  );
  const edits: Edit[] = [
    ...removals.flatMap(({ whole, edits }) => (whole ? [] : edits)),
    ...wholeLinesOf(
      file,
      gone.map(({ statement }) => statement),
    ).map((range) => remove(range)),
  ];
  if (statements.length === 0) return edits;
  if (replaced) return [...edits, replace(replaced.statement, lines(file, statements, replaced.statement))];
  const beside = tracingBindingsOf(file, scopes).find(({ statement }) => isTopLevel(file, statement))?.statement;
  const { offset, before, after } = placeForImport(file, beside);
  return [...edits, insert(offset, before + lines(file, statements, beside ?? file.ast.program.body[0]) + after)];
}

/** Statements on lines of their own, as deep as a statement beside them. */
function lines({ text }: SourceFile, statements: readonly string[], beside: t.Node | undefined): string {
  const space = beside ? (lineStartOf(text, beside.start ?? 0) ?? '') : '';
  return statements.join('\n').replaceAll('\n', `\n${space}`);
}
