import type * as t from '@babel/types';
import { type Binding, isWrite, type Scopes } from '../../facts/scopes/scope';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { loopDeclaring } from '../../parse/loops';
import { isTypeScript, rangeOf, type SourceFile } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { annotatedKind, documentedKind } from './annotated-kind';
import { knownProperty } from './known-member';
import { join, type ValueKind } from './value-kinds';

/** What following a value needs of its file. */
export interface FlowContext {
  readonly source: SourceFile;
  readonly scopes: Scopes;
  readonly facts: FileFacts;
  readonly project: ProjectFacts;
  /** Variables and functions that are being followed: a loop between them proves nothing. */
  readonly visiting: ReadonlySet<unknown>;
}

type KindOf = (flow: FlowContext, node: t.Node) => ValueKind;

/** What is proven of a variable: by its annotation, else by everything that is ever written to it. */
export function bindingKind(flow: FlowContext, node: t.Identifier, kindOf: KindOf): ValueKind {
  const binding = flow.scopes.bindingOf(node);
  if (!binding) return GLOBALS.get(node.name) ?? 'unknown';
  if (flow.visiting.has(binding)) return 'unknown';
  const declared = declaredKind(flow.source, binding);
  if (declared !== 'unknown') return declared;
  const given = defaultOf(flow.source, binding);
  if (given) return DEFAULTS.has(kindOf(flow, given)) ? kindOf(flow, given) : 'unknown';
  return flowKind({ ...flow, visiting: new Set([...flow.visiting, binding]) }, binding, kindOf);
}

const GLOBALS: ReadonlyMap<string, ValueKind> = new Map([
  ['undefined', 'nullish'],
  ['NaN', 'primitive'],
  ['Infinity', 'primitive'],
]);

function declaredKind(source: SourceFile, binding: Binding): ValueKind {
  const annotated = annotatedKind(binding.identifier.typeAnnotation);
  if (annotated !== 'unknown') return binding.identifier.optional ? join('nullish', annotated) : annotated;
  return binding.kind === 'param' ? parameterDoc(source, binding) : 'unknown';
}

/** What may be given to a parameter of a declared function, to TypeScript, where it has no annotation and this default. */
function defaultOf(source: SourceFile, { identifier, scope }: Binding): t.Expression | undefined {
  const pattern = source.parents.get(identifier);
  if (!isTypeScript(source) || pattern?.type !== 'AssignmentPattern' || pattern.left !== identifier) return undefined;
  const holder = source.parents.get(pattern);
  // What an arrow function is given may be said by the place that it is passed to.
  const isDeclared = holder === scope.node && /^(?:FunctionDeclaration|Class(?:Private)?Method)$/.test(holder.type);
  return isDeclared ? pattern.right : undefined;
}

/** Whose type TypeScript takes for the parameter's; `null` and `undefined` say nothing. */
const DEFAULTS: ReadonlySet<ValueKind> = new Set(['text', 'primitive', 'boolean']);

/** The type that the `@param` of the function's JSDoc gives. */
function parameterDoc(source: SourceFile, binding: Binding): ValueKind {
  let holder: t.Node | undefined = binding.scope.node;
  // The comment stands before the statement, property or method that holds the function.
  for (let steps = 0; holder && steps < 4; steps += 1) {
    const type = paramType(commentBefore(source, holder), binding.name);
    if (type) return documentedKind(type);
    holder = source.parents.get(holder);
    if (holder?.type === 'BlockStatement' || holder?.type === 'Program') return 'unknown';
  }
  return 'unknown';
}

/** The comment that ends where a node begins. */
function commentBefore({ ast, text }: SourceFile, node: t.Node): t.Comment | undefined {
  const { start } = rangeOf(node);
  return ast.comments?.findLast(({ end }) => end != null && end <= start && text.slice(end, start).trim() === '');
}

function paramType(comment: t.Comment | undefined, name: string): string | undefined {
  for (const [, type, param] of comment?.value.matchAll(/@param\s+\{([^}]*)\}\s+\[?([\w$]+)/g) ?? [])
    if (param === name) return type;
  return undefined;
}

function flowKind(flow: FlowContext, binding: Binding, kindOf: KindOf): ValueKind {
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== binding.identifier)
    return knownProperty(flow, binding);
  return binding.references
    .filter((reference) => isWrite(reference) && reference.node !== binding.identifier)
    .map(({ node }) => writtenKind(flow, node, kindOf))
    .reduce(join, firstKind(flow, declaration, kindOf));
}

/** What a variable is declared with. */
function firstKind(flow: FlowContext, declarator: t.VariableDeclarator, kindOf: KindOf): ValueKind {
  if (declarator.init) return kindOf(flow, declarator.init);
  const loop = loopDeclaring(flow.source, declarator);
  // The names of an object's members.
  if (loop?.type === 'ForInStatement') return 'text';
  return loop?.type === 'ForOfStatement' ? 'unknown' : 'nullish';
}

/** What a write gives a variable: an assignment, or one more in `count++` and `total += size`. */
function writtenKind(flow: FlowContext, node: t.Node, kindOf: KindOf): ValueKind {
  if (flow.source.parents.get(node)?.type === 'UpdateExpression') return 'primitive';
  const assignment = assignmentTo(flow.source, node);
  if (!assignment) return 'unknown';
  return changedKind(assignment.operator, kindOf(flow, assignment.right));
}

/** What an assignment leaves, where its right side is of a kind: arithmetic gives no object, whatever it is given. */
function changedKind(operator: string, given: ValueKind): ValueKind {
  if (['=', '||=', '&&=', '??='].includes(operator)) return given;
  return operator === '+=' && given === 'text' ? 'text' : 'primitive';
}
