import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { loadBehind } from '../../facts/scopes/loaded-module';
import { shimPlaceholder } from '../../imports/placeholders';
import { unwrap } from '../../parse/wrappers';
import { isGivenByShim, isOfShim } from '../context/given-by-shim';
import { nodesOf } from '../syntax/nodes';
import { type AnyCall, isCall, isRepeatable } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { isLegacyMaker, makerOf } from './maker-of';

/**
 * Packages that speak OpenTracing go on doing so whatever becomes of the project: a tracer that they are given has to answer to its
 * names, which the shim sees to. The spans that they give answer to both.
 */
export function* speakingPackages(context: FileContext): Iterable<Proposal> {
  const { speakers, source } = context.facts;
  if (speakers.length === 0) return;
  for (const { node, specifier } of speakers) {
    const findings = [finding('OT701', source.path, node, { name: specifier })];
    yield { rule: 'tracer-setup', site: node, units: [], outcome: { kind: 'rewrite', edits: [], findings } };
  }
  const loads = new Set<t.Node>(speakers.map(({ node }) => node));
  for (const call of nodesOf(source, 'CallExpression', 'OptionalCallExpression', 'NewExpression'))
    if (reaches(context, loads, call))
      for (const tracer of tracersIn(context, call)) yield handedOver(context, tracer, speakers[0]?.specifier ?? '');
}

/** `plugin(options)`, and `server.register({ plugin, options })` where `register` is no function of the project. */
function reaches(context: FileContext, loads: ReadonlySet<t.Node>, call: AnyCall): boolean {
  const isOfSpeaker = (node: t.Node) => loads.has(loadBehind(context.facts, node) ?? node);
  if (isOfSpeaker(call.callee)) return true;
  const isGiven = valuesIn(call).some(isOfSpeaker);
  return isGiven && !context.facts.functionsOf(call.callee)?.length;
}

/** What a call is given, and what the literals among it hold. */
function valuesIn(call: AnyCall): t.Node[] {
  return call.arguments.flatMap(valuesOf);
}

function valuesOf(node: t.Node): t.Node[] {
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap(valuesOf);
  if (node.type === 'LogicalExpression' && node.operator === '&&') return valuesOf(node.right);
  if (node.type === 'SpreadElement') return valuesOf(node.argument);
  if (node.type === 'ArrayExpression') return node.elements.flatMap((element) => (element ? valuesOf(element) : []));
  if (node.type !== 'ObjectExpression') return [node];
  return node.properties.flatMap((property) =>
    property.type === 'ObjectMethod' ? [] : valuesOf(property.type === 'SpreadElement' ? property : property.value),
  );
}

function tracersIn({ facts }: FileContext, call: AnyCall): t.Node[] {
  return valuesIn(call).filter((value) => {
    const fact = facts.factOf(value);
    const roles = [...(fact?.roles ?? [])];
    return !fact?.mixed && roles.length > 0 && roles.every((role) => role === 'tracer' || role === 'mockTracer');
  });
}

function handedOver(context: FileContext, tracer: t.Node, name: string): Proposal {
  const { facts, source } = context;
  const unit = facts.unitOf(tracer);
  const site = { rule: 'tracer-setup', site: tracer } as const;
  // What the package does with OpenTracing's own mock is what the test asks that for.
  if (isMockMadeHere(context, tracer) || isOutOfReach(context, tracer))
    return {
      ...site,
      units: [unit],
      outcome: { kind: 'leave', finding: finding('OT701', source.path, tracer, { name }) },
    };
  const maker = makerOf(context, tracer);
  const speaks = isAnsweredByShim(context, tracer) || (maker !== undefined && isLegacyMaker(maker.member));
  const edits = speaks ? [] : [throughShim(context, tracer)];
  return { ...site, units: [], needs: [unit], isQuiet: true, outcome: { kind: 'rewrite', edits } };
}

/** `new MockTracer()`, in a variable or not; what comes from elsewhere moves where it is made. */
function isMockMadeHere({ facts }: FileContext, tracer: t.Node): boolean {
  const inner = unwrap(tracer);
  const binding = inner.type === 'Identifier' ? facts.scopes.bindingOf(inner) : undefined;
  const isMade = inner.type === 'NewExpression' || binding?.declaration.type === 'VariableDeclarator';
  return isMade && facts.factOf(tracer)?.roles.has('mockTracer') === true;
}

/** A promise or a map of tracers, or a list that may be missing: the package takes them out where nobody can stand between. */
function isOutOfReach({ facts }: FileContext, tracer: t.Node): boolean {
  const { container = 'none', nullable = false } = facts.factOf(tracer) ?? {};
  return container !== 'none' && (container !== 'array' || nullable);
}

/** An earlier run has been here: `toOpenTracingTracer(tracer)`, or `[...tracers].map(toOpenTracingTracer)`. */
function isAnsweredByShim({ facts }: FileContext, tracer: t.Node): boolean {
  const inner = unwrap(tracer);
  return isGivenByShim(facts, inner) || (isCall(inner) && inner.arguments.some((it) => isOfShim(facts, it)));
}

function throughShim({ facts, source }: FileContext, tracer: t.Node): Edit {
  const given = shimPlaceholder('toOpenTracingTracer');
  const { container, nullable = false } = facts.factOf(tracer) ?? {};
  const shimmed: Part[] = [`${given}(`, keep(tracer), ')'];
  // Without a tracer the package goes its own way.
  const isAsked = nullable && isRepeatable(tracer);
  const parts: Part[] =
    container === 'array'
      ? ['[...', keep(tracer), `].map(${given})`]
      : [...(isAsked ? [keep(tracer), ' && '] : []), ...shimmed];
  const property = source.parents.get(tracer);
  if (property?.type !== 'ObjectProperty' || !property.shorthand) return replace(tracer, ...parts);
  return replace(property, keep(property.key), ': ', ...parts);
}
