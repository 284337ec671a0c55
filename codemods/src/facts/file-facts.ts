import type * as t from '@babel/types';
import { rangeOf } from '../parse/source-file';
import { judgeCall } from './call-sites';
import { byPlace, type Context } from './constraints/context';
import { factOfSlot } from './facts-of-slots';
import { implementationsOf } from './implementations';
import { importSites, typeReferences, valueReferences } from './mentions';
import { methodReads } from './method-reads';
import { objectsOf } from './objects';
import { standIns } from './stand-ins';
import { stringOf, stringsOf } from './strings';
import { namesSpan, suspectCall } from './suspects';
import type { CallSite, Fact, FileFacts, StandIn, Suspect } from './types';
import { unitOf } from './units';

/** What the calls of one file turned out to be. */
interface Judged {
  readonly at: Context;
  readonly calls: readonly CallSite[];
  /** Calls whose receiver may be something else as well. */
  readonly unions: readonly Suspect[];
  /** Calls of whose receiver nothing is known. */
  readonly unresolved: readonly Suspect[];
}

/** Puts the solved graph into words, file by file. */
export function describeFiles(contexts: readonly Context[]): Map<string, FileFacts> {
  const judged = contexts.map(judgeFile);
  const uses = judged.some(({ calls }) => calls.length > 0);
  const mocks = standIns(contexts);
  return new Map(
    judged.map((file) => {
      const { path } = file.at.file.source;
      return [path, fileFacts(file, uses, mocks.get(path) ?? [])];
    }),
  );
}

function judgeFile(at: Context): Judged {
  const calls: CallSite[] = [];
  const unions: Suspect[] = [];
  const unresolved: Suspect[] = [];
  for (const node of at.nodes('CallExpression', 'OptionalCallExpression', 'NewExpression')) {
    const verdict = judgeCall(at, node, (receiver) => unitOf(at, receiver));
    if (verdict?.kind === 'site') calls.push(verdict.site);
    else if (verdict?.kind === 'suspect') unions.push(verdict.suspect);
    else if (node.type !== 'NewExpression') {
      const suspect = suspectCall(at, node);
      if (suspect !== undefined) unresolved.push(suspect);
    }
  }
  return { at, calls: calls.sort(byPlace), unions: unions.sort(byPlace), unresolved: unresolved.sort(byPlace) };
}

/** `uses`: whether anything in the project is proven to be OpenTracing's, so that what only looks like it deserves a word. */
function fileFacts({ at, calls, unions, unresolved }: Judged, uses: boolean, mocks: readonly StandIn[]): FileFacts {
  const { source, scopes } = at.file;
  const imports = importSites(at);
  const implementations = implementationsOf(at);
  // An implementation is reported as a whole; what it does inside is its own business.
  const outside = <T extends { readonly node: t.Node | null }>(items: readonly T[]) =>
    items.filter(({ node }) => node === null || !implementations.some((cls) => isInside(node, cls.node)));
  const concerned = calls.length > 0 || imports.length > 0;
  const suspects = [...unions, ...unresolved.filter((suspect) => concerned || (uses && namesSpan(suspect)))];
  return {
    source,
    scopes,
    calls: outside(calls),
    values: outside(valueReferences(at)),
    types: outside(typeReferences(at)),
    imports,
    suspects: outside(suspects),
    reads: outside(methodReads(at, (node) => unitOf(at, node))),
    standIns: mocks,
    implementations,
    factOf: (node) => factOf(at, node),
    unitOf: (node) => unitOf(at, node),
    objectsOf: (node) => objectsOf(at, node),
    stringOf: (node) => stringOf(at, node),
    stringsOf: (node) => stringsOf(at, node),
  };
}

/** In the body of the class; what it extends and implements is not. */
function isInside(node: t.Node, cls: t.Class): boolean {
  const body = rangeOf(cls.body);
  const { start, end } = rangeOf(node);
  return body.start <= start && end <= body.end;
}

function factOf(at: Context, node: t.Node): Fact | undefined {
  const slot = at.findSlot(target(node));
  return slot === undefined ? undefined : factOfSlot(slot);
}

/** A parameter with a default or a modifier is asked for by its name. */
function target(node: t.Node): t.Node {
  if (node.type === 'AssignmentPattern') return node.left;
  if (node.type === 'TSParameterProperty') return target(node.parameter);
  return node.type === 'VariableDeclarator' ? node.id : node;
}
