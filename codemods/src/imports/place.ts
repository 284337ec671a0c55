import type * as t from '@babel/types';
import type { SourceFile } from '../parse/source-file';
import { standsAbove } from './load-order';

/** Where a new import goes: an offset, and what must stand around it. */
export interface Place {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/**
 * After the imports at the top of a file, or where they would be: below directives and the licence, above the first statement; and
 * above the statement `user`, which runs before all that stands below it.
 */
export function placeForImport(file: SourceFile, after: t.Node | undefined, user?: t.Statement): Place {
  const last = after ?? lastImportOf(file.ast.program.body, user);
  if (user && last && !standsAbove(last, user))
    return { offset: startOfCode(file, user.start ?? 0), before: '', after: '\n' };
  if (last) return { offset: endOfLine(file.text, last.end ?? 0), before: '\n', after: '' };
  const { directives, body } = file.ast.program;
  const directive = directives.at(-1);
  if (directive) return { offset: endOfLine(file.text, directive.end ?? 0), before: '\n\n', after: '' };
  return { offset: startOfCode(file, body[0]?.start ?? file.text.length), before: '', after: '\n\n' };
}

/** A comment behind a statement on its line belongs to it. */
function endOfLine(text: string, offset: number): number {
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=[\r\n]|$)/.exec(text.slice(offset));
  return offset + (rest?.[0].length ?? 0);
}

/** The last of the statements that import or require, up to the first that does something else, or that needs what is imported. */
function lastImportOf(body: readonly t.Statement[], user: t.Statement | undefined): t.Statement | undefined {
  const imports = body.filter(isImport);
  // ECMAScript imports may stand anywhere and run first; of requires, only the first run of them is the head of the file.
  if (imports.some(isDeclaration)) {
    const above = imports.filter((statement) => !user || standsAbove(statement, user));
    return above.findLast(isDeclaration) ?? above.at(-1);
  }
  const first = body.findIndex(isImport);
  const end = body.findIndex((statement, index) => index > first && !isImport(statement));
  return first < 0 ? undefined : body[(end < 0 ? body.length : end) - 1];
}

function isDeclaration({ type }: t.Statement): boolean {
  return type === 'ImportDeclaration' || type === 'TSImportEqualsDeclaration';
}

/** Whether a statement imports or requires a module. */
export function isImport(statement: t.Statement): boolean {
  if (isDeclaration(statement)) return true;
  return statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => isRequire(init));
}

function isRequire(node: t.Node | null | undefined): boolean {
  if (node?.type === 'MemberExpression') return isRequire(node.object);
  return node?.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
}

const OF_THE_FILE =
  /@license|@preserve|@flow|@file|@ts-|@jest-environment|licen[sc]e|copyright|eslint|jshint|istanbul|prettier|^!/i;

/** Above the comment that belongs to the first statement, below those that belong to the file. */
function startOfCode({ ast, text }: SourceFile, first: number): number {
  let start = first;
  for (const comment of [...(ast.comments ?? [])].reverse()) {
    const [from, to] = [comment.start ?? 0, comment.end ?? 0];
    if (to > start) continue;
    const isOwn = !OF_THE_FILE.test(comment.value) && !/\n[ \t]*\r?\n/.test(text.slice(to, start));
    if (!isOwn || text.slice(to, start).trim() !== '') break;
    start = from;
  }
  return start;
}
