import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, keep, remove, replace } from '../edit/edit';
import type { CallSite, Fact, Unit } from '../facts/types';
import { isTypeScript, textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { isNoopTracer } from './calls/noop-tracer';
import { statementLines } from './calls/removal';
import { isGivenByShim } from './context/given-by-shim';
import { endOfGlobalMock, globalMock, notMetBeside } from './mock-tracer/global-mock';
import { replacesTracing } from './mocks/module-mocks';
import { allCodecUnits, carriedCodec, codecUnits, withoutRegistration } from './setup/carried-codec';
import { contextsFromText } from './setup/context-from-text';
import { createdModule } from './setup/created-module';
import { foreignSpans } from './setup/foreign-spans';
import { foreignTracers } from './setup/foreign-tracers';
import { unitsWithFormats } from './setup/formats';
import { jaegerClasses } from './setup/jaeger-classes';
import { withoutDeclarations } from './setup/jaeger-declarations';
import { type JaegerImport, redirectImport, splitNames } from './setup/jaeger-import';
import { isJaegerMaker, makersIn, makesByJaeger, makesJaegerTracer } from './setup/jaeger-made';
import { jaegerModuleTypes } from './setup/jaeger-module';
import {
  importsBeside,
  inSameProgram,
  isMadeElsewhere,
  jaegerImportOf,
  moduleOfNeighbour,
  obstacle,
  staysElsewhere,
} from './setup/jaeger-plan';
import { declaredTracers, tracerTypes } from './setup/jaeger-tracer-types';
import { isLegacyMaker, makerOf } from './setup/maker-of';
import { notCarried } from './setup/not-carried';
import { globalShim, shimTypes, withoutContextManager } from './setup/official-shim';
import { otherSdk } from './setup/other-sdk';
import { speakingPackages } from './setup/speaking-packages';
import { isSurelyMade } from './setup/surely-made';
import { spiedMembers } from './syntax/spied-members';
import type { FileContext, Outcome, Proposal, Rule } from './types';
import { contextsOf } from './values/values-nearby';

type Settled = Pick<Proposal, 'outcome' | 'needs' | 'kept' | 'between'> & { readonly units?: readonly Unit[] };

/** The tracers that a file makes by jaeger-client, or gives formats: while one of them stays, it has to be made global as it was. */
function madeByJaeger({ source }: FileContext): Unit {
  return { id: `made by jaeger-client in ${source.path}`, kind: 'expression', name: 'the tracer of jaeger-client' };
}

/** Those of all files that may be part of the same program. */
function madeInProgram(context: FileContext): readonly Unit[] {
  return inSameProgram(context).map(madeByJaeger);
}

function leave(outcome: ReturnType<typeof finding>): Settled {
  return { outcome: { kind: 'leave', finding: outcome } };
}

/** A tracer that goes on being jaeger-client's. */
function staysJaeger(context: FileContext, told: ReturnType<typeof finding>): Settled {
  return { ...leave(told), units: [madeByJaeger(context)] };
}

/** `initTracer(config, options)` stays as it is written: it is the import that changes. */
function settleJaeger(context: FileContext, site: CallSite, first: boolean): Settled {
  const { source } = context;
  const taken = jaegerImportOf(context);
  if (taken === undefined)
    return staysJaeger(context, finding('OT501', source.path, site.node, { call: 'this import of jaeger-client' }));
  const names = obstacle(context, taken);
  if (names !== undefined) return staysJaeger(context, finding('OT503', source.path, site.node, { names }));
  if (!first) return { outcome: { kind: 'rewrite', edits: [] } };
  const created = createdModule(context);
  const outcome: Outcome = {
    kind: 'rewrite',
    edits: [
      ...redirectImports(context, taken, created.specifier),
      ...(splitNames(taken).staying.length === 0 ? withoutDeclarations(context) : []),
    ],
    findings: [
      finding('OT502', source.path, site.node, {
        module: created.specifier,
        lost: notCarried(context, site),
        codec: carriedCodec(context) !== undefined,
      }),
      ...otherSdk(context, site.node),
    ],
    creates: [created],
  };
  return { outcome };
}

function redirectImports(context: FileContext, taken: JaegerImport, module: string): Edit[] {
  return redirected(context, taken).flatMap((one) => redirectImport(context, one, module));
}

function redirected(context: FileContext, taken: JaegerImport): readonly JaegerImport[] {
  return [taken, ...importsBeside(context, taken)];
}

function isOwnTracer(context: FileContext, argument: t.Node | undefined): boolean {
  if (argument === undefined) return false;
  const inner = unwrap(argument);
  // Of a choice each has to be: what a caller may hand in is the caller's.
  if (inner.type === 'LogicalExpression') return isOwnTracer(context, inner.left) && isOwnTracer(context, inner.right);
  // One without effect ends what was global before; an SDK that has registered itself would go on.
  if (makerOf(context, inner)?.member === 'new Tracer') return false;
  // An earlier run has written it, because the tracer was not.
  if (isGivenByShim(context.facts, inner)) return false;
  const fact = context.facts.factOf(argument);
  return (
    fact !== undefined &&
    fact.roles.size === 1 &&
    fact.roles.has('tracer') &&
    !fact.mixed &&
    !context.facts.mayBeUnknown(argument) &&
    (fact.evidence !== 'annotation' || isSurelyMade(context, argument)) &&
    (!isHandedIn(fact) || makesJaegerTracer(context.project))
  );
}

/** What callers are seen to hand in is theirs, unless this is a program that makes a tracer: others may hand in another. */
function isHandedIn({ evidence }: Fact): boolean {
  return evidence === 'call-site' || evidence === 'field' || evidence === 'format' || evidence === 'use';
}

/** Whether what a call makes is a tracer of the SDK after the migration. */
function moves(context: FileContext, site: CallSite): boolean {
  if (isLegacyMaker(site.member)) return false;
  if (!isJaegerMaker(site)) return true;
  const taken = jaegerImportOf(context);
  return taken !== undefined && obstacle(context, taken) === undefined;
}

/** An expression, with a call's arguments left out: they may be long. */
function shortText({ source }: FileContext, node: t.Node): string {
  if ('arguments' in node && node.arguments?.length === 0) return textOf(source, node);
  if (node.type === 'NewExpression') return `new ${textOf(source, node.callee)}(...)`;
  return node.type === 'CallExpression' ? `${textOf(source, node.callee)}(...)` : textOf(source, node);
}

/** The SDK registers itself: only the argument's own work is left of `initGlobalTracer(argument)`. */
function settleInitGlobal(context: FileContext, site: CallSite): Settled {
  const { source, facts } = context;
  const [argument] = site.node.arguments;
  if (argument === undefined)
    return leave(finding('OT504', source.path, site.node, { argument: '', tracer: 'unproven' }));
  const units = [facts.unitOf(argument)];
  const maker = makerOf(context, argument);
  const isOwnGlobal = context.project.ownGlobalTracerFor(source.path) !== undefined;
  const stays = isOwnGlobal || (maker !== undefined && !moves(context, maker));
  // What is handed in moves with those who hand it in, and what jaeger-client made with its import: only the call stays.
  const isOfJaeger = maker !== undefined && isJaegerMaker(maker) && moves(context, maker);
  const isNoop = maker?.member === 'new Tracer' || isNoopTracer(context, argument);
  const ended = isNoop ? endOfGlobalMock(context, site) : undefined;
  if (ended) return ended;
  const { roles } = facts.factOf(argument) ?? {};
  const isMock = roles?.size === 1 && roles.has('mockTracer');
  const known = isOfJaeger ? 'moves' : 'stays';
  const tracer = isNoop ? 'without effect' : isMock ? 'mock' : stays ? known : 'unproven';
  const unproven = finding('OT504', source.path, site.node, { argument: shortText(context, argument), tracer });
  const shim = globalShim(context, argument);
  if (shim === 'unknown') return { ...leave(unproven), units };
  if (shim !== undefined) {
    const findings = maker === undefined ? [] : withoutContextManager(context, maker);
    return { units, outcome: { kind: 'rewrite', edits: [shim(site)], findings } };
  }
  if (stays || !isOwnTracer(context, argument))
    return {
      ...leave(unproven),
      units: maker === undefined || isOfJaeger || isMock ? [] : units,
      ...(isNoop ? {} : notMetBeside(context, unproven)),
    };
  const fact = facts.factOf(argument);
  // It moves without the call where jaeger-client's tracer of another file is what stays.
  const isApart = (maker !== undefined || makesByJaeger(context.facts)) && staysElsewhere(context);
  return {
    units: isApart ? [] : units,
    needs: [...madeInProgram(context), ...allCodecUnits(context), ...(isApart ? units : [])],
    // A later run knows no more of a tracer that another file gives, or that a created module gives, than that it has moved.
    ...(isApart || (fact && isHandedIn(fact)) || !makesByJaeger(context.facts) ? { kept: unproven } : {}),
    outcome: { kind: 'rewrite', edits: [onlyTheArgument(context, site, argument)] },
  };
}

function onlyTheArgument({ source }: FileContext, { node }: CallSite, argument: t.Node): Edit {
  const statement = source.parents.get(node);
  const isPlain = argument.type === 'Identifier' || argument.type === 'MemberExpression';
  return statement?.type === 'ExpressionStatement' && isPlain
    ? remove(statementLines(source, statement))
    : replace(node, keep(argument));
}

/** The tracer that the created module returns has `close(callback)`, so the call stays; other tracers are the reader's. */
function settleClose(context: FileContext, site: CallSite): Settled {
  const method = site.member.slice(site.member.indexOf('.') + 1);
  const findings =
    makesJaegerTracer(context.project) && method === 'close'
      ? []
      : [finding('OT505', context.source.path, site.node, { method })];
  return { outcome: { kind: 'rewrite', edits: [], findings } };
}

/** What the official shim was put around is a tracer of OpenTelemetry's, and takes the shim's place. */
function settleShim(site: CallSite, context: FileContext): Settled {
  const { source, facts } = context;
  const [inner] = site.node.arguments;
  if (inner === undefined || inner.type === 'SpreadElement')
    return leave(finding('OT501', source.path, site.node, { call: textOf(source, site.node.callee) }));
  const findings = withoutContextManager(context, site);
  const edits = [replace(site.node, keep(inner))];
  return { units: [facts.unitOf(site.node)], outcome: { kind: 'rewrite', edits, findings } };
}

/**
 * What the created module does instead is no longer asked of its tracer. Another format of one's own is a propagator in OpenTelemetry, which is
 * written and not translated.
 */
function settleFormat(context: FileContext, site: CallSite): Settled {
  const codec = carriedCodec(context);
  if (codec?.calls.has(site.node))
    return {
      units: codecUnits(context),
      outcome: { kind: 'rewrite', edits: withoutRegistration(context, codec, site.node) },
    };
  const names = `${site.member.slice('tracer.'.length)}()`;
  const units = [site.unit, madeByJaeger(context)];
  return { ...leave(finding('OT503', context.source.path, site.node, { names })), units };
}

function settle(context: FileContext, site: CallSite, first: boolean): Settled | undefined {
  switch (site.member) {
    case 'jaeger.initTracer':
    case 'jaeger.initTracerFromEnv': {
      const settled = settleJaeger(context, site, first);
      // Those of a file share an import: while one stays, so do all.
      return { ...settled, units: [...(settled.units ?? []), ...unitsMadeBy(context)] };
    }
    case 'new lightstep.Tracer':
    case 'new zipkin.Tracer':
    case 'new elastic.Tracer':
      return leave(
        finding('OT501', context.source.path, site.node, { call: textOf(context.source, site.node.callee) }),
      );
    case 'new otel.TracerShim':
      return settleShim(site, context);
    case 'tracer.registerInjector':
    case 'tracer.registerExtractor':
      return settleFormat(context, site);
    case 'initGlobalTracer':
      return globalMock(context, site) ?? settleInitGlobal(context, site);
    case 'tracer.close':
    case 'tracer.flush':
      return settleClose(context, site);
    default:
      return undefined;
  }
}

/** A file that takes only types of jaeger-client, or watches in a test what makes tracers, takes them from the module that is created elsewhere in its package. */
function* settleTypes(context: FileContext): Iterable<Proposal> {
  const taken = jaegerImportOf(context);
  const isTaken = taken !== undefined && takesTypes(context, taken);
  const created = isTaken ? moduleOfNeighbour(context) : undefined;
  if (isTaken && isMadeElsewhere(context)) yield* tracerTypes(context);
  else yield* declaredTracers(context, isTaken && created ? redirected(context, taken) : [], () => unitsMade(context));
  // What a test has put in the place of the package is asked of that.
  if (!isTaken || created === undefined || replacesTracing(context, 'jaeger-client')) return;
  const edits = redirectImports(context, taken, created.specifier);
  const isTyped = created.language === 'typescript' || !isTypeScript(context.source);
  const declared = isTyped ? [] : [{ path: declarationsOf(created.path), text: jaegerModuleTypes() }];
  // The file that makes the tracer creates it too, unless what is planned for that file turns out not to pass.
  const creates = [created, ...declared];
  const outcome = { kind: 'rewrite', edits, creates } as const;
  yield { rule: 'tracer-setup', site: taken.statement, units: [], needs: unitsMade(context), isQuiet: true, outcome };
}

function takesTypes(context: FileContext, taken: JaegerImport): boolean {
  if (taken.whole === undefined) return splitNames(taken).carried.length > 0;
  const isAsked = isTypeScript(context.source) || isWatched(context, taken.whole);
  return isAsked && obstacle(context, taken) === undefined;
}

/** `jest.spyOn(jaeger, 'initTracer')`. */
function isWatched({ facts }: FileContext, whole: t.Node): boolean {
  const { references = [] } = facts.scopes.bindingOf(whole) ?? {};
  return references.some(({ node }) => spiedMembers(facts, node) !== undefined);
}

/** Where TypeScript looks for the types of a module in JavaScript: `setup.mjs` has `setup.d.mts`. */
function declarationsOf(module: string): string {
  return module.replace(/\.([cm]?)js$/, '.d.$1ts');
}

/** What stays while a tracer of jaeger-client does. */
function unitsMade(context: FileContext): readonly Unit[] {
  const units = contextsOf(context).flatMap(unitsMadeBy);
  return [...madeInProgram(context), ...units];
}

/** What stays while a tracer of jaeger-client that one file makes does. */
function unitsMadeBy(of: FileContext): readonly Unit[] {
  return makersIn(of.facts).flatMap((maker) => [...unitsWithFormats(of, maker), ...codecUnits(of)]);
}

/** The imports of a file that makes tracers by jaeger-client, where the created module takes its place. */
function redirectedByMaker(context: FileContext): readonly JaegerImport[] {
  const taken = jaegerImportOf(context);
  return taken !== undefined && obstacle(context, taken) === undefined ? redirected(context, taken) : [];
}

/** How tracers are made, made global, and closed. */
export const tracerSetup: Rule = {
  name: 'tracer-setup',
  *propose(context) {
    const makers = makersIn(context.facts);
    if (makers.length === 0) yield* settleTypes(context);
    else yield* declaredTracers(context, redirectedByMaker(context), () => unitsMadeBy(context));
    yield* contextsFromText(context);
    yield* shimTypes(context);
    yield* jaegerClasses(context);
    yield* speakingPackages(context);
    yield* foreignTracers(context);
    yield* foreignSpans(context);
    for (const site of context.facts.calls) {
      const settled = settle(context, site, site === makers[0]);
      if (settled) {
        const units = settled.units ?? (site.receiver === null ? [] : [site.unit]);
        yield { rule: 'tracer-setup', site: site.node, ...settled, units };
      }
    }
  },
};
