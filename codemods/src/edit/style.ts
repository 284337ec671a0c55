import type * as t from '@babel/types';
import type { SourceFile } from '../parse/source-file';

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
}

const known = new WeakMap<SourceFile, Style>();

/** The style that most of a file follows. */
export function detectStyle(file: SourceFile): Style {
  const style = known.get(file) ?? countStyle(file);
  known.set(file, style);
  return style;
}

function countStyle(file: SourceFile): Style {
  const votes = { single: 0, double: 0, ended: 0, open: 0, spaced: 0, tight: 0, comma: 0, noComma: 0 };
  for (const node of file.parents.keys()) {
    const vote = voteOf(node, file.text);
    if (vote !== undefined) votes[vote] += 1;
  }
  return {
    quote: votes.double > votes.single ? '"' : "'",
    semicolons: votes.ended >= votes.open,
    indent: indentOf(file.text),
    eol: eolOf(file.text),
    bracketSpacing: votes.spaced >= votes.tight,
    trailingComma: votes.comma > votes.noComma,
  };
}

type Vote = 'single' | 'double' | 'ended' | 'open' | 'spaced' | 'tight' | 'comma' | 'noComma';

function voteOf(node: t.Node, text: string): Vote | undefined {
  const start = node.start ?? 0;
  const end = node.end ?? 0;
  switch (node.type) {
    case 'StringLiteral':
    case 'DirectiveLiteral':
      return quoteVote(text, start, end);
    case 'ExpressionStatement':
    case 'VariableDeclaration':
    case 'ReturnStatement':
    case 'ImportDeclaration':
      return endVote(node, text, end);
    case 'ObjectExpression':
    case 'ObjectPattern':
      return node.properties.length === 0 ? undefined : bracketVote(text.slice(start, end));
    case 'ArrayExpression':
      return commaVote(text.slice(start, end));
    default:
      return undefined;
  }
}

/** A string that holds the other quote says nothing: its author had no choice. JSX attributes are not looked at elsewhere either. */
function quoteVote(text: string, start: number, end: number): Vote | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (/['"]/.test(inner) || text[start - 1] === '=') return undefined;
  if (text[start] === "'") return 'single';
  return text[start] === '"' ? 'double' : undefined;
}

/** Only a statement at the end of its line tells: `for (const a of b)` has no semicolon either. */
function endVote(node: t.Node, text: string, end: number): Vote | undefined {
  if (text[end - 1] === ';') return 'ended';
  const declares = node.type === 'VariableDeclaration' && node.declarations.some(({ init }) => !init);
  return !declares && /^[ \t]*(?:\/\/.*)?(?:[\r\n]|$)/.test(text.slice(end, end + 200)) ? 'open' : undefined;
}

function bracketVote(object: string): Vote | undefined {
  if (/[\r\n]/.test(object)) return commaVote(object);
  return /^\{\s/.test(object) ? 'spaced' : 'tight';
}

function commaVote(list: string): Vote | undefined {
  const tail = /(,?)\s*[\r\n]\s*[\]}]$/.exec(list);
  if (tail === null) return undefined;
  return tail[1] === ',' ? 'comma' : 'noComma';
}

/** The step by which lines most often go deeper than the line before; two spaces where nothing is indented. */
function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let previous = '';
  for (const [, space = '', first = ''] of text.matchAll(/^([ \t]*)(\S)/gm)) {
    // Continuation lines of block comments start with ` *`.
    if (first === '*') continue;
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
