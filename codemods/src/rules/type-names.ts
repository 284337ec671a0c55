import type * as t from '@babel/types';
import { makesDoublesOfTypes } from '../catalog/double-makers';
import { type Finding, finding } from '../catalog/findings';
import { isTestFile } from '../catalog/test-files';
import { replace } from '../edit/edit';
import type { CallSite, Implementation } from '../facts/types';
import { leftmostOf } from '../imports/tracing-bindings';
import { isWithin, rangeOf, textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { isMadeHere } from './context/made-here';
import { lifetimesOf } from './lifetime/lifetimes';
import { passesOptionsOn, typeOfPassed } from './options/options-type';
import { unitOfSpan } from './options/start-call';
import { isExtracted } from './parents/extracted';
import { excerpt } from './syntax/text';
import { describedSpans } from './type-names/described-spans';
import { documentedTypes } from './type-names/documented-types';
import { importTypes } from './type-names/import-types';
import { injectedType } from './type-names/injected-type';
import { keptLoads } from './type-names/kept-loads';
import { indexedMethod, namedMethods, typeOfMethod, typeOfOption } from './type-names/method-type';
import { unitsOfContent } from './type-names/options-content';
import { declaredFor } from './type-names/options-declaration';
import { madeOfOptions } from './type-names/own-options-type';
import { publicEntry } from './type-names/public-entry';
import { reExports, successorTypes } from './type-names/re-exports';
import { isHeritage, isInDeclarationOf, type TypeName, typeNames } from './type-names/type-names';
import { unitsOfNamedType, unitsOfType } from './type-names/type-unit';
import type { FileContext, Proposal, Rule } from './types';

/** Types: `Span` and `Tracer` keep their names, a `SpanContext` is a `Context` now. */
export const types: Rule = {
  name: 'types',
  *propose(context) {
    let isFirst = true;
    for (const type of typeNames(context)) {
      const proposal = propose(context, type, isFirst);
      if (proposal) yield proposal;
      if (type.name === 'SpanContext') isFirst = false;
    }
    yield* documentedTypes(context);
    yield* importTypes(context);
    yield* reExports(context);
    yield* keptLoads(context);
    yield* implementations(context);
    yield* describedSpans(context);
    yield* publicEntry(context);
  },
};

function propose(context: FileContext, { node, name }: TypeName, isFirst: boolean): Proposal | undefined {
  if (isHeritage(context, node)) return undefined;
  const successor = successorTypes.get(name);
  if (isGone(context, node)) return undefined;
  const { path } = context.source;
  const site = { rule: 'types', site: node, units: unitsOfType(context, node) } as const;
  if (isMadeHere(context, node)) return undefined;
  const double = doubleOf(context, node);
  if (double)
    return { ...site, units: [], outcome: { kind: 'leave', finding: finding('OT611', path, double, { name }) } };
  const cast = doubtfulCast(context, node);
  if (cast) {
    const told = finding('OT122', path, cast, { type: name, value: excerpt(textOf(context.source, unwrap(cast))) });
    return { ...site, outcome: { kind: 'leave', finding: told } };
  }
  const start = listedFor(context, node);
  if (start) {
    const shared = { ...site, needs: [unitOfSpan(context, start)], kept: finding('OT404', path, node, { name }) };
    return { ...shared, outcome: { kind: 'rewrite', edits: [] } };
  }
  if (isTaken(context, node)) return { ...site, outcome: { kind: 'rewrite', edits: [] } };
  const method = name === 'Tracer' ? indexedMethod(context, node)?.node : undefined;
  const named = name === 'Span' ? namedMethods(context, node) : undefined;
  if (named) {
    const told = finding('OT323', path, named, { name: textOf(context.source, named), use: 'named' });
    return {
      ...site,
      units: [...site.units, ...unitsOfNamedType(context, named)],
      outcome: { kind: 'leave', finding: told },
    };
  }
  const passedOn = finding('OT407', path, node, { name: method ? textOf(context.source, method) : name });
  const passed =
    name === 'SpanOptions' ? (typeOfPassed(context, node) ?? madeOfOptions(context, node, passedOn)) : undefined;
  const declared = passed ?? declaredFor(context, node, name, passedOn);
  if (declared) return { ...site, ...declared, kept: passedOn };
  if (name === 'SpanOptions' && passesOptionsOn(context))
    return { ...site, outcome: { kind: 'leave', finding: passedOn } };
  if (!successor)
    return REPORTED.has(name)
      ? { ...site, outcome: { kind: 'leave', finding: finding('OT404', path, node, { name }) } }
      : undefined;
  const option = name === 'SpanOptions' ? typeOfOption(context, node) : undefined;
  if (option) return { ...site, outcome: { kind: 'rewrite', edits: option } };
  const content = name === 'SpanOptions' ? unitsOfContent(context, node) : [];
  if (content === 'stays') return { ...site, outcome: { kind: 'leave', finding: passedOn } };
  const written = method && typeOfMethod(context, node);
  if (written) return { ...site, outcome: { kind: 'rewrite', edits: [written] } };
  const injected = injectedType(context, node, name, successor);
  if (injected) return { ...site, outcome: injected };
  const findings: Finding[] =
    name === 'SpanContext' && isFirst ? [finding('OT405', path, node, { name: textOf(context.source, node) })] : [];
  const moving = content.length > 0 ? { ...site, needs: content, kept: passedOn } : site;
  return { ...moving, outcome: { kind: 'rewrite', edits: [replace(node, context.api(successor))], findings } };
}

/** In a statement that goes as a whole. */
function isGone(context: FileContext, node: t.Node): boolean {
  return lifetimesOf(context).gone.some((statement) => isWithin(rangeOf(node), rangeOf(statement)));
}

/** The start for which a list that is declared to be of references holds Contexts. */
function listedFor(context: FileContext, node: t.Node): CallSite | undefined {
  const reference = context.source.parents.get(node);
  return reference && lifetimesOf(context).listed.get(reference);
}

/** Part of options that are spelled out, or of a cast that goes: the startSpan that they are for sees to them. */
function isTaken(context: FileContext, node: t.Node): boolean {
  const { taken } = lifetimesOf(context);
  for (let at: t.Node | undefined = node; at?.type.startsWith('TS') || at === node; at = context.source.parents.get(at))
    if (at && taken.has(at)) return unwrap(at) === at || isExtracted(context, at);
  return false;
}

/** The call of a test that makes a double of a type, `mock<Tracer>()`, or the type of what it gives, `MockProxy<Tracer>`. */
function doubleOf({ facts, source }: FileContext, node: t.Node): t.Node | undefined {
  const reference = source.parents.get(node);
  const list = reference && source.parents.get(reference);
  const user = list?.type === 'TSTypeParameterInstantiation' ? source.parents.get(list) : undefined;
  if (!user || facts.isClassDouble(user)) return user;
  const named =
    user.type === 'TSTypeReference' ? facts.scopes.bindingOf(leftmostOf(user.typeName))?.declaration : undefined;
  const importing = named && source.parents.get(named);
  const isOfDouble = importing?.type === 'ImportDeclaration' && makesDoublesOfTypes(importing.source.value);
  return isOfDouble ? user : undefined;
}

/** The cast that a type is of, where it says OpenTracing of something else. */
function doubtfulCast({ facts, source }: FileContext, node: t.Node): t.Node | undefined {
  for (let at: t.Node | undefined = node; at?.type.startsWith('TS') || at === node; at = source.parents.get(at))
    if (at && facts.isDoubtfulCast(at)) return at;
  return undefined;
}

/** Types that nothing in OpenTelemetry stands for. Those of MockTracer belong to another rule. */
const REPORTED = new Set(['Reference', 'BinaryCarrier']);

function* implementations(context: FileContext): Iterable<Proposal> {
  for (const implementation of context.facts.implementations) {
    // What a package has is not the project's to change.
    if (isInDeclarationOf(context, implementation.node)) continue;
    const outcome = { kind: 'leave', finding: implementationFinding(implementation) } as const;
    yield { rule: 'types', site: implementation.node, units: [], outcome };
  }
}

/** Says of a class, function or object that it is a tracer, span or span context itself. */
export function implementationFinding({ path, node, name, role }: Implementation): Finding {
  return finding('OT401', path, node, { name, role, inTest: isTestFile(path) });
}
