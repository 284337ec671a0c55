import type * as t from '@babel/types';
import { SHIM } from '../catalog/opentelemetry-api';
import { type Edit, keep, replace } from '../edit/edit';
import type { FileFacts } from '../facts/types';
import { shimPlaceholder } from '../imports/placeholders';
import { isTypeScript } from '../parse/source-file';
import type { RuleName } from '../rules/types';
import { type Entry, type Stay, worksOnAnyTracer } from './settle';

/** The units of tracers that are OpenTelemetry's from now on: their declarations move, or what is put in them does. */
export function movedTracers(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): ReadonlySet<string> {
  const moving = entries.filter((entry) => MOVERS.has(entry.proposal.rule) && isRewritten(entry) && !stays.has(entry));
  return new Set(moving.flatMap(({ proposal: { units, needs = [] } }) => [...units, ...needs].map(({ id }) => id)));
}

const MOVERS: ReadonlySet<RuleName> = new Set(['types', 'tracer']);

function isRewritten({ proposal: { outcome } }: Entry): boolean {
  return outcome.kind === 'rewrite' && outcome.edits.length > 0;
}

/**
 * Where a call stays and its tracer moves, the two meet. A compiler takes the one for the other no more, so in TypeScript the call
 * asks the shim for a tracer of both. In JavaScript it stays as it is written: with the shim, any tracer of OpenTelemetry answers.
 */
export function borderEdits(left: readonly Entry[], moved: ReadonlySet<string>): readonly Edit[] {
  return left.flatMap((entry) => {
    const tracer = isTypeScript(entry.facts.source) ? tracerOf(entry) : undefined;
    if (tracer === undefined || !moved.has(entry.facts.unitOf(tracer).id)) return [];
    return [replace(tracer, `${shimPlaceholder('toOpenTracingTracer')}(`, keep(tracer), ')')];
  });
}

/** What a call that stays uses as OpenTracing's tracer. */
function tracerOf({ call }: Entry): t.Node | undefined {
  if (call?.member === 'initGlobalTracer') return call.node.arguments[0];
  return call?.receiver && worksOnAnyTracer(call) ? call.receiver : undefined;
}

/** Where the call moves after all, nothing has to stand between the two any more. */
export function withoutBorder(applied: readonly Entry[]): readonly Edit[] {
  return applied.flatMap(({ facts, call }) => {
    // What `inject` and `extract` become takes no tracer at all.
    const given = call?.member === 'tracer.startSpan' && call.receiver ? givenToShim(facts, call.receiver) : undefined;
    return given && call?.receiver ? [replace(call.receiver, keep(given))] : [];
  });
}

function givenToShim({ scopes, source }: FileFacts, node: t.Node): t.Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const name = scopes.bindingOf(node.callee)?.declaration;
  const statement = name && source.parents.get(name);
  const isShim = statement?.type === 'ImportDeclaration' && statement.source.value === SHIM;
  return isShim ? node.arguments[0] : undefined;
}
