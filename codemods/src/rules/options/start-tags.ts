import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, remove } from '../../edit/edit';
import { wholeLinesOf } from '../../imports/removal';
import { commentsIn } from '../../parse/comments';
import { rangeOf, textOf } from '../../parse/source-file';
import { type AttributesOfTags, attributesOf } from '../data/attributes';
import { constantTags } from '../data/spread-tags';
import { isTagFree } from '../data/tag-objects';
import { declaredLiteral } from '../syntax/declared-literal';
import { changeLiteral, literalEdits } from '../syntax/literal';
import { spreadsOf } from '../syntax/object-entries';
import { listOf } from '../syntax/statements';
import type { FileContext } from '../types';
import { unprovenFindings, unprovenWhole } from '../values/unproven';
import { unprovenNearby, valuesNearby } from '../values/values-nearby';
import { isTakenIn } from './tags-taken-in';

/** What becomes of start tags that are built elsewhere. */
interface TagsElsewhere {
  /** Edits where they are built. */
  readonly edits: readonly Edit[];
  readonly kind?: AttributesOfTags['kind'];
  /** No tag is left, and where they were built is removed. */
  readonly isGone?: boolean;
  readonly findings: readonly Finding[];
}

/** The tags of one start, by whatever expression; a constant that is nothing but these tags is read as if it stood there. */
export function tagsOfStart(context: FileContext, value: t.Expression, span: string): TagsElsewhere {
  const literal = ownLiteral(context, value);
  const own = literal && attributesOf(context, literal, { name: span, atStart: true });
  // What an error becomes is called on the span.
  if (!literal || !own || own.status) return sharedTags(context, value) ?? tagsElsewhere(context, value, span);
  const { kind, findings } = own;
  const isEmptied = changeLiteral(context.source, literal, own) === undefined;
  const statement = isEmptied && !context.tagsAreAsked ? statementOf(context, literal) : undefined;
  if (statement) {
    const edits = wholeLinesOf(context.source, [statement]).map((range) => remove(range));
    return { edits, kind, isGone: true, findings };
  }
  return { edits: [...literalEdits(context.source, literal, own), ...own.edits], kind, findings };
}

/** A constant that others read as well stays as it is; the kind that it names is given beside it. */
function sharedTags(context: FileContext, value: t.Expression): TagsElsewhere | undefined {
  const { kind, members = [] } = constantTags(context, value) ?? {};
  return kind && members.length === 0 ? { edits: [], kind, findings: [] } : undefined;
}

/** The statement that declares nothing else, and of which no comment speaks. */
function statementOf({ source }: FileContext, literal: t.ObjectExpression): t.Node | undefined {
  const declarator = source.parents.get(literal);
  const statement = declarator && source.parents.get(declarator);
  const list = statement && listOf(source, statement);
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length > 1 || !list) return undefined;
  const before = list[list.indexOf(statement) - 1];
  const start = before ? rangeOf(before).end : 0;
  return commentsIn(source, { start, end: rangeOf(statement).end }).length === 0 ? statement : undefined;
}

/** The literal of a constant of this file that nothing else reads, writes or exports. */
function ownLiteral({ facts, source }: FileContext, value: t.Expression): t.ObjectExpression | undefined {
  const { binding, literal } = declaredLiteral(facts, value) ?? {};
  if (binding?.kind !== 'const' || !literal) return undefined;
  const statement = source.parents.get(binding.declaration);
  const isExported = statement !== undefined && source.parents.get(statement)?.type === 'ExportNamedDeclaration';
  const isOwn = binding.references.every(({ node }) => node === value || node === binding.identifier);
  return isOwn && !isExported && spreadsOf(literal).length === 0 ? literal : undefined;
}

/** Start tags that are built elsewhere become the attributes as they are: the edits that this takes there, and what is told. `span` is its name. */
export function tagsElsewhere(context: FileContext, value: t.Expression, span: string): TagsElsewhere {
  const converted = valuesNearby(context, value);
  const tags = textOf(context.source, value);
  const { path } = context.source;
  const unproven = converted ? unprovenNearby(context, value) : unprovenWhole(context, value);
  const findings = [
    ...(isTagFree(context, value) || isTakenIn(context, value) ? [] : [finding('OT106', path, value, { tags })]),
    ...unprovenFindings(context, span, unproven),
  ];
  return { edits: converted ?? [], findings };
}
