import type * as t from '@babel/types';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import { unwrap } from '../../parse/wrappers';
import { handOversIn, type Taker } from '../syntax/hand-overs';
import type { FileContext } from '../types';
import { factOf } from './fact-of';

/**
 * A call of a package of which nothing is known, whose result goes where a value of OpenTracing's goes: it is another tracer, in words of its own.
 * Where a type says that it is OpenTracing's, it goes through the shim instead.
 */
export function strangerBeside(context: FileContext, taker: Taker): t.CallExpression | t.NewExpression | undefined {
  if (isTyped(context, taker)) return undefined;
  const beside = handOversIn(context.source).filter((one) => isSameTaker(context, one.taker, taker));
  return beside.map(({ value }) => madeIn(value)).find((made) => made !== undefined && isStrange(context, made));
}

function isTyped({ facts }: FileContext, taker: Taker): boolean {
  if (taker.kind === 'result') return taker.of.returnType != null;
  if (taker.kind === 'parameter') return true;
  const named = facts.scopes.bindingOf(taker.node)?.identifier ?? taker.node;
  const isAnnotated = 'typeAnnotation' in named && named.typeAnnotation != null;
  return isAnnotated || facts.factOf(taker.node)?.evidence === 'annotation';
}

function isSameTaker({ facts }: FileContext, one: Taker, other: Taker): boolean {
  if (one.kind === 'result') return other.kind === 'result' && one.of === other.of;
  if (one.kind !== 'keeper' || other.kind !== 'keeper') return false;
  return one.node === other.node || facts.unitOf(one.node).id === facts.unitOf(other.node).id;
}

/** `vendor.create()`, `await vendor.create()`, `new vendor.Tracer()` */
function madeIn(value: t.Node): t.CallExpression | t.NewExpression | undefined {
  const inner = unwrap(value);
  if (inner.type === 'AwaitExpression') return madeIn(inner.argument);
  return inner.type === 'CallExpression' || inner.type === 'NewExpression' ? inner : undefined;
}

function isStrange(context: FileContext, made: t.CallExpression | t.NewExpression): boolean {
  const isKnown = factOf(context, made) !== undefined || context.facts.calls.some(({ node }) => node === made);
  const from = moduleBehind(context.facts, made.callee);
  return !isKnown && from !== undefined && isUnknownPackage(from);
}

/** None of the project, of Node.js or of OpenTelemetry. */
function isUnknownPackage(specifier: string): boolean {
  return !/^(?:[./#]|node:|@opentelemetry\/)/.test(specifier);
}
