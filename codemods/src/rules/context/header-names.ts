import { finding } from '../../catalog/findings';
import { nodesOf } from '../syntax/nodes';
import { oncePerProject } from '../syntax/once-per-project';
import type { FileContext, Proposal } from '../types';

/** Headers that one tracer alone writes and reads, by how they begin, with the propagator that does so now. */
const PROPAGATORS: readonly (readonly [RegExp, string])[] = [
  [/^(?:uber-trace-id$|uberctx-)/i, 'jaeger'],
  [/^ot-tracer-/i, 'ottrace'],
  [/^x-b3-/i, 'b3multi'],
  [/^x-datadog-/i, 'datadog'],
];
const ANY = /uber-trace-id|uberctx-|ot-tracer-|x-b3-|x-datadog-/i;

/**
 * Headers of a trace that the program names itself, where it also has them written or read: which they are is the propagator's now. `isSpoken`
 * says of a name that the propagator which is set up goes on with it.
 */
export function* headerNames(context: FileContext, isSpoken: (name: string) => boolean): Iterable<Proposal> {
  const { source, project } = context;
  if (!ANY.test(source.text) || !propagates(project)) return;
  for (const node of nodesOf(source, 'StringLiteral')) {
    const propagator = PROPAGATORS.find(([name]) => name.test(node.value))?.[1];
    if (propagator === undefined || isSpoken(node.value)) continue;
    const findings = [finding('OT306', source.path, node, { name: node.value, propagator })];
    yield { rule: 'inject', site: node, units: [], outcome: { kind: 'rewrite', edits: [], findings } };
  }
}

const propagates = oncePerProject(({ files }) =>
  [...files.values()].some(({ calls }) =>
    calls.some(({ member }) => member === 'tracer.inject' || member === 'tracer.extract'),
  ),
);
