import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { linkAfter } from '../syntax/link-after';
import { type AnyCall, isCall, isMember, outermost, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * `sinon.mock(tracer)` of which a test expects only inject and extract mocks `propagation` now. Undefined where more is expected of it,
 * or arguments that are not the format alone.
 */
export function expectationEdits(
  context: FileContext,
  mock: t.Node,
  call: t.Node,
  method: 'inject' | 'extract',
  mocked: Edit,
): Edit[] | undefined {
  const expectations = expectationsOf(context, mock);
  if (!expectations?.every((one) => chainEdits(context, one.call, one.method) !== undefined)) return undefined;
  const edits = chainEdits(context, call, method) ?? [];
  return expectations[0]?.call === call ? [mocked, ...edits] : edits;
}

interface Expectation {
  readonly call: t.Node;
  readonly method: 'inject' | 'extract';
}

/** Everything that is asked of the mock: expectations of the two, and to be verified or taken back. */
function expectationsOf({ facts, source }: FileContext, mock: t.Node): Expectation[] | undefined {
  const inner = unwrap(mock);
  const binding = inner.type === 'Identifier' ? facts.scopes.bindingOf(inner) : undefined;
  const reads = binding?.references.filter(({ kind }) => kind === 'read') ?? [];
  const found: Expectation[] = [];
  for (const { node } of reads) {
    const { parent: member } = outermost(source, node);
    const call = isMember(member) ? source.parents.get(member) : undefined;
    if (!isMember(member) || !isCall(call)) return undefined;
    const [method] = plainArguments(call) ?? [];
    const name = method?.type === 'StringLiteral' ? method.value : undefined;
    if (memberName(member) === 'expects' && (name === 'inject' || name === 'extract'))
      found.push({ call, method: name });
    else if (!/^(?:verify|restore)$/.test(memberName(member) ?? '')) return undefined;
  }
  return found.length > 0 ? found : undefined;
}

/** `.withArgs(format)` says nothing any more, and an extract that gives nothing gives the root context. */
function chainEdits(context: FileContext, call: t.Node, method: Expectation['method']): Edit[] | undefined {
  const edits: Edit[] = [];
  const { source } = context;
  for (let link = linkAfter(source, call); link !== undefined; link = linkAfter(source, link.call)) {
    const given = plainArguments(link.call) ?? [];
    if (link.name === 'withArgs' || link.name === 'withExactArgs') {
      const isFormat = /^(?:text_map|http_headers)$/.test(context.facts.stringOf(given[0] ?? link.call) ?? '');
      if (given.length !== 1 || !isFormat) return undefined;
      edits.push(remove({ start: rangeOf(link.object).end, end: rangeOf(link.call).end }));
    } else if (link.name === 'returns' && method === 'extract') edits.push(...rootReturned(context, link.call, given));
  }
  return edits;
}

function rootReturned(context: FileContext, call: AnyCall, [value]: readonly t.Expression[]): Edit[] {
  const root = context.api('ROOT_CONTEXT');
  if (!value) return [insert(rangeOf(call).end - 1, root)];
  return isNothing(value) ? [replace(value, root)] : [];
}
