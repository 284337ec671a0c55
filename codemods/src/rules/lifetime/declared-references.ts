import type * as t from '@babel/types';
import { type Edit, remove } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import { isExtracted } from '../context/extracted';
import { statementLines } from '../data/removal';
import { isCall, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { isNothing } from './expressions';
import { allNodes, functionOf } from './flow';
import { siteOf } from './sites';
import { listOf } from './statements';

/** A constant that is made for one place: `const references = [followsFrom(first.context())];`. */
export interface DeclaredOnce {
  readonly declaration: t.VariableDeclaration;
  readonly init: t.Expression;
}

/** The constant that a name stands for, where nothing else reads it and where making it later comes to the same. */
export function declaredOnce(context: FileContext, node: t.Node): DeclaredOnce | undefined {
  const { facts, source } = context;
  const name = unwrap(node);
  if (name.type !== 'Identifier' || isNothing(name)) return undefined;
  const binding = facts.scopes.bindingOf(name);
  const declarator = binding?.declaration;
  if (!binding || binding.reassigned || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const declaration = source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  if (declarator.id !== binding.identifier || !listOf(source, declaration)) return undefined;
  if (functionOf(source, declaration) !== functionOf(source, name)) return undefined;
  const uses = binding.references.filter((use) => use.node !== binding.identifier);
  if (uses.length !== 1 || !isSameLater(context, declarator.init)) return undefined;
  if (!isInReach(context, declarator.init, name)) return undefined;
  return { declaration, init: declarator.init };
}

/** The edit that takes the declaration away: what it made is written where it was used. */
export function undeclare({ source }: FileContext, declaration: t.VariableDeclaration): Edit {
  return remove(statementLines(source, declaration));
}

/** Whether nothing in it is done when it is made, and nothing of it can have changed by the time it is used. */
function isSameLater(context: FileContext, init: t.Expression): boolean {
  for (const node of allNodes([init])) {
    if (/Await|Yield|Assignment|Update/.test(node.type)) return false;
    if (node.type === 'Identifier' && context.facts.scopes.bindingOf(node)?.reassigned) return false;
    if ((isCall(node) || node.type === 'NewExpression') && !REPEATABLE.has(siteOf(context, node)?.member ?? ''))
      return false;
  }
  return true;
}

/**
 * Whether the spans in it are used after the place as well: else the callback that a span is active in might end before the place,
 * and its name with it.
 */
function isInReach(context: FileContext, init: t.Expression, place: t.Node): boolean {
  const { end } = rangeOf(place);
  for (const node of allNodes([init])) {
    const binding = node.type === 'Identifier' ? context.facts.scopes.bindingOf(node) : undefined;
    const roles = context.facts.factOf(node)?.roles;
    if (!roles?.has('span') && !roles?.has('spanContext')) continue;
    if (binding?.declaration.type !== 'VariableDeclarator' || isExtracted(context, node)) continue;
    if (!binding.references.some((use) => rangeOf(use.node).start > end)) return false;
  }
  return true;
}

/** Calls that do nothing but make a reference or a span context. */
const REPEATABLE: ReadonlySet<string> = new Set(['childOf', 'followsFrom', 'new Reference', 'span.context']);
