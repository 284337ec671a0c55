import type * as t from '@babel/types';
import { isWrapper } from '../../parse/wrappers';
import { annotate } from '../annotations/annotate';
import { Slot } from '../flow/slot';
import { CONTENT, DYNAMIC, FALSY, NULL, Shape, UNDEFINED } from '../flow/tokens';
import type { Context } from './context';
import { iterated, oneByOne } from './iteration';
import { onName } from './keys';
import { readMember, writeField, writeMember } from './members';

/** What stands in `source` goes to everything that the pattern or assignment target names. */
export function bindPattern(at: Context, pattern: t.Node, source: Slot): void {
  switch (pattern.type) {
    case 'Identifier':
      at.solver.flow(source, at.slot(pattern));
      break;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      onName(at, pattern.property, pattern.computed, (name) => {
        writeMember(at, at.slot(pattern.object), name, source, pattern.object);
      });
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) bindProperty(at, property, source);
      break;
    case 'ArrayPattern':
      pattern.elements.forEach((element, i) => {
        if (element) bindElement(at, element, i, source);
      });
      break;
    case 'AssignmentPattern':
      bindDefault(at, pattern, source);
      break;
    case 'TSParameterProperty':
      bindParameterProperty(at, pattern, source);
      break;
    default:
      if (isWrapper(pattern)) bindPattern(at, pattern.expression, source);
  }
  if ('typeAnnotation' in pattern && pattern.typeAnnotation && isTarget(pattern)) {
    annotate(at, pattern.type === 'Identifier' ? at.slot(pattern) : source, pattern.typeAnnotation);
  }
  if (pattern.type === 'Identifier' && pattern.optional) at.solver.add(at.slot(pattern), UNDEFINED);
}

function isTarget({ type }: t.Node): boolean {
  return type === 'Identifier' || type === 'ObjectPattern' || type === 'ArrayPattern';
}

function bindProperty(at: Context, property: t.ObjectProperty | t.RestElement, source: Slot): void {
  if (property.type === 'RestElement') {
    bindPattern(at, property.argument, source);
    return;
  }
  const value = new Slot();
  onName(at, property.key, property.computed, (name) => readMember(at, source, name, value, property));
  bindPattern(at, property.value, value);
}

function bindElement(at: Context, element: t.Node, index: number, source: Slot): void {
  if (element.type !== 'RestElement') {
    const value = new Slot();
    readMember(at, source, String(index), value);
    at.solver.on(source, (token) => {
      // An array has a place for each.
      if (!(token instanceof Shape && token.kind === 'array')) oneByOne(at, token, value);
    });
    bindPattern(at, element, value);
    return;
  }
  const array = at.graph.shape('array', element, at.file);
  const rest = new Slot();
  at.solver.add(rest, array);
  iterated(at, source, array.field(DYNAMIC));
  at.solver.flow(array.field(DYNAMIC), array.field(CONTENT));
  bindPattern(at, element.argument, rest);
}

/** `x = fallback`: undefined never gets past the default, null and false do. */
function bindDefault(at: Context, pattern: t.AssignmentPattern, source: Slot): void {
  const value = new Slot();
  at.solver.flowIf(source, value, (token) => token.kind !== 'null' || token === NULL || token === FALSY);
  at.solver.flow(at.slot(pattern.right), value);
  bindPattern(at, pattern.left, value);
}

/** `constructor(private readonly tracer: Tracer)` is a parameter and a field. */
function bindParameterProperty(at: Context, pattern: t.TSParameterProperty, source: Slot): void {
  bindPattern(at, pattern.parameter, source);
  const target = pattern.parameter.type === 'AssignmentPattern' ? pattern.parameter.left : pattern.parameter;
  const method = at.parent(pattern);
  const cls = method === undefined ? undefined : at.parent(at.parent(method) ?? method);
  if (target.type !== 'Identifier' || cls?.type === undefined || !/^Class/.test(cls.type)) return;
  writeField(at.graph, at.graph.shape('instance', prototypeKey(cls), at.file), target.name, at.slot(target));
}

/** A class has two shapes: itself by its node, and what its instances share by the node of its body. */
export function prototypeKey(cls: t.Node): t.Node {
  return (cls as t.Class).body;
}
