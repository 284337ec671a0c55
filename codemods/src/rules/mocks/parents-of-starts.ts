import type * as t from '@babel/types';
import type { FileFacts } from '../../facts/types';
import { propertyName } from '../../parse/key-name';
import { oncePerProject } from '../syntax/once-per-project';

/**
 * Object literals that may be the parent of a span: OpenTelemetry asks each for its ids, and the code itself does where a parent may be a
 * span or the context of one. A tracer that a test has made asks for nothing.
 */
export const parentsOfStarts = oncePerProject(
  ({ files }): ReadonlySet<t.Node> => new Set([...files.values()].flatMap(parentsIn)),
);

function parentsIn(facts: FileFacts): t.Node[] {
  const starts = facts.calls.filter(({ member }) => member === 'tracer.startSpan');
  return starts.flatMap(({ node }) => {
    const parent = parentIn(node.arguments[1]);
    const isAsked = parent && (!facts.isOfDouble(node) || facts.factOf(parent)?.roles.size !== 1);
    return isAsked ? facts.objectsOf(parent).literals.map((literal) => literal.node) : [];
  });
}

/** `{ childOf: parent }`. */
function parentIn(options: t.Node | undefined): t.Node | undefined {
  const properties = options?.type === 'ObjectExpression' ? options.properties : [];
  const named = properties.find((property) => propertyName(property) === 'childOf');
  return named?.type === 'ObjectProperty' ? named.value : undefined;
}
