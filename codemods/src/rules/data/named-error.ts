import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { chainOf } from '../calls/chain';
import { nameFor } from '../syntax/name-for';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import type { FileContext } from '../types';

/** An error that got a name, and what gives it that. */
export interface NamedError {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/** `span.log({ 'error.object': makeError(), ... });`: the error gets a name above, for it is asked for more than one thing. */
export function namedError(context: FileContext, site: CallSite, thrown: t.Expression): NamedError | undefined {
  const { calls, statement } = chainOf(context, site);
  const isOptional = site.node.type === 'OptionalCallExpression';
  if (!statement || isOptional || calls.length > 1 || !listOf(context.source, statement)) return undefined;
  const name = nameFor(context, thrown, ['error']);
  return {
    name,
    edits: [
      replace(statement, `const ${name} = `, keep(thrown), statementBreak(context.source, statement), keep(statement)),
    ],
  };
}
