import type * as t from '@babel/types';
import { isOldOption } from '../../catalog/opentracing-api';
import type { Unit } from '../../facts/types';
import { isFunction } from '../../parse/functions';
import { propertyName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { unitsOfLiteral } from '../options/option-flow';
import { isMigrated } from '../options/start-call';
import { resultsOf } from '../syntax/results';
import type { FileContext } from '../types';

/**
 * What the options that a type says something of move with, for it moves with them: `stays` where no startSpan sees to some that speak
 * OpenTracing, and where none are in sight that move: they may go to a wrapper that stays.
 */
export function unitsOfContent(context: FileContext, type: t.Node): readonly Unit[] | 'stays' {
  const sources = holdersOf(context, type).map((holder) => context.facts.objectsOf(holder));
  const written = new Set(
    sources.flatMap(({ writes }) => writes.flatMap(({ key }) => (isOldOption(key) ? [key] : []))),
  );
  const literals = sources.flatMap((source) => source.literals.map(({ node }) => node));
  const old = literals.filter((literal) => (written.size > 0 || saysOld(literal)) && !isMigrated(literal));
  const units = old.map((literal) => unitsOfLiteral(context, literal));
  const isProven = units.length > 0 || literals.some(isMigrated);
  return isProven && units.every((known) => known.length > 0) ? units.flat() : 'stays';
}

function saysOld({ properties }: t.ObjectExpression): boolean {
  return properties.some((property) => isOldOption(propertyName(property) ?? ''));
}

/** What a type is written at: a variable, a field, a value, or what a function gives. */
function holdersOf({ source }: FileContext, type: t.Node): readonly t.Node[] {
  const { parents } = source;
  let at = parents.get(type);
  while (at && IN_ANNOTATION.has(at.type)) at = parents.get(at);
  if (at === undefined) return [];
  if (isFunction(at) && at.returnType && rangeOf(at.returnType).end >= rangeOf(type).end) return resultsOf(source, at);
  return HOLDERS.has(at.type) ? [at] : [];
}

const IN_ANNOTATION: ReadonlySet<t.Node['type']> = new Set(['TSTypeReference', 'TSUnionType', 'TSTypeAnnotation']);
const HOLDERS: ReadonlySet<t.Node['type']> = new Set([
  'Identifier',
  'ClassProperty',
  'TSPropertySignature',
  'TSAsExpression',
  'TSSatisfiesExpression',
]);
