import { isTestFile } from '../../catalog/test-files';
import type { Graph, MemberAccess } from './graph';
import type { Slot } from './slot';
import { isSymbolName, Shape, type Token } from './tokens';

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
  const linked = new Set<MemberAccess>();
  for (;;) {
    const unknown = readyOf(toHeldFields(graph, linked));
    const ready = unknown.length > 0 ? unknown : beyondNamesakes(graph, linked);
    if (ready.length === 0) return;
    for (const item of ready) {
      link(graph, item);
      linked.add(item.access);
    }
    graph.solver.solve();
  }
}

/** The accesses to fields that hold anything, which are few of all, as far as nothing is known of their receivers; without those that are linked. */
function toHeldFields(graph: Graph, linked: ReadonlySet<MemberAccess>): Waiting[] {
  const filled = graph.filledUnknownFields();
  const found: Waiting[] = [];
  for (const [key, accesses] of graph.accessesByField()) {
    if (!filled.has(key) && !accesses.some((access) => fills(access) && !linked.has(access))) continue;
    for (const access of accesses) if (!isKnownAt(access) && !linked.has(access)) found.push({ access, key });
  }
  return found;
}

/**
 * Reads of what no object has that was found by its own name: `request.plugins.tracing = { span }` says nothing of the tracer
 * in `server.plugins.tracing`, which is another object of that name.
 */
function beyondNamesakes(graph: Graph, linked: ReadonlySet<MemberAccess>): Waiting[] {
  const byName = new Set([...linked].flatMap(({ write, value }) => (write ? [] : [value])));
  const found: Waiting[] = [];
  for (const key of graph.filledUnknownFields()) {
    if (!isTelling(key)) continue;
    for (const access of graph.accessesByField().get(key) ?? [])
      if (!access.write && !linked.has(access) && byName.has(access.receiver) && access.value.tokens.size === 0)
        found.push({ access, key });
  }
  return found;
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

/** What a test passes to the code that it tries stands in for the real thing, of which nothing is known by that. */
function isKnownAt({ receiver, file, write }: MemberAccess): boolean {
  if (write || isTestFile(file.source.path)) return isKnown(receiver);
  for (const token of receiver.tokens)
    if (token.kind !== 'null' && token.kind !== 'varying' && !isOfTest(token)) return true;
  return false;
}

function isOfTest(token: Token): boolean {
  return token instanceof Shape && isTestFile(token.file);
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
