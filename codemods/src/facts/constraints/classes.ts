import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import { annotate, typeMembers } from '../annotations/annotate';
import { typeSlot } from '../annotations/types';
import { CONTENT, DYNAMIC, Shape, UNDEFINED } from '../flow/tokens';
import { containerClass } from './builtins/containers';
import { isEmitterClass } from './builtins/emitter';
import { callOf, construct } from './calls';
import type { Context } from './context';
import { modelFunction } from './functions';
import { onName } from './keys';
import { bindSelf, writeField } from './members';
import { prototypeKey } from './patterns';

/** A class is a shape; what its instances share is another, its `prototype`. */
export function constrainClass(at: Context, node: t.Class): void {
  const cls = at.graph.shape('class', node, at.file);
  const prototype = at.graph.shape('instance', prototypeKey(node), at.file);
  prototype.isAbstract = node.type === 'ClassDeclaration' && node.abstract === true;
  at.solver.add(cls.field('prototype'), prototype);
  at.solver.add(prototype.self, prototype);
  at.solver.add(at.slot(node), cls);
  if (node.id) at.solver.add(at.slot(node.id), cls);
  if (node.superClass) inherit(at, cls, prototype, node.superClass);
  for (const type of node.implements ?? []) {
    at.solver.on(typeSlot(at, type), (token) => {
      if (token instanceof Shape && token.kind === 'type') typeMembers(at, token, prototype);
    });
  }
  for (const member of node.body.body) constrainMember(at, member, cls, prototype);
}

function inherit(at: Context, cls: Shape, prototype: Shape, superClass: t.Expression): void {
  at.solver.on(at.slot(superClass), (token) => {
    // Kept so that an implementation is known as one; reading a member of it gives nothing.
    if (token.kind === 'api') at.solver.add(prototype.parents, token);
    if (isEmitterClass(token)) at.solver.add(prototype.parents, at.graph.shape('emitter', superClass, at.file));
    const container = containerClass(token);
    if (container !== undefined) {
      const held = at.graph.shape(container, superClass, at.file);
      at.solver.flow(held.field(DYNAMIC), held.field(CONTENT));
      at.solver.add(prototype.parents, held);
    }
    if (!(token instanceof Shape)) return;
    at.solver.add(cls.parents, token);
    if (!hasConstructor(cls)) at.solver.flow(token.field('<constructor>'), cls.field('<constructor>'));
    at.solver.on(token.field('prototype'), (base) => {
      if (!(base instanceof Shape)) return;
      at.solver.add(prototype.parents, base);
      at.solver.flow(prototype.self, base.self);
    });
  });
}

function hasConstructor({ node }: Shape): boolean {
  const members = (node as t.Class).body.body; // a class's shape is made of its node
  return members.some((member) => member.type === 'ClassMethod' && member.kind === 'constructor');
}

function constrainMember(at: Context, member: t.ClassBody['body'][number], cls: Shape, prototype: Shape): void {
  if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') {
    constrainMethod(at, member, member.static ? cls : prototype, cls);
  } else if (
    member.type === 'ClassProperty' ||
    member.type === 'ClassPrivateProperty' ||
    member.type === 'ClassAccessorProperty'
  ) {
    constrainProperty(at, member, member.static ? cls : prototype);
  }
}

function constrainMethod(at: Context, method: t.ClassMethod | t.ClassPrivateMethod, owner: Shape, cls: Shape): void {
  const model = modelFunction(at, method);
  at.solver.add(owner.self, owner);
  at.solver.flow(owner.self, model.self);
  if (method.kind === 'constructor') {
    at.solver.add(cls.field('<constructor>'), model.shape);
    return;
  }
  onName(at, method.key, 'computed' in method && method.computed === true, (name) => {
    if (name !== undefined) addMethod(at, owner, name, method.kind, method);
  });
}

/** A getter gives its result when the member is read; a setter gets what is written. */
export function addMethod(
  at: Context,
  owner: Shape,
  name: string | undefined,
  kind: string,
  node: t.ObjectMethod | t.ClassMethod | t.ClassPrivateMethod,
): void {
  const model = modelFunction(at, node);
  const field = name ?? DYNAMIC;
  if (kind === 'set') {
    const [param] = model.params;
    if (param !== undefined) at.solver.flow(owner.field(field), param);
  } else {
    // `handlers[name](span)` calls any of them.
    for (const place of owner.kind === 'object' || owner.kind === 'instance' ? [field, CONTENT] : [field]) {
      if (kind === 'get') at.solver.flow(model.result, owner.field(place));
      else at.solver.add(owner.field(place), model.shape);
    }
  }
  bindSelf(at.graph, model.shape, owner);
}

type Property = t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;

function constrainProperty(at: Context, property: Property, owner: Shape): void {
  onName(at, property.key, 'computed' in property && property.computed === true, (name) => {
    if (name === undefined) return;
    const field = owner.field(name);
    at.graph.alias(property, field);
    if ('optional' in property && property.optional) at.solver.add(field, UNDEFINED);
    if (property.value) writeField(at.graph, owner, name, at.slot(property.value));
    if (property.typeAnnotation) annotate(at, field, property.typeAnnotation);
  });
}

/** `super(...)` constructs with the constructor of the superclass. */
export function constrainSuperCall(at: Context, node: t.CallExpression): void {
  const cls = enclosingClass(at, node);
  if (!cls?.superClass) return;
  const call = callOf(at, node);
  at.solver.on(at.slot(cls.superClass), (token) => {
    if (token instanceof Shape && token.kind === 'class') construct(at, token, { ...call, isNew: true });
  });
}

function enclosingClass(at: Context, node: t.Node): t.Class | undefined {
  for (let up = at.parent(node); up !== undefined; up = at.parent(up)) {
    if (up.type === 'ClassDeclaration' || up.type === 'ClassExpression') return up;
  }
  return undefined;
}

/** `this`: the receivers of the function around it, or what a class body initialises. */
export function constrainThis(at: Context, node: t.ThisExpression): void {
  for (let up = at.parent(node), below: t.Node = node; up !== undefined; below = up, up = at.parent(up)) {
    if (isFunction(up) && up.type !== 'ArrowFunctionExpression') {
      at.graph.alias(node, modelFunction(at, up).self);
      return;
    }
    const owner = initialised(at, up, below);
    if (owner !== undefined) {
      at.solver.add(at.slot(node), owner);
      return;
    }
  }
}

function initialised(at: Context, node: t.Node, below: t.Node): Shape | undefined {
  const cls = enclosingClass(at, node);
  if (cls === undefined) return undefined;
  if (node.type === 'StaticBlock') return at.graph.shape('class', cls, at.file);
  if (node.type !== 'ClassProperty' && node.type !== 'ClassPrivateProperty') return undefined;
  if (node.value !== below) return undefined;
  return node.static ? at.graph.shape('class', cls, at.file) : at.graph.shape('instance', prototypeKey(cls), at.file);
}

/** `super.method`: what the superclass's instances share. */
export function constrainSuper(at: Context, node: t.Super): void {
  const cls = enclosingClass(at, node);
  if (!cls?.superClass) return;
  const slot = at.slot(node);
  at.solver.on(at.slot(cls.superClass), (token) => {
    if (token instanceof Shape) at.solver.flow(token.field('prototype'), slot);
  });
}
