import type * as t from '@babel/types';
import type { Parents } from './parents';

/** The class that a node is the body of, or a member of that body. */
export function classOf(parents: Parents, node: t.Node): t.Class | undefined {
  const body = node.type === 'ClassBody' ? node : parents.get(node);
  const cls = body?.type === 'ClassBody' ? parents.get(body) : undefined;
  return cls?.type === 'ClassDeclaration' || cls?.type === 'ClassExpression' ? cls : undefined;
}
