import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { isFunction } from '../../parse/functions';
import { rangeOf } from '../../parse/source-file';
import { type AnyCall, isCall, isMember, memberName, outermost, plainArguments, unwrap } from '../data/syntax';
import { isNothing } from '../lifetime/expressions';
import type { FileContext } from '../types';

/** What becomes of that which a test puts in the place of `inject` or `extract`. */
export interface Replacement {
  readonly edits: readonly Edit[];
  /** It is certain to do for the new call what it did for the old. */
  readonly fits: boolean;
}

/**
 * `inject(context, carrier)` had a format between the two, `extract(context, carrier)` had it in the place of the context; and an
 * extract that finds nothing gives the root context. What the test replaces them by has to follow: a function given to the spy itself or to
 * `callsFake` and its like, a value given to `returns` and its like.
 */
export function replacementOf(context: FileContext, spy: t.Node, method: 'inject' | 'extract'): Replacement {
  const given = [...givenToSpy(spy), ...givenInChain(context, spy)];
  const all = given.map((one) =>
    one.isValue ? valueFor(context, one, method) : functionFor(context, one.node, method),
  );
  return { edits: all.flatMap(({ edits }) => edits), fits: all.every(({ fits }) => fits) };
}

interface Given {
  /** Undefined for `returns()`. */
  readonly node: t.Expression | undefined;
  readonly call: AnyCall;
  /** What is given back, not a function that is called. */
  readonly isValue: boolean;
}

/** `sinon.replace(tracer, 'inject', fake)`. */
function givenToSpy(spy: t.Node): Given[] {
  const [, , fake] = isCall(spy) ? (plainArguments(spy) ?? []) : [];
  return fake && isCall(spy) ? [{ node: fake, call: spy, isValue: false }] : [];
}

const FAKES = /^(?:callsFake|mockImplementation)(?:Once)?$/;
const VALUES = /^(?:returns|mockReturnValue|mockReturnValueOnce)$/;

function givenInChain({ source }: FileContext, spy: t.Node): Given[] {
  const found: Given[] = [];
  for (let at = spy; ; ) {
    const { parent: member, node: object } = outermost(source, at);
    const call = isMember(member) && member.object === object ? source.parents.get(member) : undefined;
    if (!isMember(member) || !isCall(call) || call.callee !== member) return found;
    const name = memberName(member) ?? '';
    const [node] = plainArguments(call) ?? [];
    if (FAKES.test(name) || VALUES.test(name)) found.push({ node, call, isValue: VALUES.test(name) });
    at = call;
  }
}

const FITS: Replacement = { edits: [], fits: true };
const MAY_NOT_FIT: Replacement = { edits: [], fits: false };

function valueFor(context: FileContext, { node, call }: Given, method: string): Replacement {
  if (method === 'inject') return FITS;
  if (node !== undefined) return contextFor(context, node);
  return { edits: [insert(rangeOf(call).end - 1, context.api('ROOT_CONTEXT'))], fits: true };
}

/** What extract gives: nothing is the root context, and what was a span context has become a Context. */
function contextFor(context: FileContext, node: t.Expression): Replacement {
  if (isNothing(node)) return { edits: [replace(node, context.api('ROOT_CONTEXT'))], fits: true };
  const fact = context.facts.factOf(node);
  return fact?.roles.size === 1 && fact.roles.has('spanContext') && !fact.mixed ? FITS : MAY_NOT_FIT;
}

function functionFor(context: FileContext, node: t.Node | undefined, method: 'inject' | 'extract'): Replacement {
  const fake = node && unwrap(node);
  if (fake === undefined || isBareDouble(fake)) return method === 'inject' ? FITS : MAY_NOT_FIT;
  if (!isFunction(fake) || !fake.params.every(({ type }) => type === 'Identifier')) return MAY_NOT_FIT;
  return method === 'inject' ? injector(context, fake.params) : extractor(context, fake);
}

/** `jest.fn()`, `sinon.fake()`: it looks at nothing that it is given. */
function isBareDouble(node: t.Node): boolean {
  return isCall(node) && isMember(node.callee) && node.arguments.length === 0;
}

/** The format goes, if nothing asks for it. */
function injector(context: FileContext, [target, format, carrier, ...more]: readonly t.Node[]): Replacement {
  const fits = more.length === 0 && isUnused(context, target) && isUnused(context, format);
  if (!fits) return MAY_NOT_FIT;
  if (!format) return FITS;
  const end = carrier ? rangeOf(carrier).start : rangeOf(format).end;
  const start = carrier ? rangeOf(format).start : rangeOf(target ?? format).end;
  return { edits: [remove({ start, end })], fits };
}

function extractor(context: FileContext, fake: t.Function): Replacement {
  const [format] = fake.params;
  if (!isUnused(context, format) || fake.body.type === 'BlockStatement') return MAY_NOT_FIT;
  return contextFor(context, fake.body);
}

function isUnused({ facts }: FileContext, parameter: t.Node | undefined): boolean {
  if (parameter === undefined) return true;
  const binding = parameter.type === 'Identifier' ? facts.scopes.bindingOf(parameter) : undefined;
  return binding?.references.every(({ node }) => node === parameter) ?? false;
}
