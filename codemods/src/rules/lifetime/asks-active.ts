import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import { isFunction } from '../../parse/functions';
import { memberName, propertyName } from '../../parse/key-name';
import { isWithin, type Range, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { nodesOf } from '../syntax/nodes';
import { rangeOfRun } from '../syntax/statements';
import { type AnyCall, calledMethod, isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Obstacle } from './obstacles';

/** A call of OpenTelemetry's own that takes what is active. */
interface Asking extends Range {
  readonly call: AnyCall;
  /** The callbacks around it in which something else is active. */
  readonly shields: readonly Range[];
}

const known = new WeakMap<FileContext, readonly Asking[]>();

/**
 * Whether code asks OpenTelemetry for what is active: it was written with OpenTracing around it, which makes nothing active, and would get
 * another span.
 */
export function asksForActive(context: FileContext, statements: readonly t.Statement[]): Obstacle | undefined {
  // Who wants the active span for a parent wants it here, too.
  if (context.options.parents === 'active') return undefined;
  const all = known.get(context) ?? askingIn(context);
  known.set(context, all);
  if (all.length === 0) return undefined;
  const range = rangeOfRun(statements);
  const asking = all.find((one) => isWithin(one, range) && !one.shields.some((shield) => isWithin(shield, range)));
  return asking && { reason: 'asked', what: `${textOf(context.source, asking.call.callee)}()` };
}

function askingIn(context: FileContext): readonly Asking[] {
  if (!/\b(?:getActiveSpan|getActiveBaggage|active|startSpan|startActiveSpan)\b/.test(context.source.text)) return [];
  return nodesOf(context.source, 'CallExpression', 'OptionalCallExpression').flatMap((call) =>
    asks(context, call) ? [{ ...rangeOf(call), call, shields: shieldsAround(context, call) }] : [],
  );
}

function asks(context: FileContext, call: AnyCall): boolean {
  const { callee, arguments: given } = call;
  if (!isMember(callee) || siteOf(context, call)) return false;
  const isOfApi = () => moduleBehind(context.facts, callee.object) === API;
  switch (memberName(callee)) {
    case 'getActiveSpan':
    case 'getActiveBaggage':
      return isOfApi();
    case 'active':
      return isOfApi() && !isOverwritten(context, call);
    case 'startSpan':
      return given.length < 3 && !isRoot(given[1]) && isOfApi();
    case 'startActiveSpan':
      return given.length < 4 && !isRoot(given.length > 2 ? given[1] : undefined) && isOfApi();
    default:
      return false;
  }
}

/** `trace.setSpan(context.active(), span)`: whatever span is active, another takes its place. */
function isOverwritten({ source }: FileContext, call: AnyCall): boolean {
  const around = source.parents.get(call);
  if (!isCall(around) || around.arguments[0] !== call) return false;
  return /^(?:setSpan|setSpanContext|deleteSpan)$/.test(calledMethod(around) ?? '');
}

/** `{ root: true }` */
function isRoot(options: t.Node | undefined): boolean {
  const literal = options && unwrap(options);
  if (literal?.type !== 'ObjectExpression') return false;
  return literal.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      propertyName(property) === 'root' &&
      property.value.type === 'BooleanLiteral' &&
      property.value.value,
  );
}

/** Callbacks of `startActiveSpan` and `context.with`. */
function shieldsAround({ source }: FileContext, node: t.Node): readonly Range[] {
  const shields: Range[] = [];
  for (let at = node, up = source.parents.get(at); up; at = up, up = source.parents.get(up))
    if (isFunction(at) && isCall(up) && /^(?:startActiveSpan|with)$/.test(calledMethod(up) ?? ''))
      shields.push(rangeOf(at));
  return shields;
}
