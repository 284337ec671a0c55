import type ts from 'typescript';

/**
 * The type of the variable or member that an expression names, wherever it is mentioned: what a branch narrows it to holds
 * in that branch only, and facts are of the whole variable.
 */
export function declaredType(api: typeof ts, checker: ts.TypeChecker, node: ts.Node): ts.Type | undefined {
  const name = api.isPropertyAccessExpression(node) ? node.name : node;
  if (!api.isIdentifier(name) && !api.isPrivateIdentifier(name)) return undefined;
  const named = checker.getSymbolAtLocation(name);
  if (named === undefined) return undefined;
  const symbol = named.flags & api.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  return checker.getTypeOfSymbol(symbol);
}
