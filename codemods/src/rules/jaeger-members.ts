import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, insert, keep, type Part, replace } from '../edit/edit';
import { memberName } from '../parse/key-name';
import { isTypeScript, rangeOf, textOf } from '../parse/source-file';
import { callOn, memberOn } from '../parse/uses';
import { unwrap } from '../parse/wrappers';
import { withoutFinalizing } from './context/finalize-sampling';
import { idUse, isBufferFrom, useOfNamed } from './context/id-bytes';
import { BYTES, idRead, ids, isJaegerMember, isSpanContext, isSpanOrContext } from './context/jaeger-member';
import { isOnlyTested } from './context/tested';
import { comparisonOfId, isTestedId } from './context/tested-id';
import { contextCallOf, unitsOfParent } from './parents/context-call';
import { isExtracted } from './parents/extracted';
import { grouped, LOOSER_THAN_NULLISH, owner } from './syntax/expressions';
import { memberFrom } from './syntax/layout';
import { nodesOf } from './syntax/nodes';
import { type AnyMember, outermost } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';
import { isPresent, presentAt } from './values/present';

/** What jaeger-client's span contexts had beyond OpenTracing, and OpenTelemetry's have as well: ids, the flag, validity. */
export const jaegerMembers: Rule = {
  name: 'span-context',
  *propose(context) {
    for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression'))
      if (isJaegerMember(context, node) || isTestedId(context, node)) yield propose(context, node);
    for (const node of nodesOf(context.source, 'VariableDeclarator')) yield* takenApart(context, node);
  },
};

/** `const { traceIdStr } = span.context()`. */
function* takenApart(context: FileContext, { id, init }: t.VariableDeclarator): Iterable<Proposal> {
  if (id.type !== 'ObjectPattern' || !init || !isSpanContext(context, init)) return;
  const isOfSpan = contextCallOf(context, init) !== undefined;
  for (const property of id.properties) yield proposeTaken(context, property, init, isOfSpan);
}

function proposeTaken(
  context: FileContext,
  property: t.ObjectPattern['properties'][number],
  init: t.Expression,
  isOfSpan: boolean,
): Proposal {
  const { path } = context.source;
  const site = { rule: 'span-context', site: property, units: [], needs: unitsOfParent(context, init) } as const;
  const key = property.type === 'ObjectProperty' && !property.computed ? property.key : undefined;
  const name = key?.type === 'Identifier' ? key.name : textOf(context.source, property);
  const taken = ids.get(name);
  const told = BYTES.has(name) && isTakenAsBytes(context, property) ? `the Buffer ${name}` : name;
  if (!key || !taken || !isOfSpan || told !== name)
    return { ...site, outcome: { kind: 'leave', finding: finding('OT322', path, property, { names: [told] }) } };
  const form = finding('OT321', path, property, { name: textOf(context.source, init), method: name });
  const isShort = property.type === 'ObjectProperty' && property.shorthand;
  // `{ traceIdStr }` is `{ traceId: traceIdStr }` then.
  const renamed = isShort ? insert(rangeOf(key).start, `${taken}: `) : replace(key, taken);
  const edits = taken === name ? [] : [renamed];
  return { ...site, outcome: { kind: 'rewrite', edits, findings: [form] } };
}

function isTakenAsBytes(context: FileContext, property: t.ObjectPattern['properties'][number]): boolean {
  return property.type === 'ObjectProperty' && useOfNamed(context, property.value).startsWith('bytes');
}

function propose(context: FileContext, node: AnyMember): Proposal {
  const name = memberName(node) ?? '';
  const isId = idRead(context, node) !== undefined;
  const told = finding('OT321', context.source.path, node, { name: textOf(context.source, node.object), method: name });
  return {
    rule: 'span-context',
    site: node,
    units: [context.facts.unitOf(node.object)],
    needs: unitsOfParent(context, node.object),
    outcome: { kind: 'rewrite', edits: [editOf(context, node, name)], findings: isId ? [told] : [] },
  };
}

function editOf(context: FileContext, node: AnyMember, name: string): Edit {
  const id = idRead(context, node);
  const finalizing = withoutFinalizing(context, node);
  if (finalizing) return finalizing;
  const isOfSpan = contextCallOf(context, node.object) !== undefined;
  if (id)
    return BYTES.has(name) && idUse(context, node).startsWith('bytes')
      ? bytes(context, node, id)
      : text(context, node, id);
  return name === 'isSampled' ? sampled(context, node, isOfSpan) : valid(context, node, isOfSpan);
}

function text(context: FileContext, node: AnyMember, id: string): Edit {
  const whole = callForText(context, node) ?? node;
  if (contextCallOf(context, node.object)) {
    const { start, dot } = memberFrom(context.source, node);
    return replace({ start, end: rangeOf(whole).end }, `${dot}${id}`);
  }
  return replace(whole, ...spanContextIn(context, node), `?.${id}`);
}

/** What asks for bytes gets those that the text is of. */
function bytes(context: FileContext, node: AnyMember, id: string): Edit {
  const ofContext = () => [
    ...spanContextIn(context, node),
    `?.${id}`,
    isTypeScript(context.source) ? ` ?? ${quoted(context, '')}` : '',
  ];
  const digits = contextCallOf(context, node.object) ? [...owner(node.object), `.${id}`] : ofContext();
  const encoded = [...digits, `, ${quoted(context, 'hex')}`];
  return isBufferFrom(context, node) ? replace(node, ...encoded) : replace(node, 'Buffer.from(', ...encoded, ')');
}

/** `traceId.toString('hex')`: what were bytes is text already. */
function callForText({ source }: FileContext, node: AnyMember): t.Node | undefined {
  const member = memberOn(source, node);
  const call = member && memberName(member) === 'toString' ? callOn(source, member) : undefined;
  return call && call.arguments.length <= 1 ? call : undefined;
}

/** The span context in a Context, if there is one; where the original asked by `?.`, or hid it by a cast, there may be no Context either. */
function spanContextIn(context: FileContext, { object, type }: AnyMember): Part[] {
  const value = unwrap(object) as t.Expression; // a receiver of a proven role is no `super`
  if (isSpanOrContext(context, object)) {
    const ofContext: Part[] = [
      `${quoted(context, 'spanContext')} in `,
      keep(value),
      ` ? ${context.api('ROOT_CONTEXT')} : `,
    ];
    return [`${context.api('trace')}.getSpanContext(`, ...ofContext, keep(value), ')'];
  }
  const hides = value !== object && context.facts.factOf(value)?.nullable === true;
  const mayMiss =
    (hides || type === 'OptionalMemberExpression') &&
    !isExtracted(context, value) &&
    !isPresent(context, value, presentAt(context, value));
  const asked: Part[] = mayMiss
    ? [...grouped(value, LOOSER_THAN_NULLISH), ` ?? ${context.api('ROOT_CONTEXT')}`]
    : [keep(value)];
  return [`${context.api('trace')}.getSpanContext(`, ...asked, ')'];
}

function sampled(context: FileContext, node: AnyMember, isOfSpan: boolean): Edit {
  const called = context.source.parents.get(node) ?? node;
  const parent = context.source.parents.get(called);
  const isDenied = parent?.type === 'UnaryExpression' && parent.operator === '!';
  const call = isDenied ? parent : withoutFalse(context, called);
  const flags: Part[] = isOfSpan
    ? [...owner(node.object), '.traceFlags']
    : ['(', ...spanContextIn(context, node), '?.traceFlags ?? 0)'];
  const asked: Part[] = ['(', ...flags, ` & ${context.api('TraceFlags')}.SAMPLED) ${isDenied ? '===' : '!=='} 0`];
  return replace(call, ...(bindsLooser(context, call) ? asked : ['(', ...asked, ')']));
}

/** `call() ?? false`, `call() || false` as a whole: a comparison is never missing. */
function withoutFalse({ source }: FileContext, call: t.Node): t.Node {
  const { node, parent } = outermost(source, call);
  if (parent?.type !== 'LogicalExpression' || parent.left !== node || parent.operator === '&&') return call;
  return parent.right.type === 'BooleanLiteral' && !parent.right.value ? parent : call;
}

/** What propagators put into a Context is valid, so that it is there says the same. */
function valid(context: FileContext, node: AnyMember, isOfSpan: boolean): Edit {
  const comparison = comparisonOfId(context, node);
  const test = comparison?.whole ?? node;
  const isDenied = comparison?.asks === 'equal';
  if (isOfSpan) {
    const call = `${isDenied ? '!' : ''}${context.api('trace')}.isSpanContextValid(`;
    return replace(test, call, keep(node.object), ')');
  }
  const asked = spanContextIn(context, node);
  if (isDenied) return replace(test, ...asked, ' === undefined');
  const { parent, node: outer } = outermost(context.source, test);
  const isChosen = parent?.type === 'LogicalExpression' && parent.operator !== '&&';
  const isEnough = parent !== undefined && !isChosen && isOnlyTested(context, parent, outer);
  const guarded = isEnough ? undefined : guardedTest(context, parent, outer, node);
  if (guarded) return guarded;
  const compared: Part[] = [...asked, ' !== undefined'];
  return replace(test, ...(isEnough ? asked : bindsLooser(context, test) ? compared : ['(', ...compared, ')']));
}

/**
 * `context && (context as any).isValid` is anything to a compiler, and so passes for a boolean; a comparison behind the test would leave the
 * null of that. What is extracted is never missing, and its test goes.
 */
function guardedTest(
  context: FileContext,
  parent: t.Node | undefined,
  right: t.Node,
  { object }: AnyMember,
): Edit | undefined {
  if (parent?.type !== 'LogicalExpression' || parent.operator !== '&&' || parent.right !== right) return undefined;
  const name = textOf(context.source, unwrap(object));
  if (
    !isTypeScript(context.source) ||
    isExtracted(context, unwrap(object)) ||
    textOf(context.source, unwrap(parent.left)) !== name
  )
    return undefined;
  const asked = `(${name} ? ${context.api('trace')}.getSpanContext(${name}) : undefined) !== undefined`;
  return replace(parent, bindsLooser(context, parent) ? asked : `(${asked})`);
}

/** Whether an expression with a comparison can stand in the place of a node as it is. */
function bindsLooser({ source }: FileContext, node: t.Node): boolean {
  const parent = source.parents.get(node);
  if (parent === undefined || source.text[rangeOf(node).start - 1] === '(') return true;
  return !/^(?:Binary|Unary|Await|Member|Optional|Spread|TS|Tagged|Class)/.test(parent.type);
}
