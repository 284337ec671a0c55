import type * as t from '@babel/types';
import { isWrite, type Scopes } from '../facts/scopes/scope';
import { isFunction } from '../parse/functions';
import type { SourceFile } from '../parse/source-file';

/** Whether one statement is done before another begins. */
export function standsAbove(one: t.Node, other: t.Node): boolean {
  return (one.start ?? 0) < (other.start ?? 0);
}

/**
 * The first statement at the top level that may need one of the names while the file loads: it holds the name itself, or calls, or has others
 * call, a function that does.
 */
export function firstUserAtLoad(file: SourceFile, scopes: Scopes, names: readonly t.Node[]): t.Statement | undefined {
  const users = new Set<t.Node>();
  const followed = new Set<t.Node>();
  const open: Climb[] = names.map((from) => ({ from, isValue: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { statement, holder } = climb(file, next);
    if (holder === undefined) {
      if (statement !== undefined) users.add(statement);
    } else if (!followed.has(holder)) {
      followed.add(holder);
      open.push(...mentionsOf(scopes, holder));
    }
  }
  return file.ast.program.body.find((statement) => users.has(statement));
}

interface Climb {
  readonly from: t.Node;
  /** Whether it is a value that does nothing before somebody calls it. */
  readonly isValue: boolean;
}

/** Where a node takes effect while the file loads: in a statement at the top level, or wherever what holds it is called. */
interface Reached {
  readonly statement?: t.Node;
  readonly holder?: t.Node;
}

function climb({ ast, parents }: SourceFile, { from, isValue }: Climb): Reached {
  const statements: ReadonlySet<t.Node> = new Set(ast.program.body);
  let isLater = isValue;
  let holder: t.Node | undefined;
  for (let at: t.Node | undefined = from; at !== undefined; at = parents.get(at)) {
    if (isCall(at) && at !== from) [isLater, holder] = [false, undefined];
    if (isFunction(at)) isLater = true;
    if (isLater && isDeclared(at)) holder = at;
    if (statements.has(at)) return isLater ? (holder ? { holder } : {}) : { statement: at };
  }
  return {};
}

/** What runs a function that it is given, or that it names. */
function isCall({ type }: t.Node): boolean {
  return /^(?:(?:Optional)?Call|New|TaggedTemplate)Expression$|^Decorator$/.test(type);
}

function isDeclared({ type }: t.Node): boolean {
  return type === 'FunctionDeclaration' || type === 'ClassDeclaration' || type === 'VariableDeclarator';
}

function mentionsOf({ all }: Scopes, holder: t.Node): Climb[] {
  const references = all.filter(({ declaration }) => declaration === holder).flatMap(({ references }) => references);
  return references
    .filter((one) => one.kind !== 'type' && !isWrite(one))
    .map(({ node }) => ({ from: node, isValue: true }));
}
