import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { indentationAt } from '../lifetime/layout';
import { listOf } from '../lifetime/statements';
import type { FileContext } from '../types';
import { chainOf } from './chain';
import { isRepeatable, plainArguments } from './syntax';
import { takenNames } from './taken-names';

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
  const name = nameFor(context, site);
  const end = detectStyle(context.source).semicolons ? ';' : '';
  const line = `${end}\n${indentationAt(context.source, rangeOf(statement).start)}`;
  return { name, edits: [replace(statement, `const ${name} = `, keep(thrown), line, keep(statement))] };
}

/** `error`, `error2` and so on: one for each such log of the file, and none that the file has already. */
function nameFor(context: FileContext, site: CallSite): string {
  const taken = takenNames(context);
  const others = context.facts.calls.filter(({ member, node }) => member === 'span.log' && hasUnnamedError(node));
  const names = ['error', ...others.map((_, index) => `error${index + 2}`), 'loggedError', 'loggedError2'];
  const free = names.filter((name) => !taken.has(name));
  return free[others.findIndex(({ node }) => node === site.node)] ?? 'errorOfSpanLog';
}

function hasUnnamedError(call: CallSite['node']): boolean {
  const [fields] = plainArguments(call) ?? [];
  if (fields?.type !== 'ObjectExpression') return false;
  // With nothing beside it, it is recorded as it is.
  if (fields.properties.length < 3) return false;
  return fields.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.key.type === 'StringLiteral' &&
      property.key.value === 'error.object' &&
      !isRepeatable(property.value),
  );
}
