import type * as t from '@babel/types';

/** Whether control never runs past the last of these statements. */
export function alwaysExits(statements: readonly t.Node[]): boolean {
  return statements.some(exits);
}

function exits(statement: t.Node): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return alwaysExits(statement.body);
    case 'IfStatement':
      return statement.alternate != null && exits(statement.consequent) && exits(statement.alternate);
    case 'TryStatement':
      if (statement.finalizer && exits(statement.finalizer)) return true;
      return exits(statement.block) && (!statement.handler || exits(statement.handler.body));
    default:
      return false;
  }
}
