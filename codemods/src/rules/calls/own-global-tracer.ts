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
  return { told: finding('OT507', path, taken, { name: tracer.name, where: whereIs(context, tracer), own }), own };
}

/** Where a reader of a file finds what the project implements. */
export function whereIs({ project, source }: FileContext, { path, node }: Implementation): string {
  const facts = project.files.get(path);
  const line = facts === undefined ? 1 : lineOf(facts.source, rangeOf(node).start);
  return path === source.path ? `line ${line}` : `${path}:${line}`;
}
