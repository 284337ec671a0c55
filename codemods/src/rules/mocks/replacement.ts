import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { lineAbove } from '../syntax/line-above';
import { linkAfter } from '../syntax/link-after';
import { resultsOf } from '../syntax/results';
import { type AnyCall, isCall, isMember, plainArguments } from '../syntax/syntax';
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
  const all = givenTo(context, spy).map((one) =>
    one.isValue ? valueFor(context, one, method) : functionFor(context, one.node, method),
  );
  return { edits: all.flatMap(({ edits }) => edits), fits: all.every(({ fits }) => fits) };
}

/** What a test gives to a spy, to be called or given in the place of what it spies on. */
export function givenTo(context: FileContext, spy: t.Node): readonly Given[] {
  return [...givenToSpy(spy), ...givenInChain(context, spy)];
}

export interface Given {
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
  for (let link = linkAfter(source, spy); link !== undefined; link = linkAfter(source, link.call)) {
    const { name, call } = link;
    const [node] = plainArguments(call) ?? [];
    if (FAKES.test(name) || VALUES.test(name)) found.push({ node, call, isValue: VALUES.test(name) });
  }
  return found;
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
  return method === 'inject' ? injector(context, fake) : extractor(context, fake);
}

/** `jest.fn()`, `sinon.fake()`: it looks at nothing that it is given. */
function isBareDouble(node: t.Node): boolean {
  return isCall(node) && isMember(node.callee) && node.arguments.length === 0;
}

/** The format goes, if nothing asks for it; a span that is asked for is had from the context. */
function injector(context: FileContext, fake: FunctionNode): Replacement {
  const [target, format, carrier, ...more] = fake.params;
  if (more.length > 0 || !isUnused(context, format)) return MAY_NOT_FIT;
  const span = isUnused(context, target) ? [] : spanOfContext(context, fake, target);
  if (span === undefined) return MAY_NOT_FIT;
  if (!format) return { edits: span, fits: true };
  const end = carrier ? rangeOf(carrier).start : rangeOf(format).end;
  const start = carrier ? rangeOf(format).start : rangeOf(target ?? format).end;
  return { edits: [...span, remove({ start, end })], fits: true };
}

/** `const span = trace.getSpan(injected);`: what was injected is in the context now. */
function spanOfContext(context: FileContext, { body }: FunctionNode, target: t.Node | undefined): Edit[] | undefined {
  const { source, facts } = context;
  const fact = target && facts.factOf(target);
  const isSpan = fact?.roles.size === 1 && fact.roles.has('span') && !fact.mixed;
  // TypeScript would ask whether there is one.
  if (!target || !isSpan || body.type !== 'BlockStatement' || isTypeScript(source)) return undefined;
  const [first] = body.body;
  const name = NAMES.find((one) => !new RegExp(`\\b${one}\\b`).test(source.text));
  if (!first || name === undefined) return undefined;
  const made = `const ${textOf(source, target)} = ${context.api('trace')}.getSpan(${name})`;
  return [replace(target, name), lineAbove(source, first, made)];
}

const NAMES: readonly string[] = ['injected', 'injectedContext', 'contextInjected'];

function extractor(context: FileContext, fake: FunctionNode): Replacement {
  const [format] = fake.params;
  const results = resultsOf(context.source, fake);
  if (!isUnused(context, format) || results.length === 0) return MAY_NOT_FIT;
  const given = results.map((result) => resultFor(context, result));
  return { edits: given.flatMap(({ edits }) => edits), fits: given.every(({ fits }) => fits) };
}

/** What else it may give is no Context; where that is nothing, it has to be the root context. */
function resultFor(context: FileContext, result: t.Expression): Replacement {
  const settled = contextFor(context, result);
  const mayMiss =
    result.type === 'MemberExpression' || result.type === 'Identifier' || result.type === 'CallExpression';
  if (settled.fits || !mayMiss) return settled;
  return { edits: [insert(rangeOf(result).end, ` ?? ${context.api('ROOT_CONTEXT')}`)], fits: false };
}

function isUnused({ facts }: FileContext, parameter: t.Node | undefined): boolean {
  if (parameter === undefined) return true;
  const binding = parameter.type === 'Identifier' ? facts.scopes.bindingOf(parameter) : undefined;
  return binding?.references.every(({ node }) => node === parameter) ?? false;
}
