import type ts from 'typescript';

/** The node that has exactly these offsets, the innermost where one stands alone in another. */
export function nodeAt(api: typeof ts, file: ts.SourceFile, start: number, end: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (node.end === end && node.getStart(file) === start) found = node;
    api.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

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
