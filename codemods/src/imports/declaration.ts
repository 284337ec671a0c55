import type { Style } from '../edit/style';

/** One name of an import, and whether it exists as a type only. */
export interface ImportedName {
  readonly name: string;
  readonly local: string;
  readonly type: boolean;
}

/** How imports are written in a file. */
export interface ImportStyle {
  readonly form: 'import' | 'require';
  /** `const` or what the require that is replaced had. */
  readonly keyword: 'const' | 'let' | 'var';
  /** How type imports stand beside others: each name with `type`, where there are no others too, a declaration of their own, or like all others. */
  readonly types: 'inline' | 'always inline' | 'apart' | 'plain';
  readonly style: Style;
}

/** Names that are imported stand on one line up to this width, else each on its own. */
export const MAX_WIDTH = 100;

/** The statements that import names from a module, in the order in which they stand. */
export function importStatements(
  names: readonly ImportedName[],
  specifier: string,
  how: ImportStyle,
): readonly string[] {
  const sorted = [...names].sort((a, b) => compare(a.name, b.name));
  if (how.form === 'require') return [requireStatement(sorted, specifier, how)];
  if (sorted.every(({ type }) => type) && how.types !== 'always inline')
    return [importStatement(sorted, specifier, how, 'import type')];
  if (how.types !== 'apart') return [importStatement(sorted, specifier, how, 'import')];
  const types = sorted.filter(({ type }) => type);
  const values = sorted.filter(({ type }) => !type);
  const statements = [importStatement(values, specifier, how, 'import')];
  return types.length === 0 ? statements : [...statements, importStatement(types, specifier, how, 'import type')];
}

/** Names without regard to case, as most sorters of imports do. */
export function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether each name of a type is marked among others. */
export function isInline(types: ImportStyle['types']): boolean {
  return types === 'inline' || types === 'always inline';
}

/** One name as it stands in a list. */
export function listedName({ name, local, type }: ImportedName, form: ImportStyle['form'], inline: boolean): string {
  const prefix = inline && type ? 'type ' : '';
  if (name === local) return `${prefix}${name}`;
  return form === 'require' ? `${name}: ${local}` : `${prefix}${name} as ${local}`;
}

function importStatement(names: readonly ImportedName[], specifier: string, how: ImportStyle, start: string): string {
  const inline = isInline(how.types) && start === 'import';
  const listed = names.map((name) => listedName(name, 'import', inline));
  return inList(listed, (list) => `${start} ${list} from ${quoted(specifier, how.style)}`, how.style);
}

function requireStatement(names: readonly ImportedName[], specifier: string, how: ImportStyle): string {
  const listed = names.map((name) => listedName(name, 'require', false));
  return inList(listed, (list) => `${how.keyword} ${list} = require(${quoted(specifier, how.style)})`, how.style);
}

/** On one line where it fits, else one name a line. */
function inList(names: readonly string[], statement: (list: string) => string, style: Style): string {
  const end = style.semicolons ? ';' : '';
  const space = style.bracketSpacing ? ' ' : '';
  const line = `${statement(`{${space}${names.join(', ')}${space}}`)}${end}`;
  if (line.length <= MAX_WIDTH) return line;
  const comma = style.trailingComma ? ',' : '';
  return `${statement(`{\n${names.map((name) => style.indent + name).join(',\n')}${comma}\n}`)}${end}`;
}

function quoted(text: string, { quote }: Style): string {
  return quote + text + quote;
}
