import type * as t from '@babel/types';
import type { Binding, Scopes } from '../../facts/scope';
import { firstAfter } from '../../parse/first-after';
import { isTypeScript, type Range, rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { findEscape } from './escapes';
import { alwaysExits, functionOf, isTail, jumpsOut, nodesOfCall } from './flow';
import { losesNarrowing } from './narrowing';
import type { Candidate } from './region';
import { isWithin, listOf, rangeOfRun } from './statements';

/** Why the code of a span cannot move into a callback. */
export type Reason =
  | 'place'
  | 'reassigned'
  | 'unused'
  | 'elsewhere'
  | 'escapes'
  | 'jump'
  | 'yield'
  | 'return'
  | 'binding'
  | 'narrowing'
  | 'syntax'
  | 'types'
  | 'double'
  | 'style';

export interface Obstacle {
  readonly reason: Reason;
  /** What stands in the way, in the user's words. */
  readonly what?: string;
  /** It may be gone when the region takes in more statements. */
  readonly mayPass?: boolean;
  /** The constant that could be returned through the call instead. */
  readonly result?: t.VariableDeclarator | undefined;
}

/** The first thing that keeps the statements from running in a callback that returns `result`; undefined if they may. */
export function findObstacle(
  context: FileContext,
  candidate: Candidate,
  statements: readonly t.Statement[],
  result?: t.VariableDeclarator,
): Obstacle | undefined {
  return (
    findEscape(context, candidate) ??
    forbiddenSyntax(context, statements) ??
    (jumpsOut(statements) ? { reason: 'jump' as const } : undefined) ??
    strandedReturn(context, candidate, statements) ??
    (result ? undefined : strandedBinding(context, candidate, statements)) ??
    (isTypeScript(context.source) ? losesNarrowing(context, candidate, statements) : undefined)
  );
}

function forbiddenSyntax({ source }: FileContext, statements: readonly t.Statement[]): Obstacle | undefined {
  for (const node of nodesOfCall(statements)) {
    if (node.type === 'YieldExpression') return { reason: 'yield' };
    if (node.type === 'Super' && source.parents.get(node)?.type === 'CallExpression')
      return { reason: 'syntax', what: 'super()' };
    if (/^(Import|Export|TSExport|TSImport|TSNamespaceExport)\w*(Declaration|Assignment)$/.test(node.type))
      return { reason: 'syntax', what: node.type.startsWith('Import') ? 'import' : 'export' };
    if (node.type === 'VariableDeclaration' && /using/.test(node.kind)) return { reason: 'syntax', what: 'using' };
    if (isEval(node)) return { reason: 'syntax', what: 'eval' };
  }
  return undefined;
}

function isEval(node: t.Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'eval';
}

/** A `return` inside is right only where nothing of the function would run after the region. */
function strandedReturn(
  { source }: FileContext,
  { declaration }: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  const returns = [...nodesOfCall(statements)].some(({ type }) => type === 'ReturnStatement');
  if (!returns) return undefined;
  const within = functionOf(source, declaration);
  if (within?.type === 'ClassMethod' && within.kind === 'constructor') return { reason: 'return' };
  const last = statements.at(-1);
  const list = listOf(source, declaration);
  const ends = last !== undefined && list?.at(-1) === last && isTail(source, last);
  return alwaysExits(statements) || ends ? undefined : { reason: 'return', mayPass: true };
}

/** A name that is made inside and used outside. */
function strandedBinding(
  context: FileContext,
  candidate: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  const range = rangeOfRun(statements);
  const stranded = bindingsIn(context.facts.scopes, range).filter((binding) => isStranded(candidate, binding, range));
  const [first] = stranded;
  if (!first) return undefined;
  const isMoved = candidate.moved.some(({ from }) => isWithin(rangeOf(first.identifier), from));
  const result = stranded.length === 1 && !isMoved ? resultOf(context, first, statements) : undefined;
  return { reason: 'binding', what: first.name, mayPass: true, result };
}

interface PlacedBinding extends Range {
  readonly binding: Binding;
}

const placed = new WeakMap<Scopes, readonly PlacedBinding[]>();

/** The names that are declared in a range: a file of thousands of spans asks for each of them. */
function bindingsIn(scopes: Scopes, { start, end }: Range): readonly Binding[] {
  const all = placed.get(scopes) ?? byPlace(scopes);
  placed.set(scopes, all);
  return all.slice(firstAfter(all, start - 1), firstAfter(all, end)).map(({ binding }) => binding);
}

function byPlace({ all }: Scopes): readonly PlacedBinding[] {
  return all.map((binding) => ({ ...rangeOf(binding.identifier), binding })).sort((a, b) => a.start - b.start);
}

function isStranded({ binding: span }: Candidate, binding: Binding, range: Range): boolean {
  if (binding === span || !isWithin(rangeOf(binding.identifier), range)) return false;
  return binding.references.some(({ node }) => !isWithin(rangeOf(node), range));
}

/** The declarator of a constant of the region itself that can be what the callback returns. */
function resultOf(
  context: FileContext,
  binding: Binding,
  statements: readonly t.Statement[],
): t.VariableDeclarator | undefined {
  if (binding.kind !== 'const' || binding.declaration.type !== 'VariableDeclarator') return undefined;
  if (binding.declaration.id !== binding.identifier) return undefined;
  const declaration = context.source.parents.get(binding.declaration);
  const isOwn = statements.some((statement) => statement === declaration);
  const returns = [...nodesOfCall(statements)].some(({ type }) => type === 'ReturnStatement');
  const holdsSpan = context.facts.factOf(binding.identifier)?.roles.has('span') === true;
  return isOwn && !returns && !holdsSpan ? binding.declaration : undefined;
}
