import { ancestryOf } from '../flow/ancestry';
import type { Graph } from '../flow/graph';
import { isDeclared, isImplementation } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { Shape, type Token } from '../flow/tokens';

/**
 * `req.context = { span: silent }`, where another file reads `span` of what is declared as a `Context`: there, too, it may be a span of the
 * project's own, or of another library, whatever the declaration says.
 */
export function linkDeclaredMembers(graph: Graph): void {
  for (let isNew = true; isNew; graph.solver.solve()) {
    isNew = false;
    for (const { tokens } of declaredPlaces(graph)) {
      const shapes = [...tokens].filter((token) => token instanceof Shape);
      const types = shapes.filter(({ kind }) => kind === 'type');
      if (types.length === 0 || types.length === shapes.length) continue;
      for (const shape of shapes)
        if (shape.kind === 'object') for (const type of types) isNew = passMembers(graph, shape, type) || isNew;
    }
  }
}

/** What a function takes and gives, and what an object holds: a declaration and a value meet there at the latest. */
function* declaredPlaces(graph: Graph): Iterable<Slot> {
  for (const { params, result } of graph.functions.values()) {
    for (const param of params) if (mayMeet(param)) yield param;
    if (mayMeet(result)) yield result;
  }
  for (const { fields } of graph.shapes()) for (const field of fields.values()) if (mayMeet(field)) yield field;
}

/** Most places of a project hold nothing, or one thing. */
function mayMeet({ tokens }: Slot): boolean {
  return tokens.size > 1;
}

function passMembers(graph: Graph, object: Shape, type: Shape): boolean {
  let isNew = false;
  for (const [name, { tokens }] of object.fields) {
    const others = [...tokens].filter(isOther);
    const member = others.length === 0 ? undefined : declaredMemberOf(type, name);
    const known = member?.tokens.size;
    for (const other of others) if (member) graph.solver.add(member, other);
    isNew ||= member?.tokens.size !== known;
  }
  return isNew;
}

function isOther(token: Token): boolean {
  return token instanceof Shape ? isImplementation(token) : token.kind === 'stranger';
}

/** The member of a type that is declared to be OpenTracing's. */
function declaredMemberOf(type: Shape, name: string): Slot | undefined {
  return ancestryOf(type, () => true)
    .flatMap(({ fields }) => fields.get(name) ?? [])
    .find(isDeclared);
}
