import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import type { ImportSite } from '../../facts/types';
import { isOpenTracing, tracingBindingsOf } from '../../imports/tracing-bindings';
import { exportsRoot } from '../../parse/exports-root';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { isMember, outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';

/**
 * The package is loaded where no import stands: put into a variable later, spread into an object, waited for with `then`. Nothing takes
 * such a load away when its last use has moved, so it is told.
 */
export function* keptLoads(context: FileContext): Iterable<Proposal> {
  for (const site of context.facts.imports) if (isKept(context, site)) yield left(context, site.node);
}

function isKept(context: FileContext, { node, form, specifier }: ImportSite): boolean {
  if ((form !== 'require' && form !== 'dynamic') || !isOpenTracing(specifier)) return false;
  const { outer, parent } = userOf(context, node);
  // A load for its own sake does nothing, and what reads a member of it is settled by the rule for that member.
  if (parent?.type === 'ExpressionStatement' || isRead(parent, outer)) return false;
  return !tracingBindingsOf(context.source, context.facts.scopes).some(({ statement }) =>
    isWithin(rangeOf(node), rangeOf(statement)),
  );
}

/** What is done with the module; where it comes as a promise or at the end of a list, that is what is done with it. */
function userOf(context: FileContext, node: t.Node): { readonly outer: t.Node; readonly parent: t.Node | undefined } {
  const { node: outer, parent } = outermost(context.source, node);
  const isHandedOn =
    parent?.type === 'AwaitExpression' ||
    (parent?.type === 'SequenceExpression' && parent.expressions.at(-1) === outer);
  return isHandedOn ? userOf(context, parent) : { outer, parent };
}

function isRead(parent: t.Node | undefined, outer: t.Node): boolean {
  const isPromise = outer.type === 'CallExpression' && outer.callee.type === 'Import';
  return isMember(parent) && parent.object === outer && !isPromise;
}

function left(context: FileContext, node: t.Node): Proposal {
  const { source } = context;
  const { outer, parent } = userOf(context, node);
  const exported = parent?.type === 'AssignmentExpression' && exportsRoot(parent.left) ? parent : undefined;
  const told = exported
    ? finding('OT406', source.path, exported, { name: textOf(source, exported) })
    : finding('OT409', source.path, node, { load: textOf(source, node) });
  return { rule: 'types', site: outer, units: [], outcome: { kind: 'leave', finding: told } };
}
