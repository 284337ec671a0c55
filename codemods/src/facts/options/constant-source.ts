import type * as t from '@babel/types';
import { exportedName } from '../../parse/exported-name';
import { keyName, memberName, propertyName } from '../../parse/key-name';
import { isWrapper } from '../../parse/wrappers';
import { Context } from '../constraints/context';
import type { FileModel } from '../flow/graph';
import { requiredModule } from '../scopes/loaded-module';
import type { Binding } from '../scopes/scope';

/** An expression, and the file that it stands in. */
export interface Placed {
  readonly at: Context;
  readonly node: t.Node;
}

/** More names than this between a constant and its literal are a circle. */
const MOST_STEPS = 10;

type Literal = Placed & { readonly node: t.ObjectExpression };

/** The object literal that an expression is, by way of constants, imports and members alone. `steps`: how many led there. */
export function constantLiteral(at: Context, node: t.Node, steps = 0): Literal | undefined {
  if (node.type === 'ObjectExpression') return { at, node };
  const source = steps < MOST_STEPS ? constantSource(at, node, steps) : undefined;
  return source && constantLiteral(source.at, source.node, steps + 1);
}

/** What a constant is declared with, what an import gives, what a member of either is: the expression where that is written. */
export function constantSource(at: Context, node: t.Node, steps = 0): Placed | undefined {
  if (isWrapper(node)) return { at, node: node.expression };
  switch (node.type) {
    case 'Identifier': {
      const binding = at.file.scopes.bindingOf(node);
      return binding && declaredAs(at, binding, steps);
    }
    case 'CallExpression':
      return frozen(at, node) ?? exportedBy(at, requiredBy(at, node), '');
    case 'MemberExpression':
      return memberOf(at, node.object, memberName(node), steps);
    default:
      return undefined;
  }
}

function declaredAs(at: Context, binding: Binding, steps: number): Placed | undefined {
  const { declaration, identifier } = binding;
  if (declaration.type === 'ImportSpecifier' || declaration.type === 'ImportDefaultSpecifier')
    return imported(at, declaration);
  if (declaration.type !== 'VariableDeclarator' || !declaration.init || !isSettled(at, binding)) return undefined;
  if (declaration.id === identifier) return { at, node: declaration.init };
  const property = at.parent(identifier);
  const isTaken = property?.type === 'ObjectProperty' && at.parent(property) === declaration.id;
  return isTaken ? memberOf(at, declaration.init, propertyName(property), steps) : undefined;
}

/** What is declared with `var` is nothing until then. */
function isSettled(at: Context, { declaration, reassigned }: Binding): boolean {
  const statement = at.parent(declaration);
  return !reassigned && statement?.type === 'VariableDeclaration' && statement.kind !== 'var';
}

function imported(at: Context, specifier: t.ImportSpecifier | t.ImportDefaultSpecifier): Placed | undefined {
  const importing = at.parent(specifier);
  const from = importing?.type === 'ImportDeclaration' ? importing.source.value : undefined;
  const file = from === undefined ? undefined : at.modules.resolve(from, at.file);
  const wanted = specifier.type === 'ImportSpecifier' ? exportedName(specifier.imported) : 'default';
  // A CommonJS module has what it exports for its default.
  return exportedBy(at, file, wanted) ?? (wanted === 'default' ? exportedBy(at, file, '') : undefined);
}

/** A member of a module, or of an object literal. */
function memberOf(at: Context, object: t.Node, name: string | undefined, steps: number): Placed | undefined {
  if (name === undefined) return undefined;
  const exported = exportedBy(at, moduleOf(at, object), name);
  if (exported) return exported;
  const literal = constantLiteral(at, object, steps + 1);
  const properties = literal?.node.properties ?? [];
  const named = properties.filter((property) => propertyName(property) === name);
  const [only] = named;
  const isKnown = named.length === 1 && properties.every((property) => propertyName(property) !== undefined);
  return literal && isKnown && only?.type === 'ObjectProperty' ? { at: literal.at, node: only.value } : undefined;
}

/** The file whose exports an expression is, as a whole: `import * as x`, `require('./x')`, or a constant that is declared with that. */
function moduleOf(at: Context, node: t.Node): FileModel | undefined {
  if (node.type === 'CallExpression') return requiredBy(at, node);
  const binding = node.type === 'Identifier' ? at.file.scopes.bindingOf(node) : undefined;
  const declaration = binding?.declaration;
  if (declaration?.type === 'ImportNamespaceSpecifier') {
    const importing = at.parent(declaration);
    return importing?.type === 'ImportDeclaration' ? at.modules.resolve(importing.source.value, at.file) : undefined;
  }
  if (declaration?.type !== 'VariableDeclarator' || declaration.id !== binding?.identifier) return undefined;
  if (!isSettled(at, binding)) return undefined;
  return declaration.init?.type === 'CallExpression' ? requiredBy(at, declaration.init) : undefined;
}

/** `Object.freeze(value)` */
function frozen(at: Context, { callee, arguments: [value] }: t.CallExpression): Placed | undefined {
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'freeze' || !value) return undefined;
  const isGlobal = isNamed(callee.object, 'Object') && at.file.scopes.bindingOf(callee.object) === undefined;
  return isGlobal ? { at, node: value } : undefined;
}

function requiredBy(at: Context, call: t.CallExpression): FileModel | undefined {
  const specifier = requiredModule(at.file.scopes, call);
  return specifier === undefined ? undefined : at.modules.resolve(specifier, at.file);
}

/** What a file exports under a name, in the words of that file; the empty name is `module.exports`. Undefined where it says so twice. */
function exportedBy(at: Context, file: FileModel | undefined, wanted: string): Placed | undefined {
  const found = (file?.source.ast.program.body ?? []).flatMap((statement) => exportedIn(statement, wanted));
  const [node, other] = found;
  return file && node && !other ? { at: new Context(at.graph, at.modules, file), node } : undefined;
}

function exportedIn(statement: t.Statement, wanted: string): readonly t.Node[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return statement.source ? [] : namesExported(statement, wanted);
    case 'ExportDefaultDeclaration':
      return wanted === 'default' ? [statement.declaration] : [];
    case 'ExpressionStatement':
      return assignedIn(statement.expression, wanted);
    default:
      return [];
  }
}

function namesExported({ declaration, specifiers }: t.ExportNamedDeclaration, wanted: string): readonly t.Node[] {
  const declared = declaration?.type === 'VariableDeclaration' ? declaration.declarations : [];
  return [
    ...declared.flatMap(({ id }) => (id.type === 'Identifier' && id.name === wanted ? [id] : [])),
    ...specifiers.flatMap((one) =>
      one.type === 'ExportSpecifier' && exportedName(one.exported) === wanted ? [one.local] : [],
    ),
  ];
}

/** `exports.wanted = value`, `module.exports.wanted = value`, `module.exports = { wanted: value }`, or `module.exports = value` itself. */
function assignedIn(expression: t.Expression, wanted: string): readonly t.Node[] {
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return [];
  const { left, right } = expression;
  if (left.type !== 'MemberExpression') return [];
  if (isModuleExports(left)) return wanted === '' ? [right] : membersOf(right, wanted);
  const isOfExports = isNamed(left.object, 'exports') || isModuleExports(left.object);
  return isOfExports && memberName(left) === wanted ? [right] : [];
}

function membersOf(value: t.Node, wanted: string): readonly t.Node[] {
  if (value.type !== 'ObjectExpression') return [];
  return value.properties.flatMap((property) =>
    property.type === 'ObjectProperty' && keyName(property.key, property.computed) === wanted ? [property.value] : [],
  );
}

function isModuleExports(node: t.Node): boolean {
  return node.type === 'MemberExpression' && isNamed(node.object, 'module') && memberName(node) === 'exports';
}

function isNamed(node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
