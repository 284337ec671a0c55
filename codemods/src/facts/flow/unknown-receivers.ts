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
  const fields = new Map<string, MemberAccess[]>();
  for (let taken = 0; ; graph.solver.solve()) {
    for (const access of graph.accesses.slice(taken)) addTo(fields, fieldKey(access), access);
    taken = graph.accesses.length;
    const ready = readyOf(toHeldFields(graph, fields));
    if (ready.length === 0) return;
    for (const item of ready) link(graph, item);
    const linked = new Set(ready.map(({ access }) => access));
    for (const key of new Set(ready.map((item) => item.key)))
      fields.set(key, fields.get(key)?.filter((access) => !linked.has(access)) ?? []);
  }
}

function addTo(fields: Map<string, MemberAccess[]>, key: string, access: MemberAccess): void {
  const known = fields.get(key);
  if (known === undefined) fields.set(key, [access]);
  else known.push(access);
}

/** The accesses to fields that hold anything, which are few of all, as far as nothing is known of their receivers. */
function toHeldFields(graph: Graph, fields: ReadonlyMap<string, readonly MemberAccess[]>): Waiting[] {
  const filled = graph.filledUnknownFields();
  return [...fields].flatMap(([key, accesses]) => {
    if (!filled.has(key) && !accesses.some(fills)) return [];
    return accesses.filter(({ receiver }) => !isKnown(receiver)).map((access) => ({ access, key }));
  });
}

function fills({ write, receiver, value }: MemberAccess): boolean {
  return write && !isKnown(receiver) && holdsAnything(value);
}

/** Those whose receiver no other of them may still make known. */
function readyOf(relevant: readonly Waiting[]): readonly Waiting[] {
  const open = new Set(relevant.filter(({ access }) => !access.write).map(({ access }) => access.value));
  const ready = relevant.filter(({ access }) => !open.has(access.receiver));
  return ready.length > 0 ? ready : relevant;
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
