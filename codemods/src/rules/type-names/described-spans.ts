import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { commentOf, isNamedAsOfSpan, isOfSpanMember } from '../../facts/lookups/member-comments';
import { type Range, rangeOf, type SourceFile } from '../../parse/source-file';
import { blankLines } from '../calls/removal';
import { hasComment, lineStart } from '../syntax/layout';
import type { FileContext, Proposal } from '../types';

/** Types of the project by which spans go: they say what a span of OpenTelemetry can do. */
export function* describedSpans(context: FileContext): Iterable<Proposal> {
  for (const node of context.facts.describedSpans) {
    if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeLiteral') continue;
    const name = nameOf(context, node);
    const findings = [finding('OT410', context.source.path, node, { name })];
    yield {
      rule: 'types',
      site: node,
      units: [],
      outcome: { kind: 'rewrite', edits: editsOf(context, node), findings },
    };
  }
}

type Description = t.TSInterfaceDeclaration | t.TSTypeLiteral;

function nameOf({ source }: FileContext, node: Description): string {
  const parent = source.parents.get(node);
  if (node.type === 'TSInterfaceDeclaration') return node.id.name;
  return parent?.type === 'TSTypeAliasDeclaration' ? parent.id.name : 'the type';
}

function editsOf(context: FileContext, node: Description): Edit[] {
  const members = node.type === 'TSInterfaceDeclaration' ? node.body.body : node.members;
  const own = members.filter((member) => !isNamedAsOfSpan(member));
  const span = context.api('Span');
  if (node.type === 'TSTypeLiteral')
    return own.length === 0
      ? [replace(node, span)]
      : [insert(rangeOf(node).start, `${span} & `), ...without(context, members)];
  if (own.length === 0 && canBeAlias(context, node)) {
    const end = detectStyle(context.source).semicolons ? ';' : '';
    return [replace(node, `type ${node.id.name} = ${span}${end}`)];
  }
  return [heritage(node, span), ...without(context, members)];
}

/** One declaration, of a type without parts that come from elsewhere, in which nothing is said. */
function canBeAlias({ source, facts }: FileContext, node: t.TSInterfaceDeclaration): boolean {
  const isAlone = facts.scopes.all.filter(({ name }) => name === node.id.name).length === 1;
  const isPlain = !node.extends?.length && !node.typeParameters && !node.declare;
  return (
    isAlone &&
    isPlain &&
    !saysSomething(source, rangeOf(node)) &&
    !isDefault(source.parents.get(node)) &&
    isSingle(source, node)
  );
}

/** Whether a comment in it speaks of more than a method of spans. */
function saysSomething(source: SourceFile, range: Range): boolean {
  if (!hasComment(source, range)) return false;
  const inside = (source.ast.comments ?? []).filter(
    ({ start }) => range.start <= (start ?? 0) && (start ?? 0) < range.end,
  );
  return !inside.every((comment) => isOfSpanMember(source, comment));
}

function isDefault(parent: t.Node | undefined): boolean {
  return parent?.type === 'ExportDefaultDeclaration';
}

/** Interfaces of one name are one type, which an alias cannot be part of. */
function isSingle(source: FileContext['source'], node: t.TSInterfaceDeclaration): boolean {
  const others = [...source.parents.keys()].filter(({ type }) => type === 'TSInterfaceDeclaration');
  return others.filter((other) => (other as t.TSInterfaceDeclaration).id.name === node.id.name).length === 1;
}

function heritage(node: t.TSInterfaceDeclaration, span: string): Edit {
  const last = node.extends?.at(-1);
  if (last) return insert(rangeOf(last).end, `, ${span}`);
  return insert(rangeOf(node.typeParameters ?? node.id).end, ` extends ${span}`);
}

function without({ source }: FileContext, members: readonly t.TSTypeElement[]): Edit[] {
  const gone: Range[] = [];
  for (const range of members.filter(isNamedAsOfSpan).map((member) => withComment(source, member))) {
    const last = gone.at(-1);
    if (last && source.text.slice(last.end, range.start).trim() === '')
      gone[gone.length - 1] = { start: last.start, end: range.end };
    else gone.push(range);
  }
  return gone.map((range) => remove(withBlankLines(source, range)));
}

/** One of two blank lines around goes too, and those that would stand before the closing brace. */
function withBlankLines(source: SourceFile, { start, end }: Range): Range {
  const isLast = /^\s*\}/.test(source.text.slice(end));
  const above = isLast ? (/(?<=\n)(?:[ \t]*\r?\n)+$/.exec(source.text.slice(0, start))?.[0].length ?? 0) : 0;
  return { start: start - above, end: end + blankLines(source, start, end) };
}

/** A member with what is said of it, and with the lines that these stand on if nothing else does. */
function withComment(source: SourceFile, member: t.TSTypeElement): Range {
  const { end } = rangeOf(member);
  const start = commentOf(source, member)?.start ?? rangeOf(member).start;
  const from = lineStart(source, start);
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.text.slice(end));
  if (!rest || source.text.slice(from, start).trim() !== '') return { start, end };
  return { start: from, end: end + rest[0].length };
}
