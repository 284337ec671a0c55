import type * as t from '@babel/types';
import type { ExecutionContext } from 'ava';
import { collectFacts, type FactsOptions } from '../../../codemods/src/facts/index';
import type { FileFacts, ProjectFacts } from '../../../codemods/src/facts/types';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';

/** A project as path -> text. */
export type Tree = Readonly<Record<string, string>>;

export function parseOrThrow(path: string, text: string): SourceFile {
  const parsed = parseSource(path, text);
  if (!parsed.ok) throw new Error(`${path}:${parsed.failure.line} ${parsed.failure.message}`);
  return parsed.file;
}

export function factsOf(tree: Tree, options?: FactsOptions): ProjectFacts {
  return collectFacts(
    Object.entries(tree).map(([path, text]) => parseOrThrow(path, text)),
    options,
  );
}

export function fileOf(project: ProjectFacts, path: string): FileFacts {
  const file = project.files.get(path);
  if (file === undefined) throw new Error(`no facts of ${path}`);
  return file;
}

/**
 * Checks a project against the expectations that stand in its source, each behind what it speaks of:
 * `span/*? span *\/.finish()` says what an expression is: roles joined by `|`, then ` array`, ` promise` or ` map` for what
 * holds them, `?` if nullable, `!` if mixed, and `by <evidence>`; `-` if nothing is known.
 * `span.finish()/*= span.finish *\/` says that a call is a site of that member; in a tree that has such marks,
 * every site must be marked.
 */
export function checkMarks(t: ExecutionContext, tree: Tree, options?: FactsOptions): ProjectFacts {
  const project = factsOf(tree, options);
  let marks = 0;
  for (const file of project.files.values()) marks += checkFile(t, file);
  t.true(marks > 0, 'a source without marks proves nothing');
  return project;
}

function checkFile(t: ExecutionContext, file: FileFacts): number {
  const roles = [...file.source.text.matchAll(/\/\*\?\s*(.*?)\s*\*\//g)];
  for (const mark of roles) {
    const node = nodeEndingAt(file.source, mark.index);
    const expected = mark[1] ?? '';
    t.is(describe(file, node, expected), expected, placeOf(file, mark.index));
  }
  const sites = [...file.source.text.matchAll(/\/\*=\s*(.*?)\s*\*\//g)];
  const expected = sites.map((mark) => `${mark[1]} @${lineAt(file, mark.index)}`);
  const found = file.calls.map(({ node, member }) => `${member} @${lineAt(file, node.end ?? 0)}`);
  if (sites.length > 0) t.deepEqual(found.sort(), expected.sort(), file.source.path);
  return roles.length + sites.length;
}

/** A fact in the notation of the marks; the evidence only where the mark asks for it. */
function describe(file: FileFacts, node: t.Node, expected: string): string {
  const fact = file.factOf(node);
  if (fact === undefined) return '-';
  const evidence = / by /.test(expected) ? ` by ${fact.evidence}` : '';
  const container = fact.container === 'none' ? '' : ` ${fact.container}`;
  return `${[...fact.roles].sort().join('|')}${container}${fact.nullable ? '?' : ''}${fact.mixed ? '!' : ''}${evidence}`;
}

/** Nodes that end where an expression in them does, and are not meant. */
const SKIPPED =
  /Statement$|Declaration$|^ArrowFunction|^Program$|^VariableDeclarator$|^LogicalExpression$|^ConditionalExpression$/;

/** The outermost node that ends at an offset. */
function nodeEndingAt(source: SourceFile, offset: number): t.Node {
  const end = source.text.slice(0, offset).trimEnd().length;
  for (const node of source.parents.keys()) {
    if (node.end === end && !SKIPPED.test(node.type)) return node;
  }
  throw new Error(`nothing ends at ${source.path}:${offset}`);
}

function lineAt(file: FileFacts, offset: number): number {
  return file.source.text.slice(0, offset).split('\n').length;
}

function placeOf(file: FileFacts, offset: number): string {
  return `${file.source.path}:${lineAt(file, offset)}: ${file.source.text.split('\n')[lineAt(file, offset) - 1]?.trim()}`;
}
