import type * as t from '@babel/types';
import { annotationOf } from '../../parse/annotation';
import { isFunction } from '../../parse/functions';
import { keyName, memberName, propertyName } from '../../parse/key-name';
import { loopDeclaring } from '../../parse/loops';
import { nodesOf } from '../../parse/nodes-of';
import { isWrapper } from '../../parse/wrappers';
import type { Binding } from '../scopes/scope';
import { declaredAs } from './declared';
import { elementsOf, givenToCallback, listOfMembers, OUT_OF_COLLECTION, outOfCollection } from './iterated';
import { libraryType } from './library';
import { addMember, awaited, classType, declaredType, functionType, readType } from './read-type';
import { allOf, deeper, type Later, memberOf, NOTHING, one, present, type Reading, type Types } from './types';

/** What the source says that an expression may be, by annotations and what is written; undefined where it does not tell. */
export function readExpression(from: Reading, node: t.Node): Types | undefined {
  const at = deeper(from);
  if (!at) return undefined;
  if (isWrapper(node)) return wrapped(at, node);
  switch (node.type) {
    case 'Identifier':
      return readVariable(at, node);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return memberRead(at, node);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return called(at, node);
    case 'NewExpression':
      return made(at, node);
    case 'AwaitExpression':
      return awaited(readExpression(at, node.argument));
    case 'ThisExpression':
      return ownInstance(at, node);
    case 'LogicalExpression':
      return eitherSide(at, node);
    case 'ConditionalExpression':
      return allOf([node.consequent, node.alternate].map((side) => readExpression(at, side)));
    case 'ObjectExpression':
      return literalObject(at, node);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return functionType(at, node.returnType, node.typeParameters);
    default:
      return LITERALS[node.type];
  }
}

const LITERALS: { readonly [Type in t.Node['type']]?: Types } = {
  StringLiteral: one('text'),
  TemplateLiteral: one('text'),
  NumericLiteral: one('number'),
  BooleanLiteral: one('boolean'),
  BigIntLiteral: one('bigint'),
  NullLiteral: one('null'),
};

function wrapped(at: Reading, node: t.Node & { readonly expression: t.Expression }): Types | undefined {
  if (node.type === 'TSNonNullExpression') return present(readExpression(at, node.expression));
  const isCast = node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion';
  const isConst =
    isCast && node.typeAnnotation.type === 'TSTypeReference' && isNamed(node.typeAnnotation.typeName, 'const');
  return isCast && !isConst ? readType(at, node.typeAnnotation) : readExpression(at, node.expression);
}

function isNamed(node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** What a variable is: by its annotation, by that of what it is taken out of, or by what it is declared with. */
export function readVariable(at: Reading, name: t.Identifier): Types | undefined {
  if (name.name === 'undefined' && !at.file.scopes.bindingOf(name)) return NOTHING;
  const found = declaredAs(at, name);
  return found && bindingType(found.at, found.binding);
}

function bindingType(at: Reading, { identifier, declaration, kind, reassigned }: Binding): Types | undefined {
  const annotation = annotationOf(identifier);
  if (annotation) {
    const type = readType(at, annotation);
    return identifier.optional ? allOf([type, NOTHING]) : withDefault(at, identifier, type);
  }
  if (isFunction(declaration) && declaration.type === 'FunctionDeclaration' && declaration.id === identifier)
    return calledFunction(at, declaration);
  if (declaration.type === 'TSDeclareFunction') return calledFunction(at, declaration);
  if (kind === 'class' || kind === 'enum') return undefined;
  if (declaration.type === 'VariableDeclarator') return variableType(at, declaration, identifier, reassigned);
  return reassigned ? undefined : taken(at, identifier);
}

/** A function of which the source says what it gives; where it does so more than once, which of these is called nobody tells. */
function calledFunction(at: Reading, node: t.FunctionDeclaration | t.TSDeclareFunction): Types {
  const all = nodesOf(at.file.source, 'FunctionDeclaration', 'TSDeclareFunction');
  const isAgain = all.some((other) => other !== node && other.id?.name === node.id?.name);
  return isAgain ? one('other') : functionType(at, node.returnType, node.typeParameters);
}

function withDefault({ file }: Reading, identifier: t.Node, type: Types | undefined): Types | undefined {
  const parent = file.source.parents.get(identifier);
  const isDefaulted = parent?.type === 'AssignmentPattern' && parent.left === identifier;
  return isDefaulted ? type?.filter(({ part }) => part !== 'undefined') : type;
}

function variableType(
  at: Reading,
  declarator: t.VariableDeclarator,
  name: t.Identifier,
  reassigned: boolean,
): Types | undefined {
  const loop = loopDeclaring(at.file.source, declarator);
  if (reassigned || (loop?.type === 'ForOfStatement' && loop.await)) return undefined;
  if (loop?.type === 'ForInStatement') return declarator.id === name ? one('text') : undefined;
  if (loop) return declarator.id === name ? elementsOf(readExpression(at, loop.right)) : taken(at, name);
  if (!declarator.init) return undefined;
  return declarator.id === name ? readExpression(at, declarator.init) : taken(at, name);
}

/** What a pattern takes out of what is declared, or given: `{ v }: { v: string }`, `[key, value]`. */
function taken(at: Reading, name: t.Node): Types | undefined {
  const { parents } = at.file.source;
  const inner = parents.get(name);
  const place = inner?.type === 'AssignmentPattern' && inner.left === name ? inner : name;
  const around = parents.get(place);
  const member = around && takenFrom(at, around, place);
  return place === name ? member : member?.filter(({ part }) => part !== 'undefined');
}

function takenFrom(at: Reading, around: t.Node, place: t.Node): Types | undefined {
  if (around.type === 'ArrayPattern') {
    const whole = patternType(at, around);
    return memberOf(whole, String(around.elements.indexOf(place as t.Expression & t.PatternLike))) ?? elementsOf(whole);
  }
  if (around.type !== 'ObjectProperty' || around.value !== place) return givenByCall(at, around, place);
  const pattern = at.file.source.parents.get(around);
  const key = keyName(around.key, around.computed);
  return pattern?.type === 'ObjectPattern' && key !== undefined ? memberOf(patternType(at, pattern), key) : undefined;
}

/** What a callback is given, where it stands in a call: `list.forEach((element) => ...)`. */
function givenByCall(at: Reading, fn: t.Node, param: t.Node): Types | undefined {
  const call = at.file.source.parents.get(fn);
  if (!isFunction(fn) || call?.type !== 'CallExpression' || call.arguments[0] !== fn) return undefined;
  const place = (fn.params as readonly t.Node[]).indexOf(param);
  const { callee } = call;
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  return callee.type === 'MemberExpression' && method !== undefined
    ? givenToCallback(readExpression(at, callee.object), method, place)
    : undefined;
}

function patternType(at: Reading, pattern: t.ObjectPattern | t.ArrayPattern): Types | undefined {
  const annotation = annotationOf(pattern);
  if (annotation) return readType(at, annotation);
  const holder = at.file.source.parents.get(pattern);
  if (holder?.type !== 'VariableDeclarator') return taken(at, pattern);
  const loop = loopDeclaring(at.file.source, holder);
  if (loop?.type === 'ForOfStatement') return elementsOf(readExpression(at, loop.right));
  return holder.init ? readExpression(at, holder.init) : undefined;
}

function memberRead(at: Reading, node: t.MemberExpression | t.OptionalMemberExpression): Types | undefined {
  const object = readExpression(at, node.object);
  const isList = object?.every(({ elements }) => elements) && node.computed;
  const name = node.computed ? keyName(node.property, true) : memberName(node);
  const read = isList ? elementsOf(object) : name === undefined ? anyMember(object) : memberOf(object, name);
  return isInChain(object, node) ? allOf([read, NOTHING]) : read;
}

/** `values[key]` of what has an index signature. */
function anyMember(object: Types | undefined): Types | undefined {
  const there = present(object);
  return there && there.length > 0 ? allOf(there.map(({ index }) => index?.())) : undefined;
}

/** `a?.b` of what may be nothing. */
function isInChain(object: Types | undefined, { type }: t.Node): boolean {
  return /^Optional/.test(type) && object?.some(({ part }) => part === 'undefined' || part === 'null') === true;
}

function called(at: Reading, node: t.CallExpression | t.OptionalCallExpression): Types | undefined {
  const listed = listedBy(at, node);
  if (listed) return listed;
  const callee = present(readExpression(at, node.callee));
  if (!callee || callee.length === 0) return undefined;
  const args = argumentsOf(at, node.typeParameters);
  const result = allOf(callee.map(({ result: given, part }) => (part === 'any' ? one('any') : given?.(args))));
  return node.type === 'OptionalCallExpression' ? allOf([result, NOTHING]) : result;
}

/** What `Object.entries(x)` gives, and `map.values()`. */
function listedBy(
  at: Reading,
  { callee, arguments: [given] }: t.CallExpression | t.OptionalCallExpression,
): Types | undefined {
  const method = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  if (callee.type !== 'MemberExpression' || method === undefined) return undefined;
  const isObject = isNamed(callee.object, 'Object') && !at.file.scopes.bindingOf(callee.object);
  return isObject
    ? listOfMembers(method, () => given && readExpression(at, given))
    : OUT_OF_COLLECTION.has(method)
      ? outOfCollection(readExpression(at, callee.object), method)
      : undefined;
}

function made(at: Reading, { callee, typeParameters }: t.NewExpression): Types | undefined {
  if (callee.type !== 'Identifier') return undefined;
  const found = declaredAs(at, callee);
  if (!at.file.scopes.bindingOf(callee)) return libraryType(callee.name);
  return found && declaredType(found, argumentsOf(at, typeParameters));
}

function argumentsOf(at: Reading, given: t.Node | null | undefined): readonly Later[] {
  return given?.type === 'TSTypeParameterInstantiation' ? given.params.map((arg) => () => readType(at, arg)) : [];
}

/** The class that `this` is an instance of, where no function stands between. */
function ownInstance(at: Reading, node: t.Node): Types | undefined {
  const { parents } = at.file.source;
  for (let up = parents.get(node); up; up = parents.get(up)) {
    if (up.type === 'FunctionDeclaration' || up.type === 'FunctionExpression' || up.type === 'ObjectMethod')
      return undefined;
    if (up.type === 'ClassDeclaration' || up.type === 'ClassExpression') return classType(at, up);
  }
  return undefined;
}

/** What a member of a class is. */
export function memberOfClass(at: Reading, member: t.ClassBody['body'][number], members: Map<string, Later>): void {
  if (member.type === 'ClassMethod' && member.kind === 'constructor') {
    givenMembers(at, member, members);
    return;
  }
  if (!('key' in member) || ('static' in member && member.static)) return;
  const name = keyName(member.key, 'computed' in member ? member.computed : false);
  if (name === undefined || member.type === 'ClassPrivateProperty' || member.type === 'ClassPrivateMethod') return;
  if (member.type === 'ClassProperty') members.set(name, () => propertyType(at, member));
  else if (member.type === 'ClassMethod' || member.type === 'TSDeclareMethod')
    addMember(members, name, member.type === 'ClassMethod' && member.kind === 'set' ? member.key : member, () => {
      const type = functionType(at, member.returnType, member.typeParameters);
      return member.kind === 'get' ? type[0]?.result?.() : member.kind === 'set' ? undefined : type;
    });
}

function propertyType(at: Reading, member: t.ClassProperty): Types | undefined {
  const annotation = annotationOf(member);
  const type = annotation ? readType(at, annotation) : member.value ? readExpression(at, member.value) : undefined;
  return member.optional ? allOf([type, NOTHING]) : type;
}

/** Parameters with a modifier are members. */
function givenMembers(at: Reading, { params }: t.ClassMethod, members: Map<string, Later>): void {
  for (const param of params) {
    if (param.type !== 'TSParameterProperty') continue;
    const name = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (name.type === 'Identifier') members.set(name.name, () => readVariable(at, name));
  }
}

function eitherSide(at: Reading, { operator, left, right }: t.LogicalExpression): Types | undefined {
  const [first, second] = [readExpression(at, left), readExpression(at, right)];
  return operator === '&&' ? allOf([first, second]) : allOf([present(first), second]);
}

/** An object as it is written, where all of it is. */
function literalObject(at: Reading, { properties }: t.ObjectExpression): Types | undefined {
  const members = new Map<string, Later>();
  for (const property of properties) {
    const name = property.type === 'SpreadElement' ? undefined : propertyName(property);
    if (name === undefined) return undefined;
    if (property.type === 'ObjectProperty') members.set(name, () => readExpression(at, property.value));
    else members.set(name, () => one('other'));
  }
  return [{ part: 'object', members, isAnonymous: true }];
}
