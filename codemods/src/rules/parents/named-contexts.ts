import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { constantBefore } from '../syntax/constant-before';
import { indentationAt } from '../syntax/layout';
import { nameFor } from '../syntax/name-for';
import { ownStatement } from '../syntax/own-statement';
import type { FileContext } from '../types';
import { contextOf, initial, listOf, type ReadOne } from './held-contexts';
import { isFirstCall } from './named-parent';
import type { Reference } from './references';

/**
 * `references: messages.map((one) => followsFrom(tracer.extract(...)))`: the list of Contexts gets a name before the call, for the parent is
 * one of them. Undefined where that would change what is evaluated, or when.
 */
export function namedContexts(
  context: FileContext,
  literal: t.Node,
  call: t.Node,
  { value, readOne }: { readonly value: t.Expression; readonly readOne: ReadOne },
): Reference | undefined {
  const statement = context.source.parents.get(literal) === call ? ownStatement(context.source, call) : undefined;
  if (context.passedOn || !statement || literal.type !== 'ObjectExpression') return undefined;
  const [made, more] = unwrap(value).type === 'ArrayExpression' ? [] : (initial(value, readOne) ?? []);
  const placed = made && !more && isFirstCall(context, literal, call, value) ? contextOf(context, made) : undefined;
  if (!placed) return undefined;
  const name = nameFor(context, value, ['parents', 'contexts']);
  return {
    type: 'follows_from',
    target: value,
    call: null,
    listed: {
      ...listOf(name, [placed]),
      edits: [
        placed.edit,
        constantBefore(context.source, statement, `const ${name} = `, movedTo(context, value, statement)),
      ],
      taken: [placed.target],
    },
  };
}

/** An expression that goes before a statement, as deep as that. */
function movedTo({ source }: FileContext, node: t.Node, statement: t.Node): Part {
  const [from, to] = [node, statement].map((one) => indentationAt(source, rangeOf(one).start)) as [string, string];
  return from.length > to.length && from.startsWith(to) ? keep(node, `-${from.slice(to.length)}`) : keep(node);
}
