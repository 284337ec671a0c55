import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { keep, replace } from '../edit/edit';
import { keeperOf } from '../facts/lookups/keeper';
import type { CallSite } from '../facts/types';
import { rangeOf, textOf } from '../parse/source-file';
import { callsTo, leave, rewrite } from './calls/proposals';
import { siteOf } from './calls/sites';
import { leaveBinary } from './context/binary';
import { carrierKind, getters } from './context/carrier';
import { contextTests } from './context/context-tests';
import { eitherTests } from './context/either-tests';
import { fallbacks, formInFallback } from './context/fallback';
import { formatFindings } from './context/format';
import { listTests } from './context/list-tests';
import { withoutDoubt } from './parents/extracted';
import { left } from './parents/plain-parent';
import { callInPlace } from './syntax/call-layout';
import { joinParts } from './syntax/layout';
import { plainArguments } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** `tracer.extract(FORMAT, carrier)` is `propagation.extract(ROOT_CONTEXT, carrier)`, which never gives null: so its tests change as well. */
export const extract: Rule = {
  name: 'extract',
  *propose(context) {
    for (const site of callsTo(context, 'tracer.extract', 'mockTracer.extract'))
      yield withResult(context, site, propose(context, site));
    const stays = (node: t.Node) => {
      const site = siteOf(context, node);
      return site?.member === 'tracer.extract' && propose(context, site).outcome.kind === 'leave';
    };
    yield* contextTests(context, stays);
    yield* fallbacks(context, stays);
    yield* eitherTests(context);
    yield* listTests(context);
  },
};

function propose(context: FileContext, site: CallSite): Proposal {
  const { path } = context.source;
  const [format, carrier] = plainArguments(site.node) ?? [];
  if (!format || !carrier) return leave('extract', site, finding('OT302', path, site.node, { method: 'extract' }));
  const remarks = formatFindings(context, format, 'extract');
  if (remarks === 'binary') return leaveBinary(context, site, format, 'extract');
  const form = formInFallback(context, site.node);
  if (form === 'unasked') return leave('extract', site, left(context, site.node).finding);
  const getter = getters[carrierKind(context, carrier)];
  const given = [[context.api('ROOT_CONTEXT')], [keep(carrier)], ...(getter ? [[getter]] : [])];
  const extracting = { head: `${context.api('propagation')}.extract`, given };
  const told = getter ? [finding('OT303', path, carrier, { carrier: textOf(context.source, carrier) })] : [];
  const whole = withoutDoubt(context, site.node);
  const parts =
    form === 'named'
      ? [`${extracting.head}(`, ...joinParts(given, ', '), ')']
      : callInPlace(context.source, site.node, extracting, rangeOf(whole));
  const edits = [replace(whole, ...parts)];
  return rewrite('extract', site, edits, [...remarks, ...told]);
}

/**
 * What is extracted moves or stays with what it is kept in: a Context answers to none of the names that a span context had, and what a
 * call that stays gives may be null, which a Context never is.
 */
function withResult({ source, facts }: FileContext, site: CallSite, proposal: Proposal): Proposal {
  const kept = keeperOf(source.parents, site.node);
  return kept ? { ...proposal, units: [...proposal.units, facts.unitOf(kept)] } : proposal;
}
