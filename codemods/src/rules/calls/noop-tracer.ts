import type * as t from '@babel/types';
import type { FileContext } from '../types';

/** Whether a variable holds a tracer of OpenTracing's base class and never another: what is asked of that has no effect. */
export function isNoopTracer({ facts, source }: Pick<FileContext, 'facts' | 'source'>, node: t.Node): boolean {
  const binding = node.type === 'Identifier' ? facts.scopes.bindingOf(node) : undefined;
  if (binding?.declaration.type !== 'VariableDeclarator') return false;
  const { init, id } = binding.declaration;
  const written = binding.references.filter(({ kind, node: at }) => kind !== 'read' && at !== id);
  const values = written.map(({ node: at }) => {
    const parent = source.parents.get(at);
    return parent?.type === 'AssignmentExpression' && parent.operator === '=' ? parent.right : undefined;
  });
  const given = init ? [init, ...values] : values;
  const isMade = (value: t.Node | undefined) =>
    facts.calls.some((site) => site.member === 'new Tracer' && site.node === value);
  return given.length > 0 && given.every(isMade);
}
