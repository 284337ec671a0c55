import type { Graph, MemberAccess } from './graph';
import type { Slot } from './slot';
import { isSymbolName, Shape } from './tokens';

/** Names that say what they hold: a write on one object is believed to be what a read on any other finds. */
const TELLING = /span|trac(?:e|ing)|opentracing/i;

/** Whether a name says what it holds. */
export function isTelling(name: string): boolean {
  return TELLING.test(name);
}

/** An access with the name of the field that it would be linked to. */
interface Waiting {
  readonly access: MemberAccess;
  readonly key: string;
}

/**
 * Links members of receivers that nothing is known of (`req.span = span` here, `ctx.req.span` there) by their names. Done
 * from the outside in: what `req.ctx` turns out to be may make `req.ctx.span` known.
 */
export function linkUnknownReceivers(graph: Graph): void {
  let waiting: Waiting[] = [];
  for (let taken = 0; ; graph.solver.solve()) {
    waiting = waiting.concat(graph.accesses.slice(taken).map((access) => ({ access, key: fieldKey(access) })));
    taken = graph.accesses.length;
    waiting = waiting.filter(({ access }) => !isKnown(access.receiver));
    const ready = readyOf(graph, waiting);
    if (ready.size === 0) return;
    for (const item of ready) link(graph, item);
    waiting = waiting.filter((item) => !ready.has(item));
  }
}

/** Of the accesses to fields that hold anything, those whose receiver no other of them may still make known. */
function readyOf(graph: Graph, waiting: readonly Waiting[]): ReadonlySet<Waiting> {
  const filled = graph.filledUnknownFields();
  for (const { access, key } of waiting) if (access.write && holdsAnything(access.value)) filled.add(key);
  const relevant = waiting.filter(({ key }) => filled.has(key));
  const open = new Set(relevant.filter(({ access }) => !access.write).map(({ access }) => access.value));
  const ready = relevant.filter(({ access }) => !open.has(access.receiver));
  return new Set(ready.length > 0 ? ready : relevant);
}

/** Something that a read could be proven by, or proven to be none of OpenTracing's any more. */
function holdsAnything({ tokens }: Slot): boolean {
  for (const token of tokens) if (token instanceof Shape || TELLS.has(token.kind)) return true;
  return false;
}

const TELLS: ReadonlySet<string> = new Set(['role', 'api', 'successor']);

/** Whether anything is known to come to a slot. */
export function isKnown(receiver: Slot): boolean {
  for (const token of receiver.tokens) if (token.kind !== 'null' && token.kind !== 'varying') return true;
  return false;
}

function link(graph: Graph, { access, key }: Waiting): void {
  const field = graph.unknownField(key);
  if (access.write) graph.solver.flow(access.value, field);
  else graph.solver.flowAs(field, access.value, 'field');
}

/** Members that a project declares on other people's objects, as in `interface Request { span?: Span }`. */
export function addToUnknown(graph: Graph, declared: Shape): void {
  for (const [name, slot] of declared.fields) if (isTelling(name)) graph.solver.flow(slot, graph.unknownField(name));
}

/** A telling name or a symbol stands for itself; any other name only on receivers that are called the same. */
export function fieldKey({ name, receiverNode }: Pick<MemberAccess, 'name' | 'receiverNode'>): string {
  return isTelling(name) || isSymbolName(name) ? name : `${receiverName(receiverNode)}.${name}`;
}

/** What a receiver is called: the name of the variable or member that it is. */
export function receiverName(node: MemberAccess['receiverNode']): string {
  if (node?.type === 'Identifier') return node.name;
  if (node?.type === 'MemberExpression' && node.property.type === 'Identifier') return node.property.name;
  return '?';
}
