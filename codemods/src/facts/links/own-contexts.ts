import type { Graph } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { CONTENT, DYNAMIC, RESULT, Shape, type Token } from '../flow/tokens';
import { functionsOf } from '../implementations/implementation-candidates';
import type { Implementations } from '../implementations/implementations';

/**
 * A tracer of the project has span contexts of its own: OpenTracing's class hands them to its `_inject`, and references to them to its `_startSpan`.
 * So may a reference of which no more is known than its type refer to one of them.
 */
export function linkOwnContexts(graph: Graph, implementations: Implementations): void {
  const contexts = shapesOf(implementations, 'spanContext');
  if (contexts.length === 0) return;
  for (const tracer of shapesOf(implementations, 'tracer')) {
    for (const { params } of functionsOf(graph, tracer, '_inject')) addAll(graph, params[0], contexts);
    for (const { params } of functionsOf(graph, tracer, '_startSpan'))
      addAll(graph, params[1], [optionsFor(graph, tracer, contexts)]);
  }
  for (const { reference, result } of graph.referencesAsked)
    if (!isMadeInSight(reference)) addAll(graph, result, contexts);
  graph.solver.solve();
}

function shapesOf(implementations: Implementations, wanted: 'tracer' | 'spanContext'): readonly Shape[] {
  return [...implementations].flatMap(([shape, { role }]) => (role === wanted ? [shape] : []));
}

function addAll({ solver }: Graph, slot: Slot | undefined, tokens: readonly Token[]): void {
  for (const token of slot ? tokens : []) if (slot) solver.add(slot, token);
}

/** `{ references: [reference] }`, where `reference.referencedContext()` gives one of the contexts. */
function optionsFor(graph: Graph, tracer: Shape, contexts: readonly Shape[]): Shape {
  const ofTracer = (kind: 'type' | 'object' | 'array') => new Shape(kind, tracer.node, tracer.file);
  const [asked, reference, references, options] = [
    ofTracer('type'),
    ofTracer('object'),
    ofTracer('array'),
    ofTracer('object'),
  ];
  addAll(graph, asked.field(RESULT), contexts);
  addAll(graph, reference.field('referencedContext'), [asked]);
  for (const elements of [CONTENT, DYNAMIC]) addAll(graph, references.field(elements), [reference]);
  addAll(graph, options.field('references'), [references]);
  return options;
}

function isMadeInSight({ tokens }: Slot): boolean {
  for (const token of tokens)
    if (token.kind === 'role' && (token.evidence === 'flow' || token.evidence === 'call-site')) return true;
  return false;
}
