import type * as t from '@babel/types';

/** The parts that a call puts together to a new object; undefined for any other call. */
export type MergedBy = (call: t.CallExpression) => readonly t.Node[] | undefined;

/** What an expression may be, as far as it is written there. */
export interface OptionParts {
  readonly literals: readonly t.ObjectExpression[];
  readonly names: readonly t.Identifier[];
  /** A part that is neither. */
  readonly unknown: t.Node | undefined;
}

/** Takes apart what is chosen among, or put together: literals, variables, nothing. */
export function partsOf(node: t.Node, mergedBy: MergedBy = () => undefined): OptionParts {
  const partsIn = (part: t.Node) => partsOf(part, mergedBy);
  switch (node.type) {
    case 'ObjectExpression':
      return { literals: node.properties.length > 0 ? [node] : [], names: [], unknown: undefined };
    case 'Identifier':
      return { literals: [], names: isNothing(node) ? [] : [node], unknown: undefined };
    case 'NullLiteral':
      return { literals: [], names: [], unknown: undefined };
    case 'ConditionalExpression':
      return both(partsIn(node.consequent), partsIn(node.alternate));
    case 'LogicalExpression':
      return node.operator === '&&' ? partsIn(node.right) : both(partsIn(node.left), partsIn(node.right));
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return partsIn(node.expression);
    case 'CallExpression':
      return mergedBy(node)?.map(partsIn).reduce(both) ?? { literals: [], names: [], unknown: node };
    default:
      return { literals: [], names: [], unknown: node };
  }
}

function both(one: OptionParts, other: OptionParts): OptionParts {
  return {
    literals: [...one.literals, ...other.literals],
    names: [...one.names, ...other.names],
    unknown: one.unknown ?? other.unknown,
  };
}

export function isNothing(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** The options of a startSpan that is still OpenTracing's: a third argument is OpenTelemetry's context. */
export function optionArgument({
  arguments: [, given, context],
}: Pick<t.CallExpression, 'arguments'>): t.Node | undefined {
  return context === undefined ? given : undefined;
}
