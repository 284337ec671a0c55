import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import type { Unit } from '../../facts/types';
import { isTypeScript, textOf } from '../../parse/source-file';
import { handOversIn } from '../syntax/hand-overs';
import type { FileContext, Proposal } from '../types';
import { calledFor, packageBehind } from './foreign-tracers';

/**
 * A span that a package gives, `const span: Span = currentSpan()`: code that has moved works on it only where the package has it from
 * the global tracer, by the shim, or has moved as well. Told once for each variable.
 */
export function* foreignSpans(context: FileContext): Iterable<Proposal> {
  if (!isTypeScript(context.source)) return;
  const told = new Set<string>();
  for (const { value, unit } of spansIn(context)) {
    const name = packageBehind(context, value, 'span');
    if (name === undefined || told.has(unit.id)) continue;
    told.add(unit.id);
    const given = textOf(context.source, calledFor(value));
    const findings = [finding('OT509', context.source.path, value, { given, name })];
    const outcome = { kind: 'rewrite', edits: [], findings } as const;
    yield { rule: 'tracer-setup', site: value, units: [unit], isQuiet: true, outcome };
  }
}

/** What is kept as a span, and what is asked as one right where it comes from. */
function* spansIn({ facts, source }: FileContext): Iterable<{ readonly value: t.Node; readonly unit: Unit }> {
  for (const { value, taker } of handOversIn(source)) {
    const roles = taker.kind === 'keeper' ? facts.factOf(taker.node)?.roles : undefined;
    if (taker.kind === 'keeper' && roles?.size === 1 && roles.has('span'))
      yield { value, unit: facts.unitOf(taker.node) };
  }
  for (const { member, receiver, unit } of facts.calls)
    if (receiver && member.startsWith('span.')) yield { value: receiver, unit };
}
