// In code without semicolons one begins a line that would else go on with the line before it: `;[a, b].forEach(...)`. The parser takes it for
// the end of the statement before. Whoever replaces that statement would take it away, with the comments between the two.
import type * as t from '@babel/types';
import { walk } from './parents';

const LEADING = /^[ \t]*;/m;

const ENDED_BY_ONE: ReadonlySet<t.Node['type']> = new Set([
  'BreakStatement',
  'ClassPrivateProperty',
  'ClassProperty',
  'ContinueStatement',
  'DebuggerStatement',
  'Directive',
  'ExportAllDeclaration',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ExpressionStatement',
  'ImportDeclaration',
  'ReturnStatement',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSTypeAliasDeclaration',
  'ThrowStatement',
  'TypeAlias',
  'VariableDeclaration',
]);

/** Lets a statement end where its own line does, and the semicolon of a later line stand by itself. */
export function releaseLeadingSemicolons(text: string, ast: t.File): void {
  if (!LEADING.test(text)) return;
  const commentsByEnd = new Map((ast.comments ?? []).map((comment) => [comment.end, comment.start ?? 0]));
  walk(ast.program, (node) => {
    const { start, end } = node;
    if (!ENDED_BY_ONE.has(node.type) || typeof start !== 'number' || typeof end !== 'number') return;
    if (text[end - 1] !== ';') return;
    const own = endOfCode(text, commentsByEnd, end - 1);
    if (own > start && /[\r\n]/.test(text.slice(own, end))) node.end = own;
  });
}

/** Where the code before an offset ends. */
function endOfCode(
  text: string,
  commentsByEnd: ReadonlyMap<number | null | undefined, number>,
  offset: number,
): number {
  let at = offset;
  for (;;) {
    while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1;
    const comment = commentsByEnd.get(at);
    if (comment === undefined) return at;
    at = comment;
  }
}
