import type * as t from '@babel/types';
import { classes, interfaces, type Role } from '../../catalog/opentracing-api';
import { parametersOf } from '../../parse/functions';
import { keyName } from '../../parse/key-name';
import { awaited } from '../constraints/await';
import type { Context } from '../constraints/context';
import { iterated } from '../constraints/iteration';
import { onName } from '../constraints/keys';
import { readMember } from '../constraints/members';
import { modelOfModule } from '../constraints/module-value';
import { Slot } from '../flow/slot';
import {
  CONTENT,
  DYNAMIC,
  KEYS,
  NOTHING,
  NULL,
  parameter,
  RESULT,
  roleToken,
  Shape,
  type ShapeKind,
  type Token,
  UNDEFINED,
} from '../flow/tokens';
import { isLikeSpan } from './described-spans';
import { passTypeArguments } from './type-arguments';

/** What a value of a type may be: the slot of a TypeScript or Flow type. */
export function typeSlot(at: Context, type: t.Node): Slot {
  const known = at.findSlot(type);
  if (known !== undefined) return known;
  const slot = at.slot(type);
  const reader = readers[type.type];
  if (reader !== undefined) reader(at, type, slot);
  return slot;
}

type Reader = (at: Context, type: t.Node, slot: Slot) => void;
type Readers = { readonly [Type in t.Node['type']]?: Reader };

/** Ties a reader to its node types. */
function on<Type extends t.Node['type']>(
  types: readonly Type[],
  read: (at: Context, type: Extract<t.Node, { type: Type }>, slot: Slot) => void,
): Readers {
  const reader: Reader = (at, type, slot) => read(at, type as Extract<t.Node, { type: Type }>, slot); // found by this type
  return Object.fromEntries(types.map((type) => [type, reader])) as Readers; // fromEntries forgets the keys
}

function union(at: Context, types: readonly t.Node[], slot: Slot): void {
  for (const type of types) at.solver.flow(typeSlot(at, type), slot);
}

const readers: Readers = {
  ...on(['TSTypeReference'], (at, type, slot) =>
    named(at, type.typeName, type.typeParameters?.params ?? [], type, slot),
  ),
  ...on(['GenericTypeAnnotation'], (at, type, slot) =>
    named(at, type.id, type.typeParameters?.params ?? [], type, slot),
  ),
  ...on(['TSExpressionWithTypeArguments'], (at, type, slot) =>
    named(at, type.expression, type.typeParameters?.params ?? [], type, slot),
  ),
  ...on(['TSUnionType', 'TSIntersectionType', 'UnionTypeAnnotation', 'IntersectionTypeAnnotation'], (at, type, slot) =>
    union(at, type.types, slot),
  ),
  ...on(['TSParenthesizedType', 'TSOptionalType', 'TSRestType', 'TSTypeOperator'], (at, type, slot) =>
    union(at, [type.typeAnnotation], slot),
  ),
  ...on(['NullableTypeAnnotation'], (at, type, slot) => {
    at.solver.add(slot, NOTHING);
    union(at, [type.typeAnnotation], slot);
  }),
  ...on(['TSNullKeyword', 'NullLiteralTypeAnnotation'], (at, _type, slot) => at.solver.add(slot, NULL)),
  ...on(['TSUndefinedKeyword', 'TSVoidKeyword', 'VoidTypeAnnotation'], (at, _type, slot) =>
    at.solver.add(slot, UNDEFINED),
  ),
  ...on(['TSArrayType', 'ArrayTypeAnnotation'], (at, type, slot) => holds(at, 'array', type, type.elementType, slot)),
  ...on(['TSTupleType'], (at, type, slot) => {
    const shape = at.graph.shape('array', type, at.file);
    type.elementTypes.forEach((element, i) => {
      const [content, place] = [typeSlot(at, element), shape.field(String(i))];
      if (element.type === 'TSRestType') iterated(at, content, place);
      else at.solver.flow(content, place);
      at.solver.flow(place, shape.field(CONTENT));
    });
    at.solver.add(slot, shape);
  }),
  ...on(['TSNamedTupleMember'], (at, type, slot) => union(at, [type.elementType], slot)),
  ...on(['TSMappedType'], (at, type, slot) => {
    const { typeAnnotation: content } = type;
    if (!content) return;
    holds(at, 'object', type, content, slot);
    const { optional } = type;
    if (optional)
      for (const key of [CONTENT, DYNAMIC])
        at.solver.add(at.graph.shape('object', type, at.file).field(key), UNDEFINED);
  }),
  ...on(['TSTypeLiteral'], (at, type, slot) => addType(at, memberShape(at, type, type.members), slot)),
  ...on(['ObjectTypeAnnotation'], (at, type, slot) => at.solver.add(slot, flowObject(at, type))),
  ...on(['TSFunctionType'], (at, type, slot) =>
    at.solver.add(slot, functionShape(at, type, type.typeAnnotation, type.parameters)),
  ),
  ...on(['FunctionTypeAnnotation'], (at, type, slot) => at.solver.add(slot, flowFunction(at, type))),
  ...on(['TupleTypeAnnotation'], (at, type, slot) => {
    const shape = at.graph.shape('array', type, at.file);
    for (const [i, element] of type.types.entries()) at.solver.flow(typeSlot(at, element), shape.field(String(i)));
    for (const element of type.types) at.solver.flow(typeSlot(at, element), shape.field(CONTENT));
    at.solver.add(slot, shape);
  }),
  ...on(['TSTypeQuery'], (at, type, slot) => {
    if (type.exprName.type !== 'TSImportType') at.solver.flow(entitySlot(at, type.exprName), slot);
  }),
  ...on(['TypeofTypeAnnotation'], (at, type, slot) => {
    const { argument } = type;
    if (argument.type === 'GenericTypeAnnotation') at.solver.flow(entitySlot(at, argument.id), slot);
  }),
  ...on(['TSImportType'], importType),
  ...on(['TSIndexedAccessType'], (at, type, slot) => {
    const { indexType } = type;
    const name = indexType.type === 'TSLiteralType' ? keyName(indexType.literal) : CONTENT;
    if (name !== undefined) readMember(at, typeSlot(at, type.objectType), name, slot);
  }),
  ...on(['TSConditionalType'], (at, type, slot) => union(at, [type.trueType, type.falseType], slot)),
  // A guard gives true or false; what it says of its argument is asked for where calls are told that nothing proves.
  ...on(['TSTypePredicate'], (at, type) => {
    if (type.typeAnnotation) typeSlot(at, type.typeAnnotation.typeAnnotation);
  }),
  ...on(['TSTypeParameter'], () => {}),
};

/** A type by its name: one of the project, of OpenTracing, or a container of the language. */
function named(at: Context, name: t.Node, args: readonly t.Node[], type: t.Node, slot: Slot): void {
  const binding = name.type === 'Identifier' ? at.file.scopes.bindingOf(name) : undefined;
  if (binding?.declaration.type === 'TSTypeParameter' || binding?.declaration.type === 'TypeParameter') {
    at.solver.flow(at.slot(binding.declaration), slot);
  } else if (name.type === 'Identifier' && binding === undefined && at.findSlot(name) === undefined) {
    generic(at, name.name, args, type, slot);
  } else {
    instantiate(at, entitySlot(at, name), slot);
    if (args.length > 0) passTypeArguments(at, entitySlot(at, name), args);
  }
}

/** The slot of a possibly qualified name, as in `opentracing.Span`. */
function entitySlot(at: Context, name: t.Node): Slot {
  const known = name.type === 'Identifier' ? undefined : at.findSlot(name);
  if (known !== undefined) return known;
  const slot = at.slot(name);
  if (name.type === 'TSQualifiedName') readMember(at, entitySlot(at, name.left), name.right.name, slot);
  if (name.type === 'QualifiedTypeIdentifier') readMember(at, entitySlot(at, name.qualification), name.id.name, slot);
  if (name.type === 'MemberExpression') readMember(at, entitySlot(at, name.object), keyName(name.property), slot);
  return slot;
}

/** From what a type's name stands for to what a value of that type is. */
function instantiate(at: Context, entity: Slot, into: Slot): void {
  at.solver.on(entity, (token) => {
    const role = roleOfClass(token);
    // What a package calls its own tracers is one that this package makes.
    if (role !== undefined) at.solver.add(into, roleToken(role, token.kind === 'roleType' ? 'flow' : 'annotation'));
    else if (token.kind === 'successor') at.solver.add(into, token);
    else if (!(token instanceof Shape)) return;
    else if (token.kind === 'class') at.solver.flow(token.field('prototype'), into);
    else if (token.kind === 'alias') at.solver.flow(token.field(CONTENT), into);
    else if (token.kind === 'type') addType(at, token, into);
  });
}

/** Values of a type that the project declares. */
function addType(at: Context, type: Shape, into: Slot): void {
  at.solver.add(into, type);
  if (type.described) at.solver.flow(type.described, into);
  if (type.inherited) at.solver.flow(type.inherited, into);
}

function roleOfClass(token: Token): Role | undefined {
  if (token.kind === 'factory' && token.member === 'new otel.TracerShim') return 'tracer';
  if (token.kind === 'roleType') return token.role;
  if (token.kind !== 'api') return undefined;
  const table: Readonly<Record<string, Role>> = { ...classes, ...interfaces };
  return Object.hasOwn(table, token.name) ? table[token.name] : undefined;
}

/** Types that are as their argument, for us. */
const TRANSPARENT =
  /^(?:Partial|Required|Readonly|NonNullable|Pick|Omit|Extract|Exclude|InstanceType|NoInfer|\$ReadOnly|\$Exact|\$Shape|\$NonMaybeType)$/;
const CONTAINERS: Readonly<Record<string, readonly [ShapeKind, number]>> = {
  Array: ['array', 0],
  ReadonlyArray: ['array', 0],
  $ReadOnlyArray: ['array', 0],
  Iterable: ['array', 0],
  IterableIterator: ['array', 0],
  AsyncIterable: ['array', 0],
  AsyncIterableIterator: ['array', 0],
  Generator: ['array', 0],
  AsyncGenerator: ['array', 0],
  Set: ['set', 0],
  ReadonlySet: ['set', 0],
  WeakSet: ['set', 0],
  Map: ['map', 1],
  ReadonlyMap: ['map', 1],
  WeakMap: ['map', 1],
  Promise: ['promise', 0],
  PromiseLike: ['promise', 0],
  Record: ['object', 1],
};

function generic(at: Context, name: string, args: readonly t.Node[], type: t.Node, slot: Slot): void {
  const [first] = args;
  const container = Object.hasOwn(CONTAINERS, name) ? CONTAINERS[name] : undefined;
  if (container !== undefined) {
    const [kind, place] = container;
    const content = args[place];
    if (content !== undefined) holds(at, kind, type, content, slot);
    if (kind === 'map' && first !== undefined) {
      at.solver.flow(typeSlot(at, first), at.graph.shape(kind, type, at.file).field(KEYS));
    }
  } else if (first === undefined) return;
  else if (TRANSPARENT.test(name)) at.solver.flow(typeSlot(at, first), slot);
  else if (name === 'Awaited') awaited(at.solver, typeSlot(at, first), slot);
  else if (name === 'ReturnType') resultOf(at, typeSlot(at, first), slot);
}

/** What calling something gives. */
function resultOf(at: Context, fn: Slot, into: Slot): void {
  at.solver.on(fn, (token) => {
    if (!(token instanceof Shape)) return;
    const model = at.graph.modelOf(token);
    at.solver.flow(model?.result ?? token.field(RESULT), into);
  });
}

function holds(at: Context, kind: ShapeKind, type: t.Node, content: t.Node, slot: Slot): void {
  const shape = at.graph.shape(kind, type, at.file);
  const held = typeSlot(at, content);
  at.solver.flow(held, shape.field(CONTENT));
  if (kind !== 'promise') at.solver.flow(held, shape.field(DYNAMIC));
  at.solver.add(slot, shape);
}

/** An interface or type literal: an object whose members are known by their types. */
export function memberShape(at: Context, node: t.Node, members: readonly t.Node[]): Shape {
  const shape = at.graph.shape('type', node, at.file);
  for (const member of members) addMember(at, shape, member);
  if (isLikeSpan(shape)) shape.described ??= new Slot();
  return shape;
}

function addMember(at: Context, shape: Shape, member: t.Node): void {
  switch (member.type) {
    case 'TSPropertySignature':
      onName(at, member.key, member.computed === true, (name) => {
        if (name !== undefined) addProperty(at, shape, name, member);
      });
      return;
    case 'TSMethodSignature':
      onName(at, member.key, member.computed === true, (name) => {
        if (name === undefined) return;
        shape.addCallable(name);
        at.solver.add(shape.field(name), functionShape(at, member, member.typeAnnotation, member.parameters));
      });
      return;
    case 'TSIndexSignature':
      if (member.typeAnnotation) {
        at.solver.flow(typeSlot(at, member.typeAnnotation.typeAnnotation), shape.field(DYNAMIC));
        at.solver.flow(typeSlot(at, member.typeAnnotation.typeAnnotation), shape.field(CONTENT));
      }
      return;
    case 'TSCallSignatureDeclaration':
      if (member.typeAnnotation)
        at.solver.flow(typeSlot(at, member.typeAnnotation.typeAnnotation), shape.field(RESULT));
  }
}

function addProperty(at: Context, shape: Shape, name: string, member: t.TSPropertySignature): void {
  const type = member.typeAnnotation?.typeAnnotation;
  at.graph.alias(member, shape.field(name));
  if (member.optional) at.solver.add(shape.field(name), UNDEFINED);
  if (type?.type === 'TSFunctionType') shape.addCallable(name);
  if (type) at.solver.flow(typeSlot(at, type), shape.field(name));
}

function flowObject(at: Context, type: t.ObjectTypeAnnotation): Shape {
  const shape = at.graph.shape('type', type, at.file);
  for (const property of type.properties) {
    if (property.type === 'ObjectTypeSpreadProperty') {
      at.solver.flow(typeSlot(at, property.argument), shape.parents);
      continue;
    }
    const name = keyName(property.key);
    if (name === undefined) continue;
    if (property.optional) at.solver.add(shape.field(name), UNDEFINED);
    if (property.value.type === 'FunctionTypeAnnotation') shape.addCallable(name);
    at.solver.flow(typeSlot(at, property.value), shape.field(name));
  }
  for (const { value } of type.indexers ?? [])
    for (const key of [CONTENT, DYNAMIC]) at.solver.flow(typeSlot(at, value), shape.field(key));
  return shape;
}

function flowFunction(at: Context, type: t.FunctionTypeAnnotation): Shape {
  const shape = at.graph.shape('type', type, at.file);
  for (const [i, { typeAnnotation }] of type.params.entries())
    at.solver.flow(typeSlot(at, typeAnnotation), shape.field(parameter(i)));
  at.solver.flow(typeSlot(at, type.returnType), shape.field(RESULT));
  return shape;
}

/** A callable whose parameters and result are known by its type. */
export function functionShape(
  at: Context,
  node: t.Node,
  result: t.Node | null | undefined,
  params: readonly t.Node[],
): Shape {
  const shape = at.graph.shape('type', node, at.file);
  parametersOf(params).forEach((param, i) => {
    const annotation = 'typeAnnotation' in param ? param.typeAnnotation : undefined;
    if (annotation?.type === 'TSTypeAnnotation')
      at.solver.flow(typeSlot(at, annotation.typeAnnotation), shape.field(parameter(i)));
  });
  if (result?.type === 'TSTypeAnnotation') at.solver.flow(typeSlot(at, result.typeAnnotation), shape.field(RESULT));
  return shape;
}

/** `import('opentracing').Span`. */
function importType(at: Context, type: t.TSImportType, slot: Slot): void {
  const path: string[] = [];
  for (let at: t.Node | null | undefined = type.qualifier; at; at = at.type === 'TSQualifiedName' ? at.left : null) {
    path.unshift(at.type === 'TSQualifiedName' ? at.right.name : at.type === 'Identifier' ? at.name : '');
  }
  let entity = modelOfModule(at, type.argument.value);
  for (const name of path) {
    const member = new Slot();
    readMember(at, entity, name, member);
    entity = member;
  }
  if (type.qualifier) at.graph.alias(type.qualifier, entity);
  instantiate(at, entity, slot);
}
