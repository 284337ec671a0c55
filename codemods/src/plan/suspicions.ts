import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { isTestFile } from '../catalog/test-files';
import { constantFrom } from '../facts/scopes/declared-with';
import type { FileFacts, Suspect, Unit } from '../facts/types';
import { lineOf, rangeOf } from '../parse/source-file';
import { isGivenByShim } from '../rules/context/given-by-shim';
import { groupOf, unprovenReports } from '../rules/mock-tracer/bound-together';
import { isCall } from '../rules/syntax/syntax';
import type { FileProposals } from './plan';
import { isAccepted, type Left } from './remarks';
import type { KeptUnit } from './settle';

/**
 * What is said of calls that look like OpenTracing's and are not proven, and of options that a start does not read any more; `settled`: of what
 * the rules say something.
 */
export function suspicionsOf(facts: FileFacts, settled: ReadonlySet<t.Node>): readonly Suspicion[] {
  return [...ofCalls(facts), ...ofOptions(facts, settled)];
}

function ofOptions({ source, oldOptions }: FileFacts, settled: ReadonlySet<t.Node>): readonly Suspicion[] {
  return oldOptions
    .filter(({ node }) => !settled.has(node) && !isAccepted(source, node))
    .map(({ node, keys, where: { path, line } }) => {
      const where = path === source.path ? `line ${line}` : `${path}:${line}`;
      return { site: node, finding: finding('OT121', source.path, node, { keys, where }), remarked: true };
    });
}

function ofCalls(facts: FileFacts): readonly Suspicion[] {
  const { source, suspects } = facts;
  const told = new Set<string>();
  const derived = ofGlobalTracer(facts);
  return suspects
    .filter(({ node, isEither }) => !isEither && !isAccepted(source, node))
    .map((suspect) => (derived.has(suspect.node) ? { ...suspect, reason: 'derived' as const } : suspect))
    .map((suspect) => {
      const receiver = receiverOf(facts, suspect).id;
      const remarked = !TOLD_ELSEWHERE.has(suspect.reason) && !told.has(receiver);
      if (remarked) told.add(receiver);
      return { site: suspect.node, finding: suspicionOf(source.path, suspect), remarked };
    });
}

/** What a call is made on; a tracer that the shim is asked for is the one that it is given. */
function receiverOf(facts: FileFacts, { node: { callee } }: Suspect): Unit {
  const made = 'object' in callee ? (callee.object as t.Node) : callee;
  const [given] = isCall(made) && isGivenByShim(facts, made) ? made.arguments : [];
  return facts.unitOf(given ?? made);
}

/** Calls on what the global tracer gives, and on what comes of that: what else that may be is told where it is asked for (OT507). */
function ofGlobalTracer({ calls, scopes, suspects }: FileFacts): ReadonlySet<t.Node> {
  const asked = calls.flatMap(({ member, node }) => (member === 'globalTracer' ? [node] : []));
  const made = new Set<t.Node>(asked);
  for (const { node, rival } of suspects) {
    const from = rival && 'object' in node.callee ? madeAs(scopes, node.callee.object) : undefined;
    if (from && made.has(from)) made.add(node);
  }
  for (const node of asked) made.delete(node);
  return made;
}

/** What a constant is made as; anything else is what it is. */
function madeAs(scopes: FileFacts['scopes'], node: t.Node): t.Node | undefined {
  const binding = scopes.bindingOf(node);
  return binding === undefined ? node : constantFrom(binding);
}

/** What such a call is made on comes from a place where it is said already. */
const TOLD_ELSEWHERE: ReadonlySet<Suspect['reason']> = new Set(['moved', 'derived']);

/** `remarked`: whether it is said in the code as well, which is once for what the calls are made on. */
export interface Suspicion extends Left {
  readonly remarked: boolean;
}

function suspicionOf(path: string, { node, method, rival, reason, from }: Suspect): Finding {
  if (reason === 'derived') return finding('OT806', path, node, { method });
  if (rival === undefined) return finding('OT801', path, node, { method, from });
  if ('package' in rival) {
    const of = rival.isKnown ? 'look-alike' : 'unknown';
    return finding('OT804', path, node, { method, where: rival.package, of });
  }
  const where = rival.path === path ? `line ${rival.line}` : `${rival.path}:${rival.line}`;
  return finding('OT804', path, node, { method, where });
}

/**
 * What such calls are made on stays as a whole, if it is OpenTracing's among other things: the other thing knows none of the new
 * names. A test may put anything in a field of what it tries; there only its own variables stay. So do the mock tracers of a file that may
 * be asked for their report by way of something else: a tracer of the SDK gives none.
 */
export function unitsOfSuspects({ facts, whole }: FileProposals): readonly KeptUnit[] {
  const { source, suspects } = facts;
  const isTest = isTestFile(source.path);
  const ofMocks = new Set(unprovenReports(facts));
  return (whole === undefined ? suspects : []).flatMap((suspect) => {
    if (suspect.isEither) return [];
    const told = suspicionOf(source.path, suspect);
    const rootLine = lineOf(source, rangeOf(suspect.node).start);
    const accepted = isAccepted(source, suspect.node);
    const stay = { finding: told, root: told, rootLine, code: accepted ? 'ot2otel-ignore' : told.code, accepted };
    // An earlier run may have put the shim between the call and what stays.
    const bound = suspect.units ? [...suspect.units, receiverOf(facts, suspect)] : [];
    const own = bound.filter(({ kind }) => !isTest || kind === 'variable');
    const units = ofMocks.has(suspect) && !accepted ? [...own, groupOf(source.path)] : own;
    return units.map((unit) => ({ unit, stay }));
  });
}
