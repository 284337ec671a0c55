import type * as t from '@babel/types';
import { FUNCTION_TYPES } from '../parse/functions';
import { nodesOf } from '../parse/nodes-of';
import { oncePerFile } from '../parse/once-per-file';
import { type SourceFile, textOf } from '../parse/source-file';

/** How the author of a file writes; new text is written the same way. */
export interface Style {
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  /** One step of indentation. */
  readonly indent: string;
  readonly eol: '\n' | '\r\n';
  /** `{ a }` rather than `{a}`. */
  readonly bracketSpacing: boolean;
  readonly trailingComma: boolean;
  /** The same behind the last of arguments and parameters that stand on lines of their own. */
  readonly argumentComma: boolean;
  /** `{ a }` rather than `{ a: a }`. */
  readonly shorthand: boolean;
  /** `(a) => b` rather than `a => b`. */
  readonly arrowParentheses: boolean;
}

/** The style that most of a file follows. */
export const detectStyle = oncePerFile((file): Style => {
  const votes = votesIn(file);
  const { argumentComma, noArgumentComma } = votes;
  // Who has it behind arguments has it behind members, too; not the other way round.
  const isUntold = votes.comma === votes.noComma;
  const trailingComma = isUntold ? argumentComma > noArgumentComma : votes.comma > votes.noComma;
  return {
    quote: votes.double > votes.single ? '"' : "'",
    semicolons: votes.ended >= votes.open,
    indent: indentOf(file),
    eol: eolOf(file.text),
    bracketSpacing: votes.spaced >= votes.tight,
    trailingComma,
    argumentComma: argumentComma === noArgumentComma ? trailingComma : argumentComma > noArgumentComma,
    shorthand: votes.shorthand > votes.longhand,
    arrowParentheses: votes.parenthesized >= votes.bare,
  };
});

const NO_VOTES = {
  single: 0,
  double: 0,
  ended: 0,
  open: 0,
  spaced: 0,
  tight: 0,
  comma: 0,
  noComma: 0,
  argumentComma: 0,
  noArgumentComma: 0,
  shorthand: 0,
  longhand: 0,
  parenthesized: 0,
  bare: 0,
};

type Vote = keyof typeof NO_VOTES;

/** What each kind of node says of its file. */
function votesIn(file: SourceFile): Readonly<Record<Vote, number>> {
  const votes = { ...NO_VOTES };
  const count = <Node>(nodes: readonly Node[], voteOf: (node: Node, file: SourceFile) => Vote | undefined) => {
    for (const node of nodes) {
      const vote = voteOf(node, file);
      if (vote !== undefined) votes[vote] += 1;
    }
  };
  count(nodesOf(file, 'StringLiteral', 'DirectiveLiteral'), quoteVote);
  count(nodesOf(file, 'ExpressionStatement', 'VariableDeclaration', 'ReturnStatement', 'ImportDeclaration'), endVote);
  count(nodesOf(file, 'ObjectExpression', 'ObjectPattern'), bracketVote);
  count(nodesOf(file, 'ArrayExpression', 'TSEnumDeclaration'), commaVote);
  count(nodesOf(file, 'ImportDeclaration', 'ExportNamedDeclaration'), namesVote);
  count(nodesOf(file, 'CallExpression', 'OptionalCallExpression', 'NewExpression'), argumentVote);
  count(nodesOf(file, ...TAKES_PARAMETERS), parameterVote);
  count(nodesOf(file, 'ObjectProperty'), propertyVote);
  count(nodesOf(file, 'ArrowFunctionExpression'), arrowVote);
  return votes;
}

const TAKES_PARAMETERS = [
  ...FUNCTION_TYPES,
  'TSDeclareFunction',
  'TSDeclareMethod',
  'FunctionTypeAnnotation',
] as const satisfies readonly t.Node['type'][];

/** A string that holds the other quote says nothing: its author had no choice. JSX attributes are not looked at elsewhere either. */
function quoteVote(node: t.Node, { text }: SourceFile): Vote | undefined {
  const start = node.start ?? 0;
  const inner = text.slice(start + 1, (node.end ?? 0) - 1);
  if (/['"]/.test(inner) || text[start - 1] === '=') return undefined;
  if (text[start] === "'") return 'single';
  return text[start] === '"' ? 'double' : undefined;
}

/** Only a statement at the end of its line tells: `for (const a of b)` has no semicolon either. */
function endVote(node: t.Node, { text }: SourceFile): Vote | undefined {
  const end = node.end ?? 0;
  if (text[end - 1] === ';') return 'ended';
  const declares = node.type === 'VariableDeclaration' && node.declarations.some(({ init }) => !init);
  return !declares && /^[ \t]*(?:\/\/.*)?(?:[\r\n]|$)/.test(text.slice(end, end + 200)) ? 'open' : undefined;
}

function bracketVote(node: t.ObjectExpression | t.ObjectPattern, file: SourceFile): Vote | undefined {
  if (node.properties.length === 0) return undefined;
  const object = textOf(file, node);
  if (/[\r\n]/.test(object)) return commaVote(node, file);
  return /^\{\s/.test(object) ? 'spaced' : 'tight';
}

function commaVote(list: t.Node, file: SourceFile): Vote | undefined {
  const tail = /(,?)\s*[\r\n]\s*[\]}]$/.exec(textOf(file, list));
  if (tail === null) return undefined;
  return tail[1] === ',' ? 'comma' : 'noComma';
}

/** `import { a, b, } from 'x'` on several lines. */
function namesVote(node: t.ImportDeclaration | t.ExportNamedDeclaration, { text }: SourceFile): Vote | undefined {
  const comma = commaBehind(node.specifiers.at(-1), text);
  return comma && (comma === ',' ? 'comma' : 'noComma');
}

function argumentVote(call: Pick<t.CallExpression, 'arguments'>, file: SourceFile): Vote | undefined {
  return lastVote(call.arguments.at(-1), file);
}

function parameterVote(fn: { readonly params: readonly t.Node[] }, file: SourceFile): Vote | undefined {
  return lastVote(fn.params.at(-1), file);
}

/** Behind the last argument or parameter, where the list ends on a line of its own. */
function lastVote(last: t.Node | undefined, { text }: SourceFile): Vote | undefined {
  const comma = last?.type === 'RestElement' ? undefined : commaBehind(last, text);
  return comma && (comma === ',' ? 'argumentComma' : 'noArgumentComma');
}

/** What stands behind the last of a list that ends on a line of its own. */
function commaBehind(last: t.Node | undefined, text: string): ',' | 'none' | undefined {
  const end = last?.end ?? 0;
  const tail = last && /^(,?)\s*[\r\n]\s*[)}]/.exec(text.slice(end, end + 100));
  if (!tail) return undefined;
  return tail[1] === ',' ? ',' : 'none';
}

/** A property whose value is a variable of its name; one that is taken out of an object says nothing of those that are put into one. */
function propertyVote(node: t.ObjectProperty, { parents }: SourceFile): Vote | undefined {
  if (node.value.type !== 'Identifier' || parents.get(node)?.type !== 'ObjectExpression') return undefined;
  if (node.shorthand) return 'shorthand';
  return node.key.type === 'Identifier' && !node.computed && node.key.name === node.value.name ? 'longhand' : undefined;
}

/** Only a parameter without a type has the choice. */
function arrowVote(node: t.ArrowFunctionExpression, { text }: SourceFile): Vote | undefined {
  if (node.returnType || node.typeParameters) return undefined;
  const [only, second] = node.params;
  if (only?.type !== 'Identifier' || only.typeAnnotation || only.optional || second) return undefined;
  return /\(\s*$/.test(text.slice(node.start ?? 0, only.start ?? 0)) ? 'parenthesized' : 'bare';
}

/** The step by which lines most often go deeper than the line before; two spaces where nothing is indented. */
function indentOf({ text, ast }: SourceFile): string {
  const steps = new Map<string, number>();
  const comments = (ast.comments ?? []).filter(({ type }) => type === 'CommentBlock').reverse();
  let comment = comments.pop();
  let previous = '';
  for (const { index, 1: space = '' } of text.matchAll(/^([ \t]*)\S/gm)) {
    while (comment && (comment.end ?? 0) <= index) comment = comments.pop();
    // How far the further lines of a comment are moved in is a matter of its own.
    if (comment && (comment.start ?? 0) < index) continue;
    if (space.length > previous.length && space.startsWith(previous)) {
      const step = space.slice(previous.length);
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    previous = space;
  }
  const [best] = [...steps].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? '  ';
}

/** How most lines of a text end. */
export function eolOf(text: string): '\n' | '\r\n' {
  const all = text.match(/\n/g)?.length ?? 0;
  const windows = text.match(/\r\n/g)?.length ?? 0;
  return windows * 2 > all ? '\r\n' : '\n';
}
