import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { Implementation } from '../../facts/types';
import { lineOf, rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';

/** What the project's own tracer does would be lost where the global one is taken, by a call or by its function: why that stays. */
export function ownGlobalTracer(
  context: FileContext,
  taken: t.Node,
): { readonly told: Finding; readonly own: string } | undefined {
  const { path } = context.source;
  const found = context.project.ownGlobalTracerFor(path);
  if (found === undefined) return undefined;
  const { tracer, own } = found;
  const line = lineOfNode(context, tracer);
  const where = tracer.path === path ? `line ${line}` : `${tracer.path}:${line}`;
  return { told: finding('OT507', path, taken, { name: tracer.name, where, own }), own };
}

function lineOfNode({ project }: FileContext, { path, node }: Implementation): number {
  const facts = project.files.get(path);
  return facts === undefined ? 1 : lineOf(facts.source, rangeOf(node).start);
}
