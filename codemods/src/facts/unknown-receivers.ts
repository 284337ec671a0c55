import type { Graph, MemberAccess } from './graph';
import type { Slot } from './slot';
import type { Shape } from './tokens';

/** Names that say what they hold: a write on one object is believed to be what a read on any other finds. */
const TELLING = /span|trac(?:e|ing)|opentracing/i;

/**
 * Links members of receivers that nothing is known of (`req.span = span` here, `ctx.req.span` there) by their names. Done
 * from the outside in: what `req.ctx` turns out to be may make `req.ctx.span` known.
 */
export function linkUnknownReceivers(graph: Graph): void {
  const linked = new Set<MemberAccess>();
  for (let round = 0; round < 8; round++) {
    const produced = new Set<Slot>(); // what the accesses of this round give may still become known
    const unknown = graph.accesses.filter((access) => !linked.has(access) && !isKnown(access.receiver));
    for (const access of unknown) if (!access.write) produced.add(access.value);
    const ready = round === 7 ? unknown : unknown.filter(({ receiver }) => !produced.has(receiver));
    if (ready.length === 0) return;
    for (const access of ready) {
      linked.add(access);
      link(graph, access);
    }
    graph.solver.solve();
  }
}

function isKnown(receiver: Slot): boolean {
  for (const token of receiver.tokens) if (token.kind !== 'null' && token.kind !== 'varying') return true;
  return false;
}

function link(graph: Graph, access: MemberAccess): void {
  const field = graph.unknownField(fieldKey(access));
  if (access.write) graph.solver.flow(access.value, field);
  else graph.solver.flowAs(field, access.value, 'field');
}

/** Members that a project declares on other people's objects, as in `interface Request { span?: Span }`. */
export function addToUnknown(graph: Graph, declared: Shape): void {
  for (const [name, slot] of declared.fields) if (TELLING.test(name)) graph.solver.flow(slot, graph.unknownField(name));
}

/** A telling name stands for itself; any other only on receivers that are called the same. */
export function fieldKey({ name, receiverNode }: Pick<MemberAccess, 'name' | 'receiverNode'>): string {
  return TELLING.test(name) ? name : `${receiverName(receiverNode)}.${name}`;
}

function receiverName(node: MemberAccess['receiverNode']): string {
  if (node?.type === 'Identifier') return node.name;
  if (node?.type === 'MemberExpression' && node.property.type === 'Identifier') return node.property.name;
  return '?';
}
