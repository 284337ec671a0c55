import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { keyName, memberName } from '../../parse/key-name';
import { isWrapper } from '../../parse/wrappers';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { once } from '../flow/once';
import { roleToken, Shape, type Token } from '../flow/tokens';
import { believe, isOpen } from '../lookups/open-values';
import { placeOfSpan } from '../lookups/span-places';
import { judgeCall, NO_UNIT } from '../verdicts/call-sites';

const SPAN_BY_USE = roleToken('span', 'use');

/** Whether a literal is among the options that some start is given. */
type IsOptions = (shape: Token) => boolean;

/** A look at where one value goes. */
interface Look {
  readonly isOptions: () => IsOptions;
  /** Constants that it has gone through: one may be made of another that is made of it. */
  readonly seen: Set<t.Node>;
}

/**
 * `startSpan(name, { childOf: parent.context() })` in a function that only others call: nothing is known of `parent`, but what its
 * `context()` gives is taken as a parent, and of all that OpenTracing takes there a span alone is asked like that. So is a span alone
 * logged to or finished: `inject(span, format, headers); span.log({ event: 'sent' })`. Where something else of the project is seen to come
 * there, nothing is proven.
 */
export function proveParentsByUse(contexts: readonly Context[]): void {
  const isOptions = once(() => optionsOf(contexts));
  const proven = contexts.flatMap((at) =>
    at.nodes('CallExpression', 'OptionalCallExpression').flatMap((node) => {
      const asked = askedAsSpan(at, node);
      const handed = asked === undefined ? [] : methodOf(node) === 'context' ? [node] : mentionsOf(at, asked);
      return handed.some((one) => isParent(at, one, { isOptions, seen: new Set() })) ? [{ at, asked }] : [];
    }),
  );
  believe(proven.flatMap(({ at, asked }) => (asked ? [{ at, node: asked, token: SPAN_BY_USE }] : [])));
}

/** The receiver of `x.context()` or `x.log(...)`, if nothing but its use says what it is. */
function askedAsSpan(at: Context, node: t.CallExpression | t.OptionalCallExpression): t.Node | undefined {
  const name = methodOf(node) ?? '';
  if (!Object.hasOwn(methods.span, name) || !('object' in node.callee)) return undefined;
  const receiver = node.callee.object as t.Node;
  const mayTell = name === 'context' ? node.arguments.length === 0 : receiver.type === 'Identifier';
  return mayTell && isOpen(at, receiver) ? receiver : undefined;
}

/** Every mention of a variable that is never another. */
function mentionsOf(at: Context, node: t.Node): readonly t.Node[] {
  const binding = node.type === 'Identifier' ? at.file.scopes.bindingOf(node) : undefined;
  return binding === undefined || binding.reassigned ? [] : binding.references.map((reference) => reference.node);
}

/** Whether what a node gives is taken for a parent: right there, or by way of a constant. */
function isParent(at: Context, node: t.Node, look: Look): boolean {
  const parent = at.parent(node);
  if (parent && isWrapper(parent)) return isParent(at, parent, look);
  switch (parent?.type) {
    case 'ConditionalExpression':
      return parent.test !== node && isParent(at, parent, look);
    case 'LogicalExpression':
      return isParent(at, parent, look);
    case 'ObjectProperty':
      return keyName(parent.key, parent.computed) === 'childOf' && isTaken(at, at.parent(parent), look);
    case 'AssignmentExpression':
      return parent.right === node && isMemberOfOptions(at, parent.left, look);
    case 'VariableDeclarator':
      return isParentByName(at, parent, look);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression': {
      const verdict = judgeCall(at, parent, () => NO_UNIT);
      const place = verdict?.kind === 'site' ? placeOfSpan(verdict.site.member) : undefined;
      return place !== undefined && parent.arguments[place] === node;
    }
    default:
      return false;
  }
}

function isParentByName(at: Context, declarator: t.VariableDeclarator, look: Look): boolean {
  const { id, init } = declarator;
  if (look.seen.has(declarator)) return false;
  look.seen.add(declarator);
  const binding = id.type === 'Identifier' ? at.file.scopes.bindingOf(id) : undefined;
  if (binding === undefined || binding.reassigned || init === null) return false;
  return binding.references.some(({ node }) => node !== id && isParent(at, node, look));
}

function isMemberOfOptions(at: Context, target: t.Node, look: Look): boolean {
  return target.type === 'MemberExpression' && memberName(target) === 'childOf' && isTaken(at, target.object, look);
}

function isTaken(at: Context, options: t.Node | undefined, look: Look): boolean {
  const { tokens = [] } = (options && at.findSlot(options)) ?? {};
  return [...tokens].some(look.isOptions());
}

/** The literals that reach a start as its options. */
function optionsOf(contexts: readonly Context[]): IsOptions {
  const options = new Set<Token>();
  for (const at of contexts) {
    for (const node of at.nodes('CallExpression', 'OptionalCallExpression')) {
      const [, given] = node.arguments;
      if (methodOf(node) !== 'startSpan' || given === undefined) continue;
      if (judgeCall(at, node, () => NO_UNIT)?.kind !== 'site') continue;
      for (const token of at.findSlot(given)?.tokens ?? []) if (token instanceof Shape) options.add(token);
    }
  }
  return (token) => options.has(token);
}
