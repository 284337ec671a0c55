import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { isTypeScript } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { chainOf } from '../calls/chain';
import { siteOf } from '../calls/sites';
import { isRepeatable, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';
import { readLogFields, readsMembersOf } from './log-fields';
import { isThrown, mayBeError } from './thrown';

/** The error that is logged right beside an `error` tag of the same span: its message belongs to the status. */
export function errorBeside(context: FileContext, tag: CallSite): t.Node | undefined {
  for (const site of callsBeside(context, tag)) {
    const thrown = site.member === 'span.log' ? thrownBy(context, site) : undefined;
    if (thrown) return thrown;
  }
  return undefined;
}

function thrownBy(context: FileContext, log: CallSite): t.Node | undefined {
  const [fields] = plainArguments(log.node) ?? [];
  const literal = fields && unwrap(fields);
  if (literal?.type !== 'ObjectExpression') return undefined;
  const { thrown } = readLogFields(context, literal);
  if (!thrown || !isRepeatable(thrown) || !hasMessage(context, thrown)) return undefined;
  // In JavaScript `?.` reads the message of whatever it is.
  if (!isTypeScript(context.source)) return thrown;
  return isThrown(context, thrown) || readsMembersOf(context, literal, thrown) ? thrown : undefined;
}

/** A text that is logged as the error has no message of its own. */
function hasMessage(context: FileContext, thrown: t.Node): boolean {
  return mayBeError(context, thrown) || valueKind(context, thrown) === 'object';
}

/** The calls of the same chain, and of the chains in the statements around it that speak of the same span. */
function callsBeside(context: FileContext, tag: CallSite): CallSite[] {
  const { calls, statement } = chainOf(context, tag);
  const list = statement && context.source.parents.get(statement);
  if (!statement || (list?.type !== 'BlockStatement' && list?.type !== 'Program')) return [...calls];
  const at = list.body.indexOf(statement);
  return [
    ...calls,
    ...run(context, tag, list.body.slice(at + 1)),
    ...run(context, tag, list.body.slice(0, Math.max(at, 0)).reverse()),
  ];
}

/** The calls on the same span in the statements that follow, up to the first that is something else. */
function run(context: FileContext, tag: CallSite, statements: readonly t.Statement[]): CallSite[] {
  const found: CallSite[] = [];
  for (const statement of statements) {
    const calls = chainIn(context, statement).filter((site) => site.unit.id === tag.unit.id);
    if (calls.length === 0) return found;
    found.push(...calls);
  }
  return found;
}

function chainIn(context: FileContext, statement: t.Statement): readonly CallSite[] {
  if (statement.type !== 'ExpressionStatement') return [];
  const site = siteOf(context, unwrap(statement.expression));
  return site ? chainOf(context, site).calls : [];
}
