import type * as t from '@babel/types';
import { type Edit, remove } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { callOn } from '../../parse/uses';
import { statementLines } from '../calls/removal';
import { type AnyMember, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The statement `context.finalizeSampling();` of jaeger-client goes: OpenTelemetry decides on sampling at the start of a span. */
export function withoutFinalizing({ source }: FileContext, node: AnyMember): Edit | undefined {
  if (memberName(node) !== 'finalizeSampling') return undefined;
  const call = callOn(source, node);
  const statement = call && source.parents.get(call);
  return statement?.type === 'ExpressionStatement' ? remove(statementLines(source, statement)) : undefined;
}

/** Whether all that is done with the span context of a declaration is to finalize its sampling. */
export function isOnlyFinalized(context: FileContext, declarator: t.Node | undefined): boolean {
  const { facts, source } = context;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const { id } = declarator;
  const declaration = source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return false;
  const uses = facts.scopes.bindingOf(id)?.references.filter(({ node }) => node !== id) ?? [];
  return uses.length > 0 && uses.every(({ node }) => isFinalizing(source.parents.get(node)));

  function isFinalizing(member: t.Node | undefined): boolean {
    return isMember(member) && withoutFinalizing(context, member) !== undefined;
  }
}
