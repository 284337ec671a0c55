import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isNewOption } from '../../catalog/opentelemetry-api';
import { isOldOption } from '../../catalog/opentracing-api';
import { chosenOf, keeperOf } from '../../facts/lookups/keeper';
import type { CallSite, Unit } from '../../facts/types';
import { keyName, memberName, propertyName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { functionOf } from '../syntax/flow';
import { type AnyCall, isMember, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { unitsOfOptions } from './option-flow';
import { readSource } from './option-sources';
import { noOptions, type Read, type StartOptions } from './start-options';

/** One `startSpan` of OpenTracing, understood. */
export interface StartCall {
  readonly site: CallSite;
  readonly call: AnyCall;
  readonly name: t.Expression;
  /** The argument that the options are, as written. */
  readonly argument: t.Expression | undefined;
  readonly options: StartOptions;
  /** Nothing is to be done: the call speaks OpenTelemetry already. */
  readonly migrated: boolean;
}

/** Reads the arguments of a call of `startSpan`. */
export function readStart(context: FileContext, site: CallSite): Read<StartCall> {
  const given = plainArguments(site.node);
  const [name, argument, third] = given ?? [];
  if (isInSuccessor(context, site))
    return { site, call: site.node, name: name ?? site.node, argument, options: noOptions, migrated: true };
  if (!name)
    return { left: finding('OT102', context.source.path, site.node, { call: textOf(context.source, site.node) }) };
  const common = { site, call: site.node, name, argument };
  const more = third && !isNothing(third) ? third : undefined;
  if (more && argument && says(argument, isOldOption) && !isMigrated(argument))
    return {
      left: finding('OT102', context.source.path, site.node, {
        call: textOf(context.source, site.node),
        third: textOf(context.source, more),
      }),
    };
  if (more || (argument && (isMigrated(argument) || isMadeMigrated(context, argument))))
    return { ...common, options: noOptions, migrated: true };
  const options = argument ? readSource(context, argument, site.node) : noOptions;
  return 'left' in options ? options : { ...common, options, migrated: false };
}

/** `startActiveSpan(name, ...rest) { return rest.pop()(this.startSpan(name, ...rest)) }`: what a double has got from us speaks our words. */
function isInSuccessor({ source }: FileContext, { receiver }: CallSite): boolean {
  if (receiver?.type !== 'ThisExpression') return false;
  const around = functionOf(source, receiver);
  if (around === undefined) return false;
  if ('key' in around) return keyName(around.key, 'computed' in around && around.computed) === 'startActiveSpan';
  const written = source.parents.get(around);
  return (
    written?.type === 'AssignmentExpression' && isMember(written.left) && memberName(written.left) === 'startActiveSpan'
  );
}

/** Options that OpenTracing does not know. */
export function isMigrated(argument: t.Expression): boolean {
  return says(argument, isNewOption);
}

/** A variable of options that an earlier run has written anew, for a tracer that answers to both. */
function isMadeMigrated({ facts }: FileContext, argument: t.Expression): boolean {
  const { literals, writes, isConstant } = facts.objectsOf(argument);
  return isConstant && writes.every(({ key }) => isNewOption(key)) && literals.every(({ node }) => isMigrated(node));
}

function says(argument: t.Expression, isMeant: (option: string) => boolean): boolean {
  const literal = unwrap(argument);
  if (literal.type !== 'ObjectExpression') return false;
  return literal.properties.some((property) => isMeant(propertyName(property) ?? ''));
}

/** The units that move with a started span: its tracer's, that of the variable or field it is kept in or else of what is called on it, and that of its options. */
export function unitsOfStart(context: FileContext, site: CallSite): Unit[] {
  return [site.unit, unitOfSpan(context, site), ...unitsOfOptions(context, site.node)];
}

/** The unit of the variable or field that a started span is kept in, or else of what is called on it. */
export function unitOfSpan({ facts, source }: FileContext, site: CallSite): Unit {
  return facts.unitOf(keeperOf(source.parents, site.node) ?? chosenOf(source.parents, site.node));
}
