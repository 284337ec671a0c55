import type * as t from '@babel/types';
import { saysNothing } from '../../parse/nothing';
import { isWrapper } from '../../parse/wrappers';

/** The parts that a call puts together to a new object; undefined for any other call. */
export type MergedBy = (call: t.CallExpression) => readonly t.Node[] | undefined;

/** What an expression may be, as far as it is written there. */
export interface OptionParts {
  readonly literals: readonly t.ObjectExpression[];
  readonly names: readonly t.Identifier[];
  /** Variables that are spread into the literals. */
  readonly spread: readonly t.Identifier[];
  /** Calls that give some, or what is spread into the literals. */
  readonly made: readonly t.CallExpression[];
  /** A part that is none of these. */
  readonly unknown: t.Node | undefined;
}

/** Takes apart what is chosen among, or put together: literals, variables, results of calls, nothing. */
export function partsOf(node: t.Node, mergedBy: MergedBy = () => undefined): OptionParts {
  const partsIn = (part: t.Node) => partsOf(part, mergedBy);
  if (isWrapper(node)) return partsIn(node.expression);
  switch (node.type) {
    case 'ObjectExpression':
      return { ...NO_PARTS, literals: node.properties.length > 0 ? [node] : [], ...spreadInto(node, mergedBy) };
    case 'Identifier':
      return { ...NO_PARTS, names: isUndefined(node) ? [] : [node] };
    case 'NullLiteral':
      return NO_PARTS;
    case 'ConditionalExpression':
      return both(partsIn(node.consequent), partsIn(node.alternate));
    case 'LogicalExpression':
      return node.operator === '&&' ? partsIn(node.right) : both(partsIn(node.left), partsIn(node.right));
    case 'CallExpression':
      return mergedBy(node)?.map(partsIn).reduce(both) ?? { ...NO_PARTS, made: [node] };
    default:
      return { ...NO_PARTS, unknown: node };
  }
}

const NO_PARTS: OptionParts = { literals: [], names: [], spread: [], made: [], unknown: undefined };

function spreadInto(literal: t.ObjectExpression, mergedBy: MergedBy): Pick<OptionParts, 'spread' | 'made'> {
  const parts = spreadArguments(literal).map((argument) => partsOf(argument, mergedBy));
  return {
    spread: parts.flatMap(({ names, spread }) => [...names, ...spread]),
    made: parts.flatMap(({ made }) => made),
  };
}

/** What is spread into a literal. */
export function spreadArguments({ properties }: t.ObjectExpression): t.Expression[] {
  return properties.flatMap((property) => (property.type === 'SpreadElement' ? [property.argument] : []));
}

function both(one: OptionParts, other: OptionParts): OptionParts {
  return {
    literals: [...one.literals, ...other.literals],
    names: [...one.names, ...other.names],
    spread: [...one.spread, ...other.spread],
    made: [...one.made, ...other.made],
    unknown: one.unknown ?? other.unknown,
  };
}

export function isUndefined(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** The options of a startSpan that is still OpenTracing's: a third argument that says something is OpenTelemetry's context. */
export function optionArgument({
  arguments: [, given, context],
}: Pick<t.CallExpression, 'arguments'>): t.Node | undefined {
  return context === undefined || saysNothing(context) ? given : undefined;
}
