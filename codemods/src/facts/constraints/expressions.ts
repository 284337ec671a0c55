import type * as t from '@babel/types';
import { exportedName } from '../../parse/exported-name';
import { memberName, propertyName } from '../../parse/key-name';
import { loopDeclaring } from '../../parse/loops';
import { isMember } from '../../parse/members';
import { isWrapper } from '../../parse/wrappers';
import { annotate } from '../annotations/annotate';
import { functionShape, memberShape, typeSlot } from '../annotations/types';
import { Slot } from '../flow/slot';
import {
  builtinToken,
  CONTENT,
  DYNAMIC,
  FALSY,
  NOTHING,
  NULL,
  PRIMITIVE,
  SENT,
  Shape,
  stringToken,
  type Token,
  UNDEFINED,
  VARYING,
} from '../flow/tokens';
import { addToUnknown } from '../flow/unknown-receivers';
import { awaited } from './await';
import { staticRoots } from './builtins';
import { constrainCall, isRequire } from './calls';
import { constrainClassDouble } from './class-doubles';
import { addMethod, constrainClass, constrainSuper, constrainSuperCall, constrainThis } from './classes';
import type { Context } from './context';
import { constrainDecoration } from './decorations';
import { constrainDouble } from './doubles';
import { constrainEntry } from './entries';
import { constrainArguments, constrainReturn, enclosingFunction, modelFunction } from './functions';
import { iterated } from './iteration';
import { onName } from './keys';
import { deleteMember, readMember, writeField } from './members';
import {
  constrainCommonJs,
  constrainDefaultExport,
  constrainDynamicImport,
  constrainExportAll,
  constrainExportAssignment,
  constrainImport,
  constrainImportEquals,
  constrainNamedExport,
  constrainRequire,
} from './modules';
import { bindPattern } from './patterns';
import { constrainReplacedModule } from './replaced-modules';

type Constrain = (at: Context, node: t.Node) => void;
type Table = { readonly [Type in t.Node['type']]?: Constrain };

/** Ties a constraint to its node types. */
function on<Type extends t.Node['type']>(
  types: readonly Type[],
  constrain: (at: Context, node: Extract<t.Node, { type: Type }>) => void,
): Table {
  const entry: Constrain = (at, node) => constrain(at, node as Extract<t.Node, { type: Type }>); // found by this type
  return Object.fromEntries(types.map((type) => [type, entry])) as Table; // fromEntries forgets the keys
}

/** Draws the constraints of one node. Every node of a file is visited once, in any order; none looks further than its own children. */
export function constrain(at: Context, node: t.Node): void {
  table[node.type]?.(at, node);
}

const primitive: Constrain = (at, node) => at.solver.add(at.slot(node), PRIMITIVE);

const values: Table = {
  ...on(
    [
      'NumericLiteral',
      'BooleanLiteral',
      'BigIntLiteral',
      'TemplateLiteral',
      'RegExpLiteral',
      'BinaryExpression',
      'UpdateExpression',
    ],
    primitive,
  ),
  ...on(['StringLiteral'], (at, node) =>
    at.solver.add(at.slot(node), isConstant(at, node) ? stringToken(node.value) : PRIMITIVE),
  ),
  ...on(['NullLiteral'], (at, node) => at.solver.add(at.slot(node), NULL)),
  ...on(['UnaryExpression'], (at, node) => {
    at.solver.add(at.slot(node), node.operator === 'void' ? UNDEFINED : PRIMITIVE);
    const { operator, argument } = node;
    if (operator === 'delete' && isMember(argument)) deleteMember(at, at.slot(argument.object), memberName(argument));
  }),
  ...on(['Identifier'], (at, node) => {
    if (at.file.scopes.bindingOf(node) !== undefined) return;
    if (node.name === 'exports' || node.name === 'module') constrainCommonJs(at, node);
    else if (node.name === 'arguments') constrainArguments(at, node);
    else if (staticRoots.has(node.name)) at.solver.add(at.slot(node), builtinToken(null, node.name));
    else if (node.name === 'undefined') at.slot(node);
  }),
  ...on(['ThisExpression'], constrainThis),
  ...on(['Super'], constrainSuper),
  ...on(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'], (at, node) => {
    const model = modelFunction(at, node);
    at.solver.add(at.slot(node), model.shape);
    if ('id' in node && node.id) at.solver.add(at.slot(node.id), model.shape);
    if (node.body.type !== 'BlockStatement') at.solver.flow(at.slot(node.body), model.returned);
  }),
  ...on(['TSDeclareFunction'], (at, node) => {
    const { returnType } = node;
    const result = returnType?.type === 'TSTypeAnnotation' ? returnType : null;
    if (node.id && node.declare) at.solver.add(at.slot(node.id), functionShape(at, node, result, node.params));
  }),
  ...on(['ClassDeclaration', 'ClassExpression'], constrainClass),
  ...on(['ObjectExpression'], constrainObject),
  ...on(['ArrayExpression'], constrainArray),
};

/** Where people define names for strings: `const K = 'k'`, `{ K: 'k' }`, `exports.K = 'k'`. */
function isConstant(at: Context, node: t.Node): boolean {
  const parent = at.parent(node);
  if (parent?.type === 'AssignmentExpression') return parent.left.type === 'MemberExpression';
  if (parent && isWrapper(parent)) return isConstant(at, parent);
  return parent?.type === 'VariableDeclarator' || parent?.type === 'ObjectProperty' || parent?.type === 'ClassProperty';
}

function constrainObject(at: Context, node: t.ObjectExpression): void {
  const shape = at.graph.shape('object', node, at.file);
  shape.said = saidLast(node);
  at.solver.add(at.slot(node), shape);
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') at.solver.flow(at.slot(property.argument), shape.parents);
    else if (property.type === 'ObjectProperty') {
      onName(at, property.key, property.computed, (name) => {
        writeField(at.graph, shape, name, at.slot(property.value));
      });
    } else {
      onName(at, property.key, property.computed, (name) => addMethod(at, shape, name, property.kind, property));
    }
  }
}

/** The names behind the last spread of an object: `{ ...opentracing, Tracer }` has that Tracer and no other. */
function saidLast({ properties }: t.ObjectExpression): ReadonlySet<string> | undefined {
  const last = properties.findLastIndex(({ type }) => type === 'SpreadElement');
  if (last < 0) return undefined;
  return new Set(properties.slice(last + 1).flatMap((property) => propertyName(property) ?? []));
}

function constrainArray(at: Context, node: t.ArrayExpression): void {
  const shape = at.graph.shape('array', node, at.file);
  at.solver.add(at.slot(node), shape);
  at.solver.flow(shape.field(DYNAMIC), shape.field(CONTENT));
  let placed = true;
  node.elements.forEach((element, i) => {
    if (element === null) return;
    if (element.type !== 'SpreadElement') {
      writeField(at.graph, shape, placed ? String(i) : undefined, at.slot(element));
      return;
    }
    placed = false;
    iterated(at, at.slot(element.argument), shape.field(DYNAMIC));
  });
}

const operators: Table = {
  ...on(['ConditionalExpression'], (at, node) => {
    at.solver.add(at.slot(node), VARYING);
    at.solver.flow(at.slot(node.consequent), at.slot(node));
    at.solver.flow(at.slot(node.alternate), at.slot(node));
  }),
  ...on(['LogicalExpression'], constrainLogical),
  ...on(['SequenceExpression'], (at, node) => {
    const last = node.expressions.at(-1);
    if (last !== undefined) at.solver.flow(at.slot(last), at.slot(node));
  }),
  ...on(['AssignmentExpression'], constrainAssignment),
  ...on(['AwaitExpression'], (at, node) => awaited(at.solver, at.slot(node.argument), at.slot(node))),
  ...on(['YieldExpression'], (at, node) => {
    const fn = enclosingFunction(at, node, true);
    if (fn === undefined) return;
    const { result, returned } = modelFunction(at, fn);
    at.solver.on(result, (token) => {
      if (token instanceof Shape && token.node === fn) at.solver.flow(token.field(SENT), at.slot(node));
    });
    if (!node.argument) return;
    if (node.delegate) iterated(at, at.slot(node.argument), returned);
    else at.solver.flow(at.slot(node.argument), returned);
  }),
  ...on(['MemberExpression', 'OptionalMemberExpression'], (at, node) => {
    onName(at, node.property, node.computed, (name) => {
      readMember(at, at.slot(node.object), name, at.slot(node), node.object);
    });
    if (node.type === 'OptionalMemberExpression') at.solver.add(at.slot(node), UNDEFINED);
  }),
  ...on(['CallExpression', 'OptionalCallExpression', 'NewExpression'], (at, node) => {
    if (isRequire(at, node)) constrainRequire(at, node);
    else if (node.callee.type === 'Import') constrainDynamicImport(at, node, node.arguments[0]);
    else if (node.callee.type === 'Super')
      constrainSuperCall(at, node as t.CallExpression); // `super` is never constructed
    else {
      constrainCall(at, node);
      constrainClassDouble(at, node);
      if (node.type !== 'NewExpression') {
        constrainEntry(at, node);
        constrainDecoration(at, node);
        constrainDouble(at, node);
        constrainReplacedModule(at, node);
      }
    }
  }),
  ...on(['TSAsExpression', 'TSTypeAssertion', 'TSSatisfiesExpression'], (at, node) => {
    constrainCast(at, node);
    at.solver.flow(typeSlot(at, node.typeAnnotation), at.slot(node));
  }),
  ...on(['TypeCastExpression'], (at, node) => {
    constrainCast(at, node);
    annotate(at, at.slot(node), node.typeAnnotation);
  }),
  ...on(['TSNonNullExpression'], (at, node) =>
    at.solver.flowIf(at.slot(node.expression), at.slot(node), (token) => token.kind !== 'null'),
  ),
};

type CastNode = t.TSAsExpression | t.TSTypeAssertion | t.TSSatisfiesExpression | t.TypeCastExpression;

function constrainCast(at: Context, node: CastNode): void {
  const [value, cast] = [at.slot(node.expression), at.slot(node)];
  at.solver.flow(value, cast);
  // A compiler has seen to it that what satisfies a type is of it.
  if (node.type !== 'TSSatisfiesExpression') at.graph.casts.push({ path: at.file.source.path, node, value, cast });
}

function constrainLogical(at: Context, node: t.LogicalExpression): void {
  const slot = at.slot(node);
  at.solver.add(slot, VARYING);
  at.solver.flow(at.slot(node.right), slot);
  if (node.operator === '&&') {
    at.solver.add(slot, NOTHING);
    at.graph.guarded.push({ guard: at.slot(node.left), result: slot });
    return;
  }
  const isNothing = node.operator === '??' ? isNullish : (token: Token) => token.kind === 'null';
  at.solver.flowIf(at.slot(node.left), slot, (token) => !isNothing(token));
}

function isNullish(token: Token): boolean {
  return token.kind === 'null' && token !== FALSY;
}

const ASSIGNS: ReadonlySet<string> = new Set(['=', '||=', '&&=', '??=']);

function constrainAssignment(at: Context, node: t.AssignmentExpression): void {
  if (!ASSIGNS.has(node.operator)) {
    primitive(at, node);
    return;
  }
  bindPattern(at, node.left, at.slot(node.right));
  at.solver.flow(at.slot(node.right), at.slot(node));
  if (node.left.type === 'Identifier') at.solver.add(at.slot(node.left), VARYING);
  if (node.left.type === 'MemberExpression') keepWrite(at, node, node.left);
}

function keepWrite(at: Context, node: t.AssignmentExpression, target: t.MemberExpression): void {
  at.graph.writes.push({ node, target, receiver: at.slot(target.object), file: at.file, key: memberName(target) });
}

const statements: Table = {
  ...on(['VariableDeclarator'], (at, node) => {
    const init = node.init ? at.slot(node.init) : new Slot();
    if (!node.init && !isLoopVariable(at, node)) at.solver.add(init, UNDEFINED);
    bindPattern(at, node.id, init);
  }),
  ...on(['ForOfStatement'], (at, node) => {
    const [entry, element] = [new Slot(), new Slot()];
    iterated(at, at.slot(node.right), entry);
    if (node.await) awaited(at.solver, entry, element);
    else at.solver.flow(entry, element);
    const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
    if (target) bindPattern(at, target, element);
  }),
  ...on(['ReturnStatement'], constrainReturn),
  ...on(['ImportDeclaration'], constrainImport),
  ...on(['ExportNamedDeclaration'], constrainNamedExport),
  ...on(['ExportDefaultDeclaration'], constrainDefaultExport),
  ...on(['ExportAllDeclaration'], constrainExportAll),
  ...on(['TSImportEqualsDeclaration'], constrainImportEquals),
  ...on(['TSExportAssignment'], constrainExportAssignment),
};

function isLoopVariable(at: Context, declarator: t.Node): boolean {
  const declaration = at.parent(declarator);
  if (loopDeclaring(at.file.source, declarator)) return true;
  return declaration?.type === 'VariableDeclaration' && declaration.declare === true;
}

const types: Table = {
  ...on(['TSInterfaceDeclaration'], (at, node) => {
    const shape = memberShape(at, mergedKey(at, node), node.body.body);
    if (node.extends) shape.inherited ??= new Slot();
    at.solver.add(at.slot(node.id), shape);
    for (const base of node.extends ?? []) at.solver.flow(typeSlot(at, base), shape.parents);
    if (!isAddition(at, node)) return;
    shape.isAddition = true;
    addToUnknown(at.graph, shape);
  }),
  ...on(['TSTypeAliasDeclaration'], (at, node) => alias(at, node.id, node.typeAnnotation, node)),
  ...on(['TypeAlias', 'DeclareTypeAlias'], (at, node) => alias(at, node.id, node.right, node)),
  ...on(['OpaqueType'], (at, node) => alias(at, node.id, node.impltype, node)),
  ...on(['DeclareOpaqueType'], (at, node) => {
    if (node.supertype) alias(at, node.id, node.supertype, node);
  }),
  ...on(['InterfaceDeclaration', 'DeclareInterface', 'DeclareClass'], (at, node) =>
    alias(at, node.id, node.body, node),
  ),
  ...on(['DeclareVariable', 'DeclareFunction'], (at, { id }) => {
    if (id.typeAnnotation) annotate(at, at.slot(id), id.typeAnnotation);
  }),
  ...on(['TSEnumDeclaration'], (at, node) => {
    const shape = at.graph.shape('object', node, at.file);
    for (const { id, initializer } of node.members) {
      const value = initializer?.type === 'StringLiteral' ? stringToken(initializer.value) : PRIMITIVE;
      at.solver.add(shape.field(exportedName(id)), value);
    }
    at.solver.add(at.slot(node.id), shape);
  }),
  ...on(['TSTypeParameter'], (at, node) => {
    if (node.constraint) at.solver.flow(typeSlot(at, node.constraint), at.slot(node));
    if (node.default) at.solver.flow(typeSlot(at, node.default), at.slot(node));
  }),
  ...on(['TypeParameter'], (at, node) => {
    if (node.bound) at.solver.flow(typeSlot(at, node.bound.typeAnnotation), at.slot(node));
    if (node.default) at.solver.flow(typeSlot(at, node.default), at.slot(node));
  }),
  ...on(['TSModuleDeclaration'], (at, node) => {
    if (node.id.type !== 'Identifier') return;
    const namespace = at.graph.shape('object', node, at.file);
    at.solver.add(at.slot(node.id), namespace);
    const outer = at.parent(node);
    if (outer?.type === 'TSModuleDeclaration')
      at.solver.add(at.graph.shape('object', outer, at.file).field(node.id.name), namespace);
  }),
};

/**
 * An interface in `declare global` or `declare module 'x'` adds to objects that nothing else is known of, and so does one that extends a type
 * of somebody else's: `interface TracedRequest extends Request { span: Span }`.
 */
function isAddition(at: Context, node: t.TSInterfaceDeclaration): boolean {
  if (node.extends?.some(({ expression }) => isForeign(at, expression))) return true;
  for (let up = at.parent(node); up !== undefined; up = at.parent(up)) {
    if (
      up.type === 'TSModuleDeclaration' &&
      (up.global === true || up.kind === 'global' || up.id.type === 'StringLiteral')
    )
      return true;
  }
  return false;
}

function isForeign(at: Context, type: t.Node): boolean {
  if (type.type === 'TSQualifiedName') return isForeign(at, type.left);
  if (type.type !== 'Identifier') return false;
  const declaration = at.file.scopes.bindingOf(type)?.declaration;
  const statement = declaration && at.parent(declaration);
  return (
    declaration === undefined || (statement?.type === 'ImportDeclaration' && !statement.source.value.startsWith('.'))
  );
}

/** Interfaces of one name in one scope are one type: the first declares it. */
function mergedKey(at: Context, node: t.TSInterfaceDeclaration): t.Node {
  return at.file.scopes.bindingOf(node.id)?.declaration ?? node;
}

function alias(at: Context, id: t.Identifier, type: t.Node, node: t.Node): void {
  const shape = at.graph.shape('alias', node, at.file);
  at.solver.flow(typeSlot(at, type), shape.field(CONTENT));
  at.solver.add(at.slot(id), shape);
}

const table: Table = { ...values, ...operators, ...statements, ...types };
