import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { Edit } from '../../edit/edit';
import { keeperOf } from '../../facts/lookups/keeper';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { argumentsAskedFor, assertedCall } from './asserted-call';

/** What becomes of the assertions on a spy that a test keeps in a variable. */
export interface AskedOfSpy {
  /** The method that all of them ask about now; undefined where they do not agree, or ask nothing that tells. */
  readonly method: string | undefined;
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/**
 * `const tagged = sinon.stub(span, 'setTag')` with `sinon.assert.calledWith(tagged, 'error', true)` spies on `setStatus`. One spy is one
 * method: where the assertions speak of several, or of arguments that do not tell, it gets the usual name, and they are told.
 */
export function askedOfSpy(context: FileContext, spy: t.Node, method: string, usual: string): AskedOfSpy {
  const asked = readsOf(context, spy).flatMap((read) => {
    if ((argumentsAskedFor(context, read)?.length ?? 0) === 0) return [];
    return [{ read, asserted: assertedCall(context, read, method) }];
  });
  const methods = new Set(asked.map(({ asserted }) => methodOf(asserted, usual)));
  const [only] = methods;
  const settled = methods.size === 1 && only !== undefined ? only : undefined;
  const told = asked.filter(({ asserted }) => methodOf(asserted, usual) !== (settled ?? usual) || isExact(asserted));
  return {
    method: settled,
    edits: asked.flatMap(({ asserted }) =>
      typeof asserted === 'object' && asserted.method === (settled ?? usual) ? asserted.edits : [],
    ),
    findings: told.map(({ read }) =>
      finding('OT606', context.source.path, read, { name: textOf(context.source, unwrap(read)) }),
    ),
  };
}

/** Undefined where the arguments do not tell. */
function methodOf(asserted: ReturnType<typeof assertedCall>, usual: string): string | undefined {
  if (asserted === undefined) return usual;
  return asserted === 'unknown' ? undefined : asserted.method;
}

function isExact(asserted: ReturnType<typeof assertedCall>): boolean {
  return typeof asserted === 'object' && asserted.isExact === true;
}

/** Where the variable that a spy is kept in is read, with what TypeScript says around it: `tagged!`. */
function readsOf({ source, facts }: FileContext, spy: t.Node): t.Expression[] {
  const kept = keeperOf(source.parents, spy);
  const references = kept?.type === 'Identifier' ? (facts.scopes.bindingOf(kept)?.references ?? []) : [];
  return references.flatMap(({ kind, node }) =>
    kind === 'read' ? [outermost(source, node).node as t.Expression] : [],
  );
}
