import type * as t from '@babel/types';
import { rangeOf } from '../../parse/source-file';
import { choose } from '../parents/parents';
import type { ParentContext, SettledParent } from '../parents/plain-parent';
import { hasComment } from '../syntax/layout';
import { listOf } from '../syntax/statements';
import type { FileContext } from '../types';

/** `if (parent) options.childOf = parent;` is a choice between a parent and none, which one constant can hold. */
export interface ParentByTest {
  readonly statement: t.IfStatement;
  readonly parent: SettledParent;
}

/** Where a statement stands that gives options their parent, and what it gives. */
interface Written {
  readonly statement: t.Node;
  readonly parent: ParentContext;
}

/**
 * What a statement that gives options their one parent comes to, where nothing but a test stands around it: made beside the options, between
 * them and the start. Undefined where more is done by that test, or else.
 */
export function parentByTest(
  context: FileContext,
  { statement, parent }: Written,
  declaration: t.VariableDeclaration,
  call: t.Node,
): ParentByTest | undefined {
  const choice = choiceAround(context, statement);
  if (choice === undefined || hasComment(context.source, rangeOf(choice))) return undefined;
  const list = listOf(context.source, declaration);
  const isBetween = list !== undefined && list.indexOf(choice) > list.indexOf(declaration);
  if (!isBetween || rangeOf(choice).end > rangeOf(call).start) return undefined;
  const chosen = choose(context, choice.test, parent, { kind: 'root' });
  return chosen.kind === 'context' ? { statement: choice, parent: chosen } : undefined;
}

/** The `if` without `else` of which a statement is all that it does. */
function choiceAround({ source }: FileContext, statement: t.Node): t.IfStatement | undefined {
  const around = source.parents.get(statement);
  const isAlone = around?.type === 'BlockStatement' && around.body.length === 1;
  const [choice, done] = isAlone ? [source.parents.get(around), around] : [around, statement];
  return choice?.type === 'IfStatement' && choice.consequent === done && !choice.alternate ? choice : undefined;
}
