import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';

/** A tag of a JSDoc comment that has a type, or declares one. */
export interface DocTag {
  readonly tag:
    | 'param'
    | 'returns'
    | 'type'
    | 'typedef'
    | 'property'
    | 'this'
    | 'template'
    | 'satisfies'
    | 'callback'
    | 'import';
  /** The type as written between the braces; what follows `@import`; empty for `@callback`. */
  readonly type: string;
  /** Where it is written. */
  readonly start: number;
  /** `span` of `@param {Span} [span]`, `options.span` of a member; empty for what has no name, as `@returns`. */
  readonly name: string;
  /** In brackets: `[span]`. */
  readonly optional: boolean;
}

/** A JSDoc comment with types, and the nodes that begin right behind it, outermost first. */
export interface DocComment {
  readonly tags: readonly DocTag[];
  readonly nodes: readonly t.Node[];
}

const TAG =
  /@(param|arg|argument|returns?|type|typedef|property|prop|this|template|satisfies)\s*(?=\{)|@(callback)\s+(?=[\w$])|@(import)\s+/g;
const CLAUSE = /^[^'"@]*\bfrom\s*(['"])[^'"]+\1/;
const NAME = /^\s*(\[?)\s*((?:[\w$.]|\[\])+)/;
const CANONICAL: Readonly<Record<string, DocTag['tag']>> = {
  arg: 'param',
  argument: 'param',
  return: 'returns',
  prop: 'property',
};

/** The JSDoc comments of a file that say something about types. */
export function docComments({ ast, text, parents }: SourceFile): DocComment[] {
  const found: { tags: DocTag[]; next: number; nodes: t.Node[] }[] = [];
  for (const comment of ast.comments ?? []) {
    if (comment.type !== 'CommentBlock' || !comment.value.startsWith('*')) continue;
    const tags = tagsOf(comment.value, (comment.start ?? 0) + 2);
    if (tags.length > 0) found.push({ tags, next: nextToken(text, comment.end ?? 0), nodes: [] });
  }
  if (found.length === 0) return [];
  const byStart = new Map(found.map((comment) => [comment.next, comment]));
  for (const node of parents.keys()) byStart.get(startOf(node))?.nodes.push(node);
  return found;
}

/** A cast is written `(x)`: the parenthesis is not part of the node. */
function startOf(node: t.Node): number {
  const parenthesis = node.extra?.parenStart;
  return typeof parenthesis === 'number' ? parenthesis : (node.start ?? -1);
}

/** What a run has left stands between a comment and what it describes; so may other remarks. */
function nextToken(text: string, from: number): number {
  const space = /(?:\s|\/\/[^\r\n]*)*/y;
  space.lastIndex = from;
  space.test(text);
  return space.lastIndex;
}

function tagsOf(comment: string, offset: number): DocTag[] {
  return [...comment.matchAll(TAG)].flatMap((match) => {
    const [, typed, named, importing] = match;
    const at = match.index + match[0].length;
    if (typed !== undefined) return typedTag(comment, at, typed, offset);
    if (named !== undefined)
      return { tag: 'callback', type: '', start: offset + at, name: nameAt(comment, at).name, optional: false };
    const clause = importing && CLAUSE.exec(comment.slice(at))?.[0];
    return clause ? { tag: 'import', type: clause, start: offset + at, name: '', optional: false } : [];
  });
}

function typedTag(comment: string, open: number, written: string, offset: number): DocTag[] {
  const close = closingBrace(comment, open);
  if (close === undefined) return [];
  const tag = CANONICAL[written] ?? (written as DocTag['tag']); // the expression allows no other
  return [{ tag, type: comment.slice(open + 1, close), start: offset + open + 1, ...nameAt(comment, close + 1) }];
}

function nameAt(comment: string, from: number): Pick<DocTag, 'name' | 'optional'> {
  const [, bracket = '', name = ''] = NAME.exec(comment.slice(from)) ?? [];
  return { name, optional: bracket !== '' };
}

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}
