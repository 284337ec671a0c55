import type * as t from '@babel/types';
import { holdsNothing } from '../../parse/nothing';
import { unwrap } from '../../parse/wrappers';
import { noParent } from '../parents/context-parts';
import { choose } from '../parents/parents';
import { settled } from '../parents/plain-parent';
import { isNothing, isPure } from '../syntax/expressions';
import type { FileContext } from '../types';
import { type Present, presentInCall, withoutTest, withTest } from '../values/present';
import { nameOptions } from './named-options';
import { flowThrough, madeBy, mayMiss, parentWithin } from './option-flow';
import { readOptionsVariable } from './option-variable';
import { typesOfCasts } from './options-annotation';
import { readParts } from './put-together';
import { isSameShape, type MergedShape, type Shape, shapeParts } from './shape';
import { noOptions, type Read, readOptions, type StartOptions, unknownOptions } from './start-options';
import { ERROR_AMONG_TAGS } from './tag-uses';

const NOTHING_KNOWN: Present = new Set();

/** Reads options wherever they are made: in place, by a choice, or in a variable of their own. */
export function readSource(context: FileContext, node: t.Expression, call: t.Node): Read<StartOptions> {
  const inner = unwrap(node);
  return inner.type === 'Identifier' && !isNothing(inner)
    ? withoutCasts(context, node, readOptionsVariable(context, inner, call) ?? readPassedOn(context, inner, call))
    : withoutCopy(context, readInPlace(context, node, call, presentInCall(context, call)));
}

/** The casts of options go with them. */
function withoutCasts(context: FileContext, node: t.Node, read: Read<StartOptions>): Read<StartOptions> {
  const types = typesOfCasts(context, node);
  return 'left' in read || types.length === 0 ? read : { ...read, taken: [...read.taken, ...types] };
}

/** Reads options that stand where they are used. */
export function readInPlace(
  context: FileContext,
  node: t.Node,
  call: t.Node,
  present: Present = NOTHING_KNOWN,
): Read<StartOptions> {
  return withoutCasts(context, node, readUnwrapped(context, unwrap(node), call, present));
}

function readUnwrapped(context: FileContext, inner: t.Node, call: t.Node, present: Present): Read<StartOptions> {
  if (isNothing(inner)) return noOptions;
  switch (inner.type) {
    case 'ObjectExpression':
      return readOptions(context, inner, call, present);
    case 'ConditionalExpression': {
      const yes = readInPlace(context, inner.consequent, call, withTest(context, inner.test, present));
      const otherwise = withoutTest(context, inner.test, present);
      const no = readInPlace(context, inner.alternate, call, otherwise);
      return combine(context, call, inner.test, ...withoutCopies(context, yes, no));
    }
    case 'LogicalExpression':
      return readLogical(context, inner, call, present);
    case 'Identifier':
      return readPassedOn(context, inner, call);
    case 'CallExpression':
      return madeBy(context, inner) ? readMade(context, inner, call) : readMerged(context, inner, call, present);
    default:
      return { left: unknownOptions(context, call) };
  }
}

/** `Object.assign({}, base, parent ? { childOf: parent } : null)` */
function readMerged(
  context: FileContext,
  merging: t.CallExpression,
  call: t.Node,
  present: Present,
): Read<StartOptions> {
  const nodes = context.facts.mergedBy(merging);
  if (!nodes) return { left: unknownOptions(context, call) };
  const { clash, parent } = readParts(context, nodes);
  if (clash) return { left: unknownOptions(context, call, clash) };
  const parts: MergedShape['parts'][number][] = [];
  let whole = noOptions;
  for (const node of nodes) {
    const read = readInPlace(context, node, call, present);
    if ('left' in read) return read;
    if (read.status) return { left: unknownOptions(context, call, ERROR_AMONG_TAGS) };
    parts.push({ node, shape: read.shape });
    whole = withPart(whole, read, node === parent);
  }
  return { ...whole, shape: { kind: 'merged', call: merging, parts } };
}

function withPart(whole: StartOptions, part: StartOptions, isParents: boolean): StartOptions {
  return {
    ...whole,
    parent: isParents || whole.parent.kind === 'root' ? part.parent : whole.parent,
    taken: [...whole.taken, ...part.taken],
    findings: [...whole.findings, ...part.findings],
    elsewhere: [...whole.elsewhere, ...part.elsewhere],
    gone: [...whole.gone, ...part.gone],
  };
}

/** A copy of options of which nothing else is left is as good as the options. */
function withoutCopy(context: FileContext, read: Read<StartOptions>): Read<StartOptions> {
  const copied = 'left' in read ? undefined : copiedBy(context, read.shape);
  if (copied?.type !== 'Identifier' || 'left' in read) return read;
  // `{ ...options, childOf: undefined }` names no parent, whatever is in the options.
  const parent = read.parent.kind === 'root' ? settled([noParent(context)]) : read.parent;
  return { ...read, parent, shape: { kind: 'given', node: copied, mayMiss: mayMiss(context, copied) } };
}

/** A choice between options and a copy of them is none. */
function withoutCopies(context: FileContext, yes: Read<StartOptions>, no: Read<StartOptions>) {
  const [one, other] = [withoutCopy(context, yes), withoutCopy(context, no)];
  const isSame = !('left' in one || 'left' in other) && isSameShape(context, one.shape, other.shape);
  return isSame ? ([one, other] as const) : ([yes, no] as const);
}

/** The one thing that is left of what is copied. */
function copiedBy(context: FileContext, shape: Shape): t.Expression | undefined {
  if (shape.kind === 'merged') {
    const [only, more] = shape.parts.filter((part) => shapeParts(context, part.shape, []) !== undefined);
    return more ? undefined : only?.node;
  }
  if (shape.kind !== 'literal' || shape.added.length > 0) return undefined;
  const [only, more] = shape.literal.properties.filter((property) => !shape.removed.has(property));
  return only?.type === 'SpreadElement' && !more ? only.argument : undefined;
}

/** Options that somebody else has built: they come in OpenTelemetry's words, with the parent among them. */
function readPassedOn(context: FileContext, node: t.Identifier, call: t.Node): Read<StartOptions> {
  const flow = flowThrough(context, node);
  if (!flow || flow.open !== undefined) return { left: unknownOptions(context, call, flow?.open) };
  const shape = { kind: 'given', node, mayMiss: mayMiss(context, node) } as const;
  return { ...noOptions, shape, parent: parentWithin(context, node, flow) };
}

/** `startSpan('query', optionsFor(parent))`: a parent among them is needed beside them, so they get a name before the call. */
function readMade(context: FileContext, node: t.CallExpression, call: t.Node): Read<StartOptions> {
  const { flow, maker } = madeBy(context, node) ?? {};
  if (!flow || !maker || flow.open !== undefined) return { left: unknownOptions(context, call, flow?.open) };
  if (!maker.withParent)
    return {
      ...noOptions,
      shape: { kind: 'given', node, mayMiss: maker.mayGiveNothing },
      parent: settled([noParent(context)]),
    };
  const named = nameOptions(context, node, call);
  if (!named)
    return {
      left: unknownOptions(context, call, 'their parent is needed beside them, so they have to be in a variable'),
    };
  const asked = `${named.name}${maker.mayGiveNothing ? '?' : ''}.childOf ?? `;
  return {
    ...noOptions,
    shape: { kind: 'given', node, name: named.name, mayMiss: maker.mayGiveNothing },
    parent: settled([asked, noParent(context)]),
    elsewhere: named.declaration,
  };
}

/** `parent && { childOf: parent }`, and `... || {}`. */
function readLogical(
  context: FileContext,
  node: t.LogicalExpression,
  call: t.Node,
  present: Present,
): Read<StartOptions> {
  const { operator, left, right } = node;
  if (operator === '&&')
    return combine(context, call, left, readInPlace(context, right, call, withTest(context, left, present)), noOptions);
  if (!holdsNothing(right)) return { left: unknownOptions(context, call) };
  const read = readInPlace(context, left, call, present);
  return 'left' in read || read.shape.kind !== 'given' ? read : { ...read, shape: { kind: 'given', node } };
}

/** One of two options, by a test that may then be asked twice: for the options and for the parent. */
function combine(
  context: FileContext,
  call: t.Node,
  test: t.Expression,
  yes: Read<StartOptions>,
  no: Read<StartOptions>,
): Read<StartOptions> {
  if ('left' in yes) return yes;
  if ('left' in no) return no;
  // What stands outside of the options may be made for one of the two only.
  if (yes.elsewhere.length + no.elsewhere.length > 0) return { left: unknownOptions(context, call) };
  const parent = choose(context, test, yes.parent, no.parent);
  if (parent.kind === 'left') return { left: parent.finding };
  const same = isSameShape(context, yes.shape, no.shape);
  const asked = Number(!same) + Number(parent.kind === 'context');
  if (yes.status || no.status) return { left: unknownOptions(context, call, ERROR_AMONG_TAGS) };
  if (asked !== 1 && !isPure(test)) return { left: unknownOptions(context, call) };
  return {
    ...noOptions,
    shape: same ? yes.shape : { kind: 'choice', test, yes: yes.shape, no: no.shape },
    parent,
    taken: [...yes.taken, ...no.taken],
    findings: [...yes.findings, ...(same ? [] : no.findings)],
    elsewhere: [...yes.elsewhere, ...no.elsewhere],
  };
}
