import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { methods } from '../../catalog/opentracing-api';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { keyName } from '../../facts/constraints/members';
import { rangeOf } from '../../parse/source-file';
import { statementLines } from '../data/removal';
import { hasComment } from '../lifetime/layout';
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
  const own = members.filter((member) => !isOfSpan(member));
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

function isOfSpan(member: t.TSTypeElement): boolean {
  const name = 'key' in member ? keyName(member.key) : undefined;
  return name !== undefined && Object.hasOwn(methods.span, name);
}

/** One declaration, of a type without parts that come from elsewhere, in which nothing is said. */
function canBeAlias({ source, facts }: FileContext, node: t.TSInterfaceDeclaration): boolean {
  const isAlone = facts.scopes.all.filter(({ name }) => name === node.id.name).length === 1;
  const isPlain = !node.extends?.length && !node.typeParameters && !node.declare;
  return (
    isAlone &&
    isPlain &&
    !hasComment(source, rangeOf(node)) &&
    !isDefault(source.parents.get(node)) &&
    isSingle(source, node)
  );
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
  return members.filter(isOfSpan).map((member) => remove(statementLines(source, member)));
}
