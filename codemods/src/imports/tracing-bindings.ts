import type * as t from '@babel/types';
import { tracerPackages } from '../catalog/opentracing-api';
import { loadedModule, requiredModule } from '../facts/scopes/loaded-module';
import { isRequireName } from '../facts/scopes/require-name';
import type { Binding, Scopes } from '../facts/scopes/scope';
import { nodesOf } from '../parse/nodes-of';
import { oncePerFile } from '../parse/once-per-file';
import { isTypeScript, type SourceFile } from '../parse/source-file';
import { isWrapper } from '../parse/wrappers';

/** A name that a file takes from OpenTracing or from a package that makes tracers, and the statement that does it. */
export interface TracingBinding {
  readonly binding: Binding;
  /** The import declaration, `import =` or variable declaration. */
  readonly statement: t.ImportDeclaration | t.TSImportEqualsDeclaration | t.VariableDeclaration;
  /** The specifier, declarator or pattern property that gives the name. */
  readonly item: t.Node;
  /** What it is taken from: the expression of a declarator, the name behind `import x =`. */
  readonly source: t.Expression | t.TSEntityName | undefined;
  /** Whether the statement also loads a module of which nobody knows what it does then; false where it may, for a name that was a value. */
  readonly loads?: boolean;
}

/** Whether a module is OpenTracing or a part of it. */
export function isOpenTracing(specifier: string): boolean {
  return /^opentracing(?:\/|$)/.test(specifier);
}

/** Whether a module is OpenTracing, a part of it, or a package that makes tracers. */
export function isTracingModule(specifier: string): boolean {
  return isOpenTracing(specifier) || Object.hasOwn(tracerPackages, specifier);
}

/** Every name that a file takes from OpenTracing, also by way of another: `const { Tags } = opentracing`. */
export const tracingBindingsOf: (file: SourceFile, scopes: Scopes) => readonly TracingBinding[] =
  oncePerFile(findTracingBindings);

function findTracingBindings(file: SourceFile, scopes: Scopes): readonly TracingBinding[] {
  const found = new Map<Binding, TracingBinding>();
  const declarations = nodesOf(file, 'VariableDeclaration').filter(({ declare }) => !declare);
  const statements = [...nodesOf(file, 'ImportDeclaration', 'TSImportEqualsDeclaration'), ...declarations].filter(
    (node) => file.parents.get(node)?.type !== 'ExportNamedDeclaration',
  );
  const add: Add = (statement, name, item, source) => {
    const binding = scopes.bindingOf(name);
    if (binding) found.set(binding, { binding, statement, item, source });
  };
  // Declarations may stand before what they take from only as functions do, so one pass in order of the text is enough.
  for (const statement of statements.sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    if (statement.type === 'ImportDeclaration') addImports(statement, add);
    else if (statement.type === 'TSImportEqualsDeclaration') addImportEquals(statement, scopes, found, add);
    else addDeclarators(statement, scopes, found, add);
  }
  return [...found.values()];
}

/**
 * Names that a file takes from any other module at its head: a rewritten call may have been their only use. TypeScript's compiler leaves out of what
 * it writes what is imported as a type, so there nothing says yet whether one has loaded anything.
 */
export function otherImportsOf(file: SourceFile, scopes: Scopes): readonly TracingBinding[] {
  return file.ast.program.body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration' && statement.type !== 'VariableDeclaration') return [];
    const loads = !isTypeScript(file) || statement.type !== 'ImportDeclaration';
    return otherNamesIn(statement, scopes).flatMap(([name, item]) => {
      const binding = scopes.bindingOf(name);
      return binding ? [{ binding, statement, item, source: undefined, loads }] : [];
    });
  });
}

function otherNamesIn(
  statement: t.ImportDeclaration | t.VariableDeclaration,
  scopes: Scopes,
): readonly (readonly [name: t.Node, item: t.Node])[] {
  if (statement.type === 'ImportDeclaration')
    return isTracingModule(statement.source.value) ? [] : statement.specifiers.map((item) => [item.local, item]);
  const [only, second] = statement.declarations;
  if (!only || second || only.id.type !== 'ObjectPattern' || only.init?.type !== 'CallExpression') return [];
  const isOther = isRequireName(scopes, only.init.callee) && !loadsTracing(only.init, scopes);
  return isOther ? namesIn(only.id) : [];
}

type Add = (
  statement: TracingBinding['statement'],
  name: t.Node,
  item: t.Node,
  source?: TracingBinding['source'],
) => void;
type Found = ReadonlyMap<Binding, TracingBinding>;

function addImports(statement: t.ImportDeclaration, add: Add): void {
  if (!isTracingModule(statement.source.value)) return;
  for (const specifier of statement.specifiers) add(statement, specifier.local, specifier);
}

function addImportEquals(statement: t.TSImportEqualsDeclaration, scopes: Scopes, found: Found, add: Add): void {
  if (statement.isExport) return;
  const { moduleReference: from } = statement;
  if (from.type === 'TSExternalModuleReference') {
    if (loadsTracing(statement, scopes)) add(statement, statement.id, statement);
    return;
  }
  const taken = scopes.bindingOf(leftmostOf(from));
  if (taken !== undefined && found.has(taken)) add(statement, statement.id, statement, from);
}

/** `a` of `a.b.c`, as a type names it. */
export function leftmostOf(name: t.Node): t.Node {
  return name.type === 'TSQualifiedName' ? leftmostOf(name.left) : name;
}

function addDeclarators(statement: t.VariableDeclaration, scopes: Scopes, found: Found, add: Add): void {
  for (const declarator of statement.declarations) {
    const { id, init } = declarator;
    if (!init || !comesFromTracing(init, scopes, found)) continue;
    if (id.type === 'Identifier') add(statement, id, declarator, init);
    else if (id.type === 'ObjectPattern') for (const [name, item] of namesIn(id)) add(statement, name, item, init);
  }
}

/** The names of a pattern; a rest element changes with every name taken away, so such a pattern is left alone. */
function namesIn(pattern: t.ObjectPattern): [name: t.Node, item: t.Node][] {
  return namesOf(pattern) ?? [];
}

function namesOf({ properties }: t.ObjectPattern): [name: t.Node, item: t.Node][] | undefined {
  const names: [t.Node, t.Node][] = [];
  for (const property of properties) {
    if (property.type !== 'ObjectProperty' || property.computed) return undefined;
    const { value } = property;
    const inner = value.type === 'ObjectPattern' ? namesOf(value) : undefined;
    if (inner) names.push(...inner);
    else if (value.type === 'Identifier') names.push([value, property]);
    else return undefined;
  }
  return names;
}

function comesFromTracing(node: t.Node, scopes: Scopes, found: Found): boolean {
  if (isWrapper(node)) return comesFromTracing(node.expression, scopes, found);
  switch (node.type) {
    case 'Identifier': {
      const binding = scopes.bindingOf(node);
      return binding !== undefined && found.has(binding);
    }
    case 'MemberExpression':
      return !node.computed && comesFromTracing(node.object, scopes, found);
    case 'AwaitExpression':
      return loadsTracing(node.argument, scopes);
    case 'SequenceExpression':
      return isEndOfNothing(node) && comesFromTracing(node.expressions.at(-1) ?? node, scopes, found);
    default:
      return requiredModule(scopes, node) !== undefined && loadsTracing(node, scopes);
  }
}

/** `(0, require('opentracing'))`, as compilers write it: what stands before the end does nothing. */
function isEndOfNothing({ expressions }: t.SequenceExpression): boolean {
  return expressions.slice(0, -1).every(({ type }) => type === 'NumericLiteral');
}

/** Whether `require(...)` or `import(...)` loads a module of tracing. */
function loadsTracing(node: t.Node, scopes: Scopes): boolean {
  const specifier = loadedModule(scopes, node);
  return specifier !== undefined && isTracingModule(specifier);
}
