import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { CallSite } from '../../facts/types';
import { isWithin, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { chainOf } from '../calls/chain';
import { isSpanCall, siteOf } from '../calls/sites';
import { attributesOf } from '../data/attributes';
import { type SpanKindName, spanKindOf } from '../data/span-kind';
import { SPAN_KIND, tagKey } from '../data/tag-key';
import { entriesOf } from '../syntax/object-entries';
import { plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { readSource } from './option-sources';
import type { Shape } from './shape';
import { tagsOfStart } from './start-tags';
import { assignedBefore } from './starts-assigned';

/** A kind that is set on a span right after its start, where it might as well have been given at the start. */
interface KindAfterStart {
  readonly kind: SpanKindName;
  /** The calls that may have made the span: one of them has. */
  readonly starts: readonly t.Node[];
}

/** The kind to give to `startSpan`, because statements that surely follow it set a constant `span.kind`. */
export function kindAfterStart(context: FileContext, start: t.Node): SpanKindName | undefined {
  const setter = onlySetter(context, start);
  // The call that sets it goes, so that all of them have to be given it.
  const isGiven = setter?.starts.every((one) => onlySetter(context, one) === setter && takesKind(context, one));
  return isGiven ? setter?.kind : undefined;
}

/** Whether the kind that a call sets is given at the start of its span instead. */
export function isKindHoisted(context: FileContext, site: CallSite): boolean {
  const [start] = kindSetters(context).bySite.get(site)?.starts ?? [];
  return start !== undefined && kindAfterStart(context, start) !== undefined;
}

function onlySetter(context: FileContext, start: t.Node): KindAfterStart | undefined {
  const [found, more] = kindSetters(context).byStart.get(start) ?? [];
  return more ? undefined : found;
}

/** Options that are not there yet, or a literal that says nothing of the kind and stays one. */
function takesKind(context: FileContext, start: t.Node): boolean {
  if (start.type !== 'CallExpression') return false;
  const given = plainArguments(start);
  const argument = given?.[1];
  if (!given || given.length > 2) return false;
  if (!argument) return true;
  const options = unwrap(argument);
  const read = readSource(context, argument, start);
  if ('left' in read) return false;
  if (options.type !== 'ObjectExpression') return isFreeOfKind(context, read.shape);
  // A copy of which nothing else is left gives way to the variable that it copies, and that is not changed here.
  return read.shape.kind !== 'given' && entriesOf(context, options).every((entry) => !saysKind(context, entry.value));
}

/** Options that say no more than the parent, made elsewhere: nothing of them is left. Of a choice both have to take it. */
function isFreeOfKind(context: FileContext, shape: Shape): boolean {
  if (shape.kind === 'choice') return isFreeOfKind(context, shape.yes) && isFreeOfKind(context, shape.no);
  if (shape.kind === 'literal')
    return entriesOf(context, shape.literal).every(({ value }) => !saysKind(context, value));
  return shape.kind === 'none';
}

function saysKind(context: FileContext, tags: t.Expression): boolean {
  const literal = unwrap(tags);
  if (literal.type !== 'ObjectExpression') return tagsOfStart(context, tags, '').kind !== undefined;
  const { kind } = attributesOf(context, literal, { name: '', atStart: true });
  return kind !== undefined || entriesOf(context, literal).some(({ key }) => key === SPAN_KIND);
}

/** What sets kinds in a file, by the call that does and by the starts that it follows. */
interface KindSetters {
  readonly bySite: ReadonlyMap<CallSite, KindAfterStart>;
  readonly byStart: ReadonlyMap<t.Node, readonly KindAfterStart[]>;
}

const known = new WeakMap<FileContext, KindSetters>();

/** Looked up, because every start and every tag asks. */
function kindSetters(context: FileContext): KindSetters {
  const setters = known.get(context) ?? findKindSetters(context);
  known.set(context, setters);
  return setters;
}

function findKindSetters(context: FileContext): KindSetters {
  const bySite = new Map<CallSite, KindAfterStart>();
  const byStart = new Map<t.Node, KindAfterStart[]>();
  for (const site of context.facts.calls) {
    const kind = kindSetBy(context, site);
    if (kind === undefined) continue;
    const setter: KindAfterStart = { kind, starts: startsOf(context, site) };
    bySite.set(site, setter);
    for (const start of setter.starts) byStart.set(start, [...(byStart.get(start) ?? []), setter]);
  }
  return { bySite, byStart };
}

function kindSetBy(context: FileContext, site: CallSite): SpanKindName | undefined {
  const [first, second] = plainArguments(site.node) ?? [];
  if (!first) return undefined;
  if (site.member === 'span.setTag')
    return second && tagKey(context, first) === SPAN_KIND ? spanKindOf(context, second) : undefined;
  const literal = unwrap(first);
  if (site.member !== 'span.addTags' || literal.type !== 'ObjectExpression') return undefined;
  const entry = entriesOf(context, literal).find(({ key }) => key === SPAN_KIND);
  return entry && spanKindOf(context, entry.value);
}

/** The `startSpan` calls of which one has surely and shortly before made the span that a call is made on; none where that is not sure. */
function startsOf(context: FileContext, site: CallSite): readonly t.Node[] {
  const { root, statement } = chainOf(context, site);
  const maker = unwrap(root);
  if (siteOf(context, maker)?.member === 'tracer.startSpan') return [maker];
  if (!statement) return [];
  const binding = maker.type === 'Identifier' ? context.facts.scopes.bindingOf(maker) : undefined;
  const declared = binding ? startsBefore(context, binding, statement) : [];
  if (declared.length > 0 || binding?.reassigned === false) return declared;
  const assigned = assignedBefore(context, maker, statement, listOf(context, statement));
  return assigned ? certainStarts(context, [assigned]) : [];
}

/** The starts that values are; none where one of them may be anything else. */
function certainStarts(context: FileContext, made: readonly t.Expression[]): readonly t.Node[] {
  const starts = made.flatMap((value) => startsIn(context, value));
  return starts.every((start) => start !== undefined) ? starts : [];
}

function startsBefore(context: FileContext, binding: Binding, statement: t.Node): readonly t.Node[] {
  const statements = listOf(context, statement);
  const { made, by } = makersOf(context, binding, statements);
  const from = indexOf(statements, by);
  const around = from < 0 ? tryBegunBy(context, statement) : undefined;
  if (around) return startsBefore(context, binding, around);
  const between = statements.slice(from + 1, indexOf(statements, statement));
  if (from < 0 || !between.every(isStraight) || decidesInBranch(context, between)) return [];
  return certainStarts(context, made);
}

/** Whether a branch of these statements may say the kind first, or end the span. */
function decidesInBranch(context: FileContext, statements: readonly t.Statement[]): boolean {
  const branches = statements.filter(({ type }) => type === 'IfStatement' || type === 'BlockStatement').map(rangeOf);
  if (branches.length === 0) return false;
  const decisions = context.facts.calls.filter(
    (site) => site.member === 'span.finish' || kindSetBy(context, site) !== undefined,
  );
  return decisions.some(({ node }) => branches.some((branch) => isWithin(rangeOf(node), branch)));
}

/** What may be in a variable for good, and the statement of a list that puts it there. */
interface Makers {
  readonly made: readonly t.Expression[];
  readonly by: t.Node | undefined;
}

function makersOf(context: FileContext, binding: Binding, statements: readonly t.Statement[]): Makers {
  const { declaration, reassigned } = binding;
  const none = { made: [], by: undefined };
  if (declaration.type !== 'VariableDeclarator') return none;
  if (declaration.init && !reassigned) return { made: [declaration.init], by: context.source.parents.get(declaration) };
  if (declaration.init || declaration.id !== binding.identifier) return none;
  const writes = binding.references.filter(({ kind, node }) => kind !== 'read' && node !== binding.identifier);
  for (const by of statements) {
    const made = by.type === 'IfStatement' ? madeByBranches(binding, by) : undefined;
    if (made?.length === writes.length) return { made, by };
  }
  return none;
}

/** `if (parent) span = a(); else span = b();`: what each branch puts into a variable; undefined where one does not, or where more happens. */
function madeByBranches(binding: Binding, { consequent, alternate }: t.IfStatement): t.Expression[] | undefined {
  const [yes, no] = [consequent, alternate].map((branch) =>
    branch?.type === 'IfStatement' ? madeByBranches(binding, branch) : madeByBranch(binding, branch),
  );
  return yes && no ? [...yes, ...no] : undefined;
}

function madeByBranch(binding: Binding, branch: t.Statement | null | undefined): t.Expression[] | undefined {
  const statements = branch?.type === 'BlockStatement' ? branch.body : branch ? [branch] : [];
  if (!statements.every(isStraight)) return undefined;
  const made = statements.flatMap((statement) => {
    const written = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (written?.type !== 'AssignmentExpression' || written.operator !== '=') return [];
    return binding.references.some(({ node }) => node === written.left) ? [written.right] : [];
  });
  return made.length === 1 ? made : undefined;
}

/** The `try` that a statement begins, after calls on spans at most: what stands there happens as surely as what stands before the `try`. */
function tryBegunBy(context: FileContext, statement: t.Node): t.TryStatement | undefined {
  const block = context.source.parents.get(statement);
  const attempt = block && context.source.parents.get(block);
  if (attempt?.type !== 'TryStatement' || attempt.block !== block) return undefined;
  const before = attempt.block.body.slice(0, indexOf(attempt.block.body, statement));
  return before.every((one) => isSpanCall(context, one)) ? attempt : undefined;
}

/** The statements among which a statement stands. */
function listOf(context: FileContext, statement: t.Node): readonly t.Statement[] {
  const parent = context.source.parents.get(statement);
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' ? parent.body : [];
}

function indexOf(statements: readonly t.Node[], node: t.Node | undefined): number {
  return node ? statements.indexOf(node) : -1;
}

/** Nothing leaves the list of statements here, but by throwing. */
function isStraight(statement: t.Statement): boolean {
  switch (statement.type) {
    case 'ExpressionStatement':
    case 'VariableDeclaration':
      return true;
    case 'BlockStatement':
      return statement.body.every(isStraight);
    case 'IfStatement':
      return isStraight(statement.consequent) && (!statement.alternate || isStraight(statement.alternate));
    default:
      return false;
  }
}

/** `startSpan()` itself, or the one at the head of a chain; of a choice, both. Undefined among them is anything else. */
function startsIn(context: FileContext, made: t.Node): readonly (t.Node | undefined)[] {
  const maker = unwrap(made);
  if (maker.type === 'ConditionalExpression')
    return [...startsIn(context, maker.consequent), ...startsIn(context, maker.alternate)];
  const site = siteOf(context, maker);
  if (site?.member === 'tracer.startSpan') return [maker];
  const root = site && unwrap(chainOf(context, site).root);
  return [root && siteOf(context, root)?.member === 'tracer.startSpan' ? root : undefined];
}
