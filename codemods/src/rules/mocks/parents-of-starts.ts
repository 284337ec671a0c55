import type * as t from '@babel/types';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { propertyName } from '../../parse/key-name';

const known = new WeakMap<ProjectFacts, ReadonlySet<t.Node>>();

/** Object literals that may be the parent of a span that a real tracer starts: OpenTelemetry asks each for its ids. */
export function parentsOfStarts(project: ProjectFacts): ReadonlySet<t.Node> {
  const parents = known.get(project) ?? new Set([...project.files.values()].flatMap(parentsIn));
  known.set(project, parents);
  return parents;
}

function parentsIn(facts: FileFacts): t.Node[] {
  const starts = facts.calls.filter(({ member, node }) => member === 'tracer.startSpan' && !facts.isOfDouble(node));
  return starts.flatMap(({ node }) => {
    const parent = parentIn(node.arguments[1]);
    return parent ? facts.objectsOf(parent).literals.map((literal) => literal.node) : [];
  });
}

/** `{ childOf: parent }`. */
function parentIn(options: t.Node | undefined): t.Node | undefined {
  const properties = options?.type === 'ObjectExpression' ? options.properties : [];
  const named = properties.find((property) => propertyName(property) === 'childOf');
  return named?.type === 'ObjectProperty' ? named.value : undefined;
}
