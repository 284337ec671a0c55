import type { Graph } from './graph';
import type { Slot } from './slot';
import { Shape } from './tokens';

/**
 * Which fields are one and the same to a person: `this.span` of a class and of its subclasses, `ctx.span` of an interface
 * and of the literals that are passed for it. Two shapes share a field as soon as one expression may read it of either.
 */
export class FieldGroups {
  readonly #leader = new Map<string, string>();

  constructor(graph: Graph) {
    for (const { receiver, name, value } of graph.accesses) {
      if (holdsOpenTracing(value)) this.#unite(owners(receiver, name).map((shape) => keyOf(shape, name)));
    }
  }

  /** The name of the group that a field of a shape belongs to. */
  groupOf(shape: Shape, name: string): string {
    return this.#find(keyOf(shape, name));
  }

  #unite(keys: readonly string[]): void {
    const [first, ...others] = keys.map((key) => this.#find(key));
    if (first === undefined) return;
    let leader = first;
    for (const other of others) {
      const [low, high] = other < leader ? [other, leader] : [leader, other];
      if (low !== high) this.#leader.set(high, low);
      leader = low;
    }
  }

  #find(key: string): string {
    let at = key;
    for (let next = this.#leader.get(at); next !== undefined; next = this.#leader.get(at)) at = next;
    return at;
  }
}

function holdsOpenTracing({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role' || token.kind === 'api') return true;
  return false;
}

/** Whatever has the field: what may be the receiver, and what that inherits from. */
function owners(receiver: Slot, name: string): Shape[] {
  const found = new Set<Shape>();
  for (const token of receiver.tokens) if (token instanceof Shape) found.add(token);
  for (const shape of found) {
    for (const parent of shape.parents.tokens)
      if (parent instanceof Shape && parent.fields.has(name)) found.add(parent);
  }
  return [...found];
}

/** Sorts by where the shape stands, so that the leader does not depend on the order of work. */
function keyOf({ file, id, node }: Shape, name: string): string {
  return `${file}:${String(node?.start ?? 0).padStart(8, '0')}:${node === null ? id : ''}.${name}`;
}
