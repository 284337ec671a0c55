import type * as t from '@babel/types';
import { judgeCall } from './call-sites';
import type { Context } from './constraints/context';
import { isTracingPackage } from './externals';
import { factOfSlot } from './facts-of-slots';
import { implementationsOf } from './implementations';
import { importSites, typeReferences, valueReferences } from './mentions';
import { objectsOf } from './objects';
import { stringOf } from './strings';
import { suspectCall } from './suspects';
import type { CallSite, Fact, FileFacts, Suspect } from './types';
import { unitOf } from './units';

/** What the solved graph says of one file. */
export function fileFacts(at: Context): FileFacts {
  const { source, scopes } = at.file;
  const nameUnit = (node: t.Node) => unitOf(at, node);
  const imports = importSites(at);
  const implementations = implementationsOf(at);
  const calls: CallSite[] = [];
  const suspects: Suspect[] = [];
  const unresolved: Suspect[] = [];
  for (const node of source.parents.keys()) {
    const verdict = isCall(node) ? judgeCall(at, node, nameUnit) : undefined;
    if (verdict?.kind === 'site') calls.push(verdict.site);
    else if (verdict?.kind === 'suspect') suspects.push(verdict.suspect);
    else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
      const suspect = suspectCall(at, node);
      if (suspect !== undefined) unresolved.push(suspect);
    }
  }
  const concerned = calls.length > 0 || imports.some(({ specifier }) => isTracingPackage(specifier));
  return {
    source,
    scopes,
    calls,
    values: valueReferences(at),
    types: typeReferences(at),
    imports,
    suspects: concerned ? [...suspects, ...unresolved] : suspects,
    implementations,
    factOf: (node) => factOf(at, node),
    unitOf: nameUnit,
    objectsOf: (node) => objectsOf(at, node),
    stringOf: (node) => stringOf(at, node),
  };
}

function isCall(node: t.Node): node is t.CallExpression | t.OptionalCallExpression | t.NewExpression {
  return node.type === 'CallExpression' || node.type === 'OptionalCallExpression' || node.type === 'NewExpression';
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
