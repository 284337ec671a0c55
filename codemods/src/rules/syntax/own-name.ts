import type * as t from '@babel/types';
import type { ValueReference } from '../../facts/types';
import { isTracingModule } from '../../imports/tracing-bindings';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { isCall, isMember } from './syntax';

type Place = Pick<FileContext, 'facts' | 'source'>;

/** Whether OpenTracing itself is read there, and not a name of the user's own that holds the same value. */
export function isReadFromOpenTracing(context: Place, { node, name }: ValueReference): boolean {
  const inner = unwrap(node);
  if (isMember(inner)) return memberName(inner) === name.split('.').at(-1) && isOpenTracing(context, inner.object);
  if (inner.type !== 'Identifier') return false;
  const declaration = context.facts.scopes.bindingOf(inner)?.declaration;
  if (declaration?.type === 'VariableDeclarator')
    return (
      declaration.id.type === 'ObjectPattern' && declaration.init != null && isOpenTracing(context, declaration.init)
    );
  const importing = declaration && context.source.parents.get(declaration);
  return importing?.type === 'ImportDeclaration' && isTracingModule(importing.source.value);
}

/** The namespace, its `Tags`, or the call that requires one of them. */
function isOpenTracing(context: Place, node: t.Node): boolean {
  const inner = unwrap(node);
  const { roles, mixed } = context.facts.factOf(inner) ?? {};
  if (roles?.has('namespace') || roles?.has('tags')) return mixed !== true;
  const [specifier] = isCall(inner) ? inner.arguments : [];
  return specifier?.type === 'StringLiteral' && isTracingModule(specifier.value);
}
