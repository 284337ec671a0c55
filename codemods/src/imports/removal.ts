import type * as t from '@babel/types';
import { blockOf } from '../edit/block-comment';
import { type Edit, insert, keep, type Part, remove, replace } from '../edit/edit';
import { lineStartOf } from '../edit/lines';
import type { Scopes } from '../facts/scopes/scope';
import { commentsIn } from '../parse/comments';
import { isTypeScript, type Range, rangeOf, type SourceFile } from '../parse/source-file';
import { MAX_WIDTH } from './declaration';
import type { TracingBinding } from './tracing-bindings';

/** A statement of which some names go. */
export interface Removal {
  readonly statement: TracingBinding['statement'];
  /** True where nothing of the statement is left. */
  readonly whole: boolean;
  /** The edits that take the names away, for a statement that stays. */
  readonly edits: readonly Edit[];
}

/** What is to be removed, statement by statement, so that no name is left of what is dead. */
export function planRemovals(file: SourceFile, scopes: Scopes, dead: readonly TracingBinding[]): readonly Removal[] {
  const statements = new Map<TracingBinding['statement'], TracingBinding[]>();
  for (const binding of dead)
    statements.set(binding.statement, [...(statements.get(binding.statement) ?? []), binding]);
  return [...statements].map(([statement, bindings]) => {
    const items = new Set(bindings.map(({ item }) => item));
    const removal = removalOf(file, statement, items);
    if (!bindings.some((binding) => binding.loads)) return removal;
    if (removal.whole) return { statement, whole: false, edits: loadAlone(statement) };
    return { ...removal, edits: [...removal.edits, ...loadBeside(file, scopes, statement, items)] };
  });
}

/** `import './tracing'` above an import of which only types are left: TypeScript's compiler leaves that out. */
function loadBeside(
  file: SourceFile,
  scopes: Scopes,
  statement: TracingBinding['statement'],
  dead: ReadonlySet<t.Node>,
): readonly Edit[] {
  if (!isTypeScript(file) || statement.type !== 'ImportDeclaration') return [];
  const left = statement.specifiers.filter((specifier) => !dead.has(specifier));
  const uses = left.flatMap(({ local }) => scopes.bindingOf(local)?.references ?? []);
  if (uses.some(({ kind }) => kind !== 'type')) return [];
  const { start, end } = rangeOf(statement);
  const module = file.text.slice(rangeOf(statement.source).start, end);
  return [insert(start, `import ${module}\n${lineStartOf(file.text, start) ?? ''}`)];
}

/** `require('./tracing')`, `import './tracing'`: what is left of a statement when nobody needs the names. */
function loadAlone(statement: TracingBinding['statement']): readonly Edit[] {
  const { start } = rangeOf(statement);
  if (statement.type === 'ImportDeclaration')
    return [replace({ start, end: rangeOf(statement.source).start }, 'import ')];
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0]?.init : undefined;
  return init ? [remove({ start, end: rangeOf(init).start })] : [];
}

function removalOf(file: SourceFile, statement: TracingBinding['statement'], dead: ReadonlySet<t.Node>): Removal {
  if (statement.type === 'TSImportEqualsDeclaration') return { statement, whole: true, edits: [] };
  if (statement.type === 'ImportDeclaration') return importRemoval(file, statement, dead);
  const gone = new Set<t.Node>(statement.declarations.filter((declarator) => isGone(declarator, dead)));
  if (gone.size === statement.declarations.length) return { statement, whole: true, edits: [] };
  const names = statement.declarations.flatMap((declarator) =>
    gone.has(declarator) || declarator.id.type !== 'ObjectPattern' ? [] : removeFrom(file, declarator.id, dead),
  );
  return { statement, whole: false, edits: [...removeItems(file, statement.declarations, gone), ...names] };
}

function isGone(declarator: t.VariableDeclarator, dead: ReadonlySet<t.Node>): boolean {
  return dead.has(declarator) || isPatternGone(declarator.id, dead);
}

/** Whether no name is left of a pattern, `{ Tags: { ERROR } }` among them. */
function isPatternGone(pattern: t.Node, dead: ReadonlySet<t.Node>): boolean {
  return (
    pattern.type === 'ObjectPattern' &&
    pattern.properties.length > 0 &&
    pattern.properties.every((property) => isPropertyGone(property, dead))
  );
}

function isPropertyGone(property: t.ObjectPattern['properties'][number], dead: ReadonlySet<t.Node>): boolean {
  return dead.has(property) || (property.type === 'ObjectProperty' && isPatternGone(property.value, dead));
}

function removeFrom(file: SourceFile, { properties }: t.ObjectPattern, dead: ReadonlySet<t.Node>): readonly Edit[] {
  const gone = new Set<t.Node>(properties.filter((property) => isPropertyGone(property, dead)));
  const inner = properties.flatMap((property) =>
    !gone.has(property) && property.type === 'ObjectProperty' && property.value.type === 'ObjectPattern'
      ? removeFrom(file, property.value, dead)
      : [],
  );
  return [...removeNames(file, properties, gone), ...inner];
}

function importRemoval(file: SourceFile, statement: t.ImportDeclaration, dead: ReadonlySet<t.Node>): Removal {
  const { specifiers } = statement;
  if (specifiers.every((specifier) => dead.has(specifier))) return { statement, whole: true, edits: [] };
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier');
  const [first] = specifiers;
  const braces = bracesOf(file, statement);
  if (first && named.length < specifiers.length && braces) {
    // `a, { b }`: one of the two halves goes whole.
    if (named.every((specifier) => dead.has(specifier)))
      return { statement, whole: false, edits: [remove({ start: rangeOf(first).end, end: braces.end })] };
    if (dead.has(first)) {
      const half = remove({ start: rangeOf(first).start, end: braces.start });
      return { statement, whole: false, edits: [half, ...removeNames(file, named, dead)] };
    }
  }
  const left = named.filter((specifier) => !dead.has(specifier));
  const joined = braces && named.length === specifiers.length ? onOneLine(file, statement, braces, left) : undefined;
  return { statement, whole: false, edits: joined ? [joined] : removeNames(file, specifiers, dead) };
}

/** The names that are left of a list on several lines, if there is room for them on one. */
function onOneLine(
  file: SourceFile,
  statement: t.ImportDeclaration,
  { start, end }: Range,
  left: readonly t.Node[],
): Edit | undefined {
  if (!/[\r\n]/.test(file.text.slice(start, end)) || commentsIn(file, { start, end }).length > 0) return undefined;
  const inner = left.flatMap((name, index): Part[] => (index === 0 ? [keep(name)] : [', ', keep(name)]));
  const around = rangeOf(statement).end - rangeOf(statement).start - (end - start);
  const width = left.reduce((sum, name) => sum + rangeOf(name).end - rangeOf(name).start + 2, around + 2);
  return width > MAX_WIDTH ? undefined : replace({ start, end }, '{ ', ...inner, ' }');
}

function bracesOf({ text }: SourceFile, statement: t.ImportDeclaration): Range | undefined {
  const start = text.indexOf('{', statement.start ?? 0);
  const end = text.lastIndexOf('}', statement.source.start ?? 0);
  return start >= 0 && end > start ? { start, end: end + 1 } : undefined;
}

/** Takes names out of braces, each with what is said of it: above it, or behind it on its line. */
export function removeNames(file: SourceFile, names: readonly t.Node[], dead: ReadonlySet<t.Node>): readonly Edit[] {
  const [first, last] = [names[0], names.at(-1)];
  const braces = first && last ? bracesAround(file.text, rangeOf(first), rangeOf(last)) : undefined;
  const said = braces ? commentsIn(file, braces) : [];
  if (!braces || said.length === 0) return removeItems(file, names, dead);
  const slots = slotsOf(file.text, names.map(rangeOf), { from: braces.start + 1, said });
  const lastAlive = names.findLastIndex((name) => !dead.has(name));
  const comma = slots[lastAlive]?.comma;
  const hasLastComma = slots.at(-1)?.comma !== undefined;
  return [
    ...slots.flatMap(({ start, end }, index) => (dead.has(names[index] ?? file.ast) ? [remove({ start, end })] : [])),
    // What comes to stand last has a comma if what stood last had one.
    ...(comma !== undefined && lastAlive < names.length - 1 && !hasLastComma
      ? [remove({ start: comma, end: comma + 1 })]
      : []),
  ];
}

/** A name with the comments above it, its comma, and the comments behind it on its line. */
interface Slot extends Range {
  /** Where its comma is. */
  readonly comma: number | undefined;
}

function slotsOf(
  text: string,
  names: readonly Range[],
  { from, said }: { readonly from: number; readonly said: readonly Range[] },
): Slot[] {
  let start = from;
  return names.map((name) => {
    const at = skipped(text, name.end, said);
    const comma = text[at] === ',' ? at : undefined;
    const end = comma === undefined ? name.end : comma + 1;
    const slot = { start, end: endOfSaid(text, end, said), comma };
    start = slot.end;
    return slot;
  });
}

/** The end of the comments behind an offset, where nothing else comes on their line; else the offset. */
function endOfSaid(text: string, offset: number, said: readonly Range[]): number {
  let end = offset;
  for (let at = offset; ; at++) {
    const comment = said.find(({ start }) => start === at);
    if (comment) at = end = comment.end;
    if (/[\r\n}]/.test(text[at] ?? '}')) return end;
    if (!/[ \t]/.test(text[at] ?? '')) return offset;
  }
}

/** The first offset behind another that is neither a blank nor in a comment. */
function skipped(text: string, offset: number, said: readonly Range[]): number {
  for (let at = offset; ; at++) {
    const comment = said.find(({ start }) => start === at);
    if (comment) at = comment.end;
    if (!/\s/.test(text[at] ?? '')) return at;
  }
}

function bracesAround(text: string, first: Range, last: Range): Range | undefined {
  const [start, end] = [text.lastIndexOf('{', first.start), text.indexOf('}', last.end)];
  return start >= 0 && end >= 0 ? { start, end: end + 1 } : undefined;
}

/** Takes items out of a list with their commas, and leaves the comments between them. */
function removeItems(file: SourceFile, items: readonly t.Node[], dead: ReadonlySet<t.Node>): readonly Edit[] {
  const lastAlive = items.findLastIndex((item) => !dead.has(item));
  return items.flatMap((item, index) => {
    if (!dead.has(item) || (index > lastAlive && index !== items.length - 1)) return [];
    const isTail = index > lastAlive;
    const start = (isTail ? items[lastAlive]?.end : item.start) ?? 0;
    const end = (isTail ? item.end : items[index + 1]?.start) ?? 0;
    return [replace({ start, end }, ...commentsIn(file, { start, end }).flatMap((said) => leftOf(file, said, isTail)))];
  });
}

/** A comment with the blanks behind it; at the end of a list nothing may come to stand behind `//`. */
function leftOf({ text }: SourceFile, { start, end }: Range, isTail: boolean): Part[] {
  const comment = text.slice(start, end);
  if (isTail) return [` ${comment.startsWith('//') ? blockOf(`${comment.slice(2)} `) : comment}`];
  const blanks = /^\s*/.exec(text.slice(end))?.[0] ?? '';
  return [keep({ start, end }), blanks === '' ? ' ' : keep({ start: end, end: end + blanks.length })];
}

/** Statements with their lines, where they have them for themselves, and with one of two blank lines around them. */
export function wholeLinesOf(file: SourceFile, statements: readonly t.Node[]): readonly Range[] {
  const runs: Range[] = [];
  for (const range of statements.map(rangeOf).sort((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    const joins = last !== undefined && /^[ \t]*(?:\r\n|[\r\n])[ \t]*$/.test(file.text.slice(last.end, range.start));
    if (joins) runs.splice(-1, 1, { start: last.start, end: range.end });
    else runs.push(range);
  }
  return runs.map((run) => wholeLineOf(file, run));
}

function wholeLineOf({ text }: SourceFile, { start, end }: Range): Range {
  const before = /(?:^\uFEFF?|[\r\n])([ \t]*)$/.exec(text.slice(0, start));
  const after = /^[ \t]*(?:\r\n|[\r\n]|$)/.exec(text.slice(end));
  // What follows on its line comes to stand where it stood.
  if (after === null) return { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
  if (before === null) return { start, end };
  const from = start - (before[1]?.length ?? 0);
  const to = end + after[0].length;
  // A block does not begin with a blank line either.
  const blankBefore = /^\uFEFF?$|(?:^|[\r\n]|\{)[ \t]*(?:\r\n|(?<!\r)\n|\r)$/.test(text.slice(0, from));
  const blankAfter = blankBefore ? (/^[ \t]*(?:\r\n|[\r\n])/.exec(text.slice(to))?.[0] ?? '') : '';
  return { start: from, end: to + blankAfter.length };
}
