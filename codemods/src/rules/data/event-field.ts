import type * as t from '@babel/types';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { commentsIn } from '../../parse/comments';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { grouped, isNothing, LOOSER_THAN_TEST } from '../syntax/expressions';
import { type Entry, overridesNothing } from '../syntax/object-entries';
import { isRepeatable } from '../syntax/syntax';
import type { FileContext } from '../types';
import { attributeParts, attributeValue } from '../values/attribute-value';
import { fieldEdits, keyRange } from './attributes';

/**
 * The value of a field of a log, converted. Where one side of a choice says that there is no such field (`x ? null : y`, `x || null`), the
 * event has none then, as with a field that is written as null: the SDK would send it without a value.
 */
export function eventFieldEdits(context: FileContext, entry: Entry): Edit[] {
  const chosen = isPlain(context, entry) ? chosenField(context, entry) : undefined;
  return chosen === undefined ? fieldEdits(context, entry) : [replace(entry.property, ...chosen)];
}

/** Nothing is lost or done in another order where the choice goes before the key, and nothing comes to light where there is no field. */
function isPlain(context: FileContext, { property, key }: Entry): boolean {
  const hasComment = commentsIn(context.source, rangeOf(property)).length > 0;
  return key !== undefined && !hasComment && overridesNothing(context, property);
}

function chosenField(context: FileContext, { property, value }: Entry): Part[] | undefined {
  const choice = unwrap(value);
  const field = (given: t.Expression): Part[] => ['{ ', ...fieldParts(context, property, given), ' }'];
  if (choice.type === 'LogicalExpression' && choice.operator === '||')
    return isNothing(choice.right) && isRepeatable(choice.left)
      ? ['...(', keep(choice.left), ' ? ', ...field(choice.left), ' : {})']
      : undefined;
  if (choice.type !== 'ConditionalExpression') return undefined;
  const { test, consequent, alternate } = choice;
  if (isNothing(consequent) === isNothing(alternate)) return undefined;
  const sides: Part[] = isNothing(consequent) ? ['{} : ', ...field(alternate)] : [...field(consequent), ' : {}'];
  return ['...(', ...grouped(test, LOOSER_THAN_TEST), ' ? ', ...sides, ')'];
}

function fieldParts(context: FileContext, property: t.ObjectProperty, given: t.Expression): Part[] {
  const { key, computed } = property;
  const value = attributeParts(given, attributeValue(context, given));
  const isShort = !computed && key.type === 'Identifier' && given.type === 'Identifier' && key.name === given.name;
  const isAsItIs = value.every((part) => part === '' || (typeof part !== 'string' && part.start === given.start));
  return isShort && isAsItIs ? value : [keep(keyRange(context, property)), ': ', ...value];
}
