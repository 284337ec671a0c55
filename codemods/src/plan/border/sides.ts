import type * as t from '@babel/types';
import { isUnproven } from '../../catalog/findings/unproven';
import type { FileFacts, Signature, Unit } from '../../facts/types';
import { parametersOf } from '../../parse/functions';
import { isTypeScript } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isGivenByShim } from '../../rules/context/given-by-shim';
import type { Taker } from '../../rules/syntax/hand-overs';
import { isMember } from '../../rules/syntax/syntax';
import type { RuleName } from '../../rules/types';
import { boundUnitsOf, type Entry, type Stay } from '../settle';

/** Whose type something has after a migration: OpenTelemetry's, or still OpenTracing's. */
export type Side = 'moved' | 'kept';

/** On which side of the border the tracers of a project are. */
export interface Sides {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Variables and fields of which the declaration moves, or what is put in them. */
  readonly units: ReadonlyMap<string, Side>;
  /** What keeps OpenTracing's tracers: a call that makes one puts it there and stays, or something else than a doubtful call keeps it. */
  readonly ownTracers: ReadonlySet<string>;
  /** Tracers that code speaks to in OpenTelemetry's words. */
  readonly spokenTo: ReadonlySet<string>;
  /** Annotations of which a name moves. */
  readonly annotations: ReadonlySet<t.Node>;
  readonly calls: ReadonlyMap<t.Node, Side>;
  /** Whether any tracer of the project speaks OpenTelemetry, since this run or an earlier one. */
  readonly someMoved: boolean;
}

/** Reads the sides off what is decided. */
export function sidesOf(
  files: readonly { readonly facts: FileFacts }[],
  entries: readonly Entry[],
  stays: ReadonlyMap<Entry, Stay>,
): Sides {
  const applied = entries.filter((entry) => !stays.has(entry));
  const moving = applied.filter((entry) => MOVERS.has(entry.proposal.rule) && isRewritten(entry));
  const unitIds = moving.flatMap((entry) => movedUnits(entry).map(({ id }) => id));
  const kept = [...stays.keys()].flatMap((entry) => boundUnitsOf(entry).map(({ id }) => id));
  return {
    files: new Map(files.map(({ facts }) => [facts.source.path, facts])),
    units: new Map([...kept.map((id) => [id, 'kept'] as const), ...unitIds.map((id) => [id, 'moved'] as const)]),
    ownTracers: new Set(
      [...stays].flatMap(([entry, { root }]) =>
        !isUnproven(root.code) || makesTracer(entry) ? boundUnitsOf(entry).map(({ id }) => id) : [],
      ),
    ),
    spokenTo: new Set(applied.flatMap(({ call }) => (call?.member === 'tracer.startSpan' ? [call.unit.id] : []))),
    annotations: new Set(moving.flatMap((entry) => annotationAround(entry) ?? [])),
    calls: new Map(
      entries.flatMap((entry) => (entry.call ? [[entry.call.node, stays.has(entry) ? 'kept' : 'moved'] as const] : [])),
    ),
    someMoved:
      applied.some((entry) => MAKERS.has(entry.proposal.rule) && isRewritten(entry)) ||
      files.some(({ facts }) => hasNewTracers(facts)),
  };
}

/** Not by the API alone: where only spans have moved so far, every tracer is still OpenTracing's, and stays so in the next run. */
function hasNewTracers({ source: { text } }: FileFacts): boolean {
  return text.includes('@opentelemetry/api') && /\b(?:getTracer|Tracer)\b/.test(text);
}

/** Rules that move what is declared. */
const MOVERS: ReadonlySet<RuleName> = new Set(['types', 'tracer']);
/** Rules after which a tracer may speak OpenTelemetry. */
const MAKERS: ReadonlySet<RuleName> = new Set([...MOVERS, 'tracer-setup', 'mock-tracer']);

/** Whether something is written for what a rule speaks of. */
export function isRewritten({ proposal: { outcome } }: Entry): boolean {
  return outcome.kind === 'rewrite' && outcome.edits.length > 0;
}

function makesTracer({ facts, call }: Entry): boolean {
  return call !== undefined && isTracer(facts, call.node);
}

/** A parameter with a modifier is a field as well. */
function movedUnits({ facts, proposal: { site, units, needs = [] } }: Entry): readonly Unit[] {
  const { parents } = facts.source;
  let at: t.Node | undefined = site;
  while (at && at.type !== 'TSParameterProperty' && !/Statement|Class/.test(at.type)) at = parents.get(at);
  const field = at?.type === 'TSParameterProperty' ? facts.fieldOf(at) : undefined;
  return [...units, ...needs, ...(field ? [field] : [])];
}

function annotationAround({ facts: { source }, proposal: { rule, site } }: Entry): t.Node | undefined {
  if (rule !== 'types') return undefined;
  for (let up = source.parents.get(site); up !== undefined; up = source.parents.get(up))
    if (up.type === 'TSTypeAnnotation') return up;
  return undefined;
}

/** The side of an expression, if it is a tracer and that is known. */
export function sideOfValue(sides: Sides, facts: FileFacts, node: t.Node): Side | undefined {
  const inner = unwrap(node);
  if (isGivenByShim(facts, inner)) return undefined;
  if (facts.isOwnTracer(inner)) return 'kept';
  if (!isTracer(facts, inner)) return undefined;
  switch (inner.type) {
    case 'AwaitExpression':
      return sideOfValue(sides, facts, inner.argument);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return sides.calls.get(inner) ?? sideOfResult(sides, facts.signaturesOf(inner));
    default:
      return sides.units.get(facts.unitOf(inner).id) ?? sideOfMade(sides, facts, inner);
  }
}

/**
 * Whether a field or a parameter gets its tracers from elsewhere, as far as is known: then it may stay while they move. In TypeScript, what comes in
 * there has been asked for as its type says.
 */
export function isFedFromElsewhere(sides: Sides, facts: FileFacts, node: t.Node): boolean {
  const inner = unwrap(node);
  const binding = inner.type === 'Identifier' ? facts.scopes.bindingOf(inner) : undefined;
  const isFed = isMember(inner) || (binding !== undefined && binding.declaration.type !== 'VariableDeclarator');
  if (!isFed || isTypeScript(facts.source) || facts.isOwnTracer(inner) || !isTracer(facts, inner)) return false;
  return !sides.ownTracers.has(facts.unitOf(inner).id);
}

/** A constant without a type of its own has that of what is put in it; one that moved code speaks to is of both sides. */
function sideOfMade(sides: Sides, facts: FileFacts, node: t.Node): Side | undefined {
  const binding = node.type === 'Identifier' ? facts.scopes.bindingOf(node) : undefined;
  if (binding?.declaration.type !== 'VariableDeclarator' || binding.reassigned) return undefined;
  const { id, init } = binding.declaration;
  const isTyped = id.type !== 'Identifier' || id.typeAnnotation || sides.spokenTo.has(facts.unitOf(id).id);
  return isTyped || !init || !/Call|New|Await/.test(unwrap(init).type) ? undefined : sideOfValue(sides, facts, init);
}

function isTracer(facts: FileFacts, node: t.Node): boolean {
  const roles = [...(facts.factOf(node)?.roles ?? [])];
  return roles.length > 0 && roles.every((role) => role === 'tracer' || role === 'mockTracer');
}

function sideOfResult(sides: Sides, signatures: readonly Signature[]): Side | undefined {
  return firstSide(signatures, ({ path, node }) =>
    sideOfAnnotation(sides, path, 'returnType' in node ? node.returnType : annotationOf(node)),
  );
}

/** The side of what takes a value, if it takes a tracer and that is known. */
export function sideOfTaker(sides: Sides, facts: FileFacts, taker: Taker): Side | undefined {
  switch (taker.kind) {
    case 'result':
      return sideOfAnnotation(sides, facts.source.path, taker.of.returnType);
    case 'keeper':
      return sideOfKeeper(sides, facts, taker.node);
    case 'parameter':
      return firstSide(facts.signaturesOf(taker.call), ({ path, node }) =>
        sideOfAnnotation(sides, path, annotationOf(parametersSaid(node)[taker.index])),
      );
  }
}

/** What has no type of its own has that of what is put in it, and has to answer those who speak to it. */
function sideOfKeeper({ units, spokenTo }: Sides, facts: FileFacts, node: t.Node): Side | undefined {
  const { id } = facts.unitOf(node);
  return units.get(id) ?? (spokenTo.has(id) ? 'moved' : undefined);
}

function firstSide(signatures: readonly Signature[], sideOf: (signature: Signature) => Side | undefined) {
  for (const signature of signatures) {
    const side = sideOf(signature);
    if (side !== undefined) return side;
  }
  return undefined;
}

function sideOfAnnotation(
  { annotations, files }: Sides,
  path: string,
  annotation: t.Node | null | undefined,
): Side | undefined {
  if (annotation?.type !== 'TSTypeAnnotation') return undefined;
  const roles = files.get(path)?.factOf(annotation.typeAnnotation)?.roles;
  if (!roles?.has('tracer')) return undefined;
  return annotations.has(annotation) ? 'moved' : 'kept';
}

function parametersSaid(node: Signature['node']): readonly t.Node[] {
  return parametersOf<t.Node>('params' in node ? node.params : node.parameters);
}

function annotationOf(node: t.Node | undefined): t.Node | null | undefined {
  if (node?.type === 'AssignmentPattern') return annotationOf(node.left);
  if (node?.type === 'TSParameterProperty') return annotationOf(node.parameter);
  return node && 'typeAnnotation' in node ? node.typeAnnotation : undefined;
}
