import type { Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { SourceFile } from '../../parse/source-file';
import { columnsOf, indentationAt, roomAt, widthOf } from './layout';

/** Something, or one of two by a test. */
interface Choice {
  /** The test, or all of it. */
  readonly parts: readonly Part[];
  readonly branches?: readonly [yes: Choice, no: Choice];
}

/**
 * A choice with each branch on a line of its own, as formatters have it: `a ? (b ? c : d) : e` with `? b` and `: e` deeper than `a`, and `? c` and
 * `: d` deeper than that. What the user wrote is kept as it is.
 */
export function choiceOnLines(source: SourceFile, parts: readonly Part[], base: string): readonly Part[] {
  const { eol, indent } = detectStyle(source);
  const render = ({ parts: own, branches }: Choice, before: string): readonly Part[] => {
    const deeper = `${before}${indent}`;
    if (!branches) return own;
    const [yes, no] = branches;
    return [...own, `${eol}${deeper}? `, ...render(yes, deeper), `${eol}${deeper}: `, ...render(no, deeper)];
  };
  return render(readChoice(tokensOf(parts)), base);
}

/** An entry of an object literal on a line of its own, which goes on more of them where that is too short for a choice. */
export function entryOnLine(source: SourceFile, entry: readonly Part[], indent: string): readonly Part[] {
  const isWide = widthOf(entry) > roomAt({ column: columnsOf(indent), base: indent, after: 1 });
  return isWide ? choiceOnLines(source, entry, indent) : entry;
}

/** `target` and what it is given, which goes on lines of its own where one is too short; `at`: where the line stands that this begins. */
export function assignedChoice(
  source: SourceFile,
  target: string,
  parts: readonly Part[],
  at: number,
): readonly Part[] {
  const base = indentationAt(source, at);
  const isWide = widthOf([target, ...parts]) > roomAt({ column: columnsOf(base), base, after: 1 });
  return [target, ...(isWide ? choiceOnLines(source, parts, base) : parts)];
}

/** What our own parts join branches with; a choice within one stands in parentheses. */
type Token = Part | { readonly seam: '?' | ':' | '(' | ')' };

function isSeam(token: Token | undefined, seam: string): boolean {
  return typeof token === 'object' && 'seam' in token && token.seam === seam;
}

function tokensOf(parts: readonly Part[]): Token[] {
  const open: boolean[] = [];
  return parts.flatMap((part): Token[] => (typeof part === 'string' ? tokensIn(part, open) : [part]));
}

/** What stands between quotes is passed over. */
const SEAM = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"| ([?:]) |[()]/g;

/** `open`: for each parenthesis that is open, whether it stands around a choice, and not around arguments. */
function tokensIn(text: string, open: boolean[]): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(SEAM)) {
    if (/^['"]/.test(match[0])) continue;
    const seam = (match[1] ?? match[0]) as '?' | ':' | '(' | ')'; // the pattern has no others
    const isAmongArguments = open.includes(false);
    if (seam === '(') open.push(text === '(' || text[match.index - 1] === ' ');
    const isArgumentList = (seam === '(' || seam === ')') && open.at(-1) === false;
    if (seam === ')') open.pop();
    if (isAmongArguments || isArgumentList) continue;
    tokens.push(text.slice(from, match.index), { seam });
    from = match.index + match[0].length;
  }
  return [...tokens, text.slice(from)].filter((token) => token !== '');
}

/** Takes a choice from the front of the tokens. */
function readChoice(tokens: Token[]): Choice {
  const test = readPlain(tokens);
  if (!isSeam(tokens[0], '?')) return test;
  tokens.shift();
  const yes = readChoice(tokens);
  tokens.shift();
  return { parts: test.parts, branches: [yes, readChoice(tokens)] };
}

/** All up to the next branch. Parentheses around a choice that gets lines of its own go. */
function readPlain(tokens: Token[]): Choice {
  const parts: Part[] = [];
  for (let token = tokens[0]; token !== undefined; token = tokens[0]) {
    if (isSeam(token, '?') || isSeam(token, ':') || isSeam(token, ')')) break;
    tokens.shift();
    if (typeof token === 'object' && 'seam' in token) {
      const inner = readChoice(tokens);
      tokens.shift();
      if (inner.branches) return inner;
      parts.push('(', ...inner.parts, ')');
    } else parts.push(token);
  }
  return { parts };
}
