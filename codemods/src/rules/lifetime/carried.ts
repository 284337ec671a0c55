import type * as t from '@babel/types';
import { exportsRoot } from '../../parse/exports-root';
import { isTypeScript, type SourceFile } from '../../parse/source-file';
import { jumpsOut, nodesOfCall } from '../syntax/flow';
import type { FileContext } from '../types';
import type { Obstacle } from './obstacles';

/** What a statement takes with it into a callback: all that runs in the same call. */
export interface Carried {
  /** The first thing in it that cannot run in a callback. */
  readonly forbidden: Obstacle | undefined;
  readonly jumpsOut: boolean;
  readonly returns: readonly t.ReturnStatement[];
  /** Something in it waits for a promise. */
  readonly awaits: boolean;
}

const known = new WeakMap<t.Node, Carried>();

/** Reads each statement once, however many regions may come to hold it: spans that overlap share most of their code. */
export function carriedBy(context: FileContext, statements: readonly t.Statement[]): readonly Carried[] {
  return statements.map((statement) => {
    const carried = known.get(statement) ?? readStatement(context, statement);
    known.set(statement, carried);
    return carried;
  });
}

/** What is returned in the statements. */
export function returnsIn(context: FileContext, statements: readonly t.Statement[]): readonly t.ReturnStatement[] {
  return carriedBy(context, statements).flatMap(({ returns }) => returns);
}

function readStatement(context: FileContext, statement: t.Statement): Carried {
  let forbidden: Obstacle | undefined;
  let awaits = false;
  const returns: t.ReturnStatement[] = [];
  for (const node of nodesOfCall([statement])) {
    forbidden ??= forbiddenSyntax(context, node);
    awaits ||= isAwait(node);
    if (node.type === 'ReturnStatement') returns.push(node);
  }
  return { forbidden, jumpsOut: jumpsOut([statement]), returns, awaits };
}

function forbiddenSyntax(context: FileContext, node: t.Node): Obstacle | undefined {
  const { source } = context;
  if (node.type === 'YieldExpression') return { reason: 'yield' };
  if (node.type === 'Super' && source.parents.get(node)?.type === 'CallExpression')
    return { reason: 'syntax', what: 'super()' };
  if (/^(Import|Export|TSExport|TSImport|TSNamespaceExport)\w*(Declaration|Assignment)$/.test(node.type))
    return { reason: 'syntax', what: node.type.startsWith('Import') ? 'import' : 'export' };
  // A module is not the work of a span: what it exports runs when others call it.
  if (node.type === 'AssignmentExpression' && isOfExports(context, node.left))
    return { reason: 'syntax', what: 'module.exports' };
  if (node.type === 'VariableDeclaration' && /using/.test(node.kind)) return { reason: 'syntax', what: 'using' };
  // An arrow has those of its function; but where TypeScript writes ES5, it makes a function of it, which has its own.
  if (isTypeScript(source) && isArguments(source, node)) return { reason: 'syntax', what: 'arguments' };
  return isEval(node) ? { reason: 'syntax', what: 'eval' } : undefined;
}

/** `exports.a`, or `module.exports` and what is in it, of the module itself. */
function isOfExports({ facts }: FileContext, node: t.Node): boolean {
  const root = exportsRoot(node);
  return root !== undefined && facts.scopes.bindingOf(root) === undefined;
}

function isArguments({ parents }: SourceFile, node: t.Node): boolean {
  if (node.type !== 'Identifier' || node.name !== 'arguments') return false;
  const parent = parents.get(node);
  const isName =
    (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent?.type === 'ObjectProperty' && parent.key === node && !parent.shorthand && !parent.computed);
  return !isName;
}

function isEval(node: t.Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'eval';
}

/** Whether a node waits for a promise. */
function isAwait(node: t.Node): boolean {
  return node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await);
}
