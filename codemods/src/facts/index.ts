import type { SourceFile } from '../parse/source-file';
import { describeSpans } from './annotations/described-spans';
import { passOnHeritage } from './annotations/heirs';
import { constrainDocs } from './annotations/jsdoc';
import { markOpaqueArguments } from './annotations/type-arguments';
import { askTypes } from './by-use/ask-types';
import { proveMovedTracers } from './by-use/moved-tracers';
import { findOldCalls } from './by-use/old-calls';
import { movedStartsIn } from './by-use/old-options';
import { proveParentsByUse } from './by-use/parents-by-use';
import { proveTracersByUse } from './by-use/tracers-by-use';
import { Context } from './constraints/context';
import { constrain } from './constraints/expressions';
import { markEsm } from './constraints/modules';
import { describeFiles } from './file-facts';
import { type FileModel, forgetSlots, Graph } from './flow/graph';
import { once } from './flow/once';
import { Slot } from './flow/slot';
import { Shape } from './flow/tokens';
import { linkUnknownReceivers } from './flow/unknown-receivers';
import { findImplementations } from './implementations/implementations';
import { findStandIns, standIns } from './implementations/stand-ins';
import { findTracerPackages } from './implementations/tracer-packages';
import { linkDeclaredMembers } from './links/declared-members';
import { markDoubtfulCasts } from './links/doubtful-casts';
import { addFalsyGuards } from './links/falsy-guards';
import { linkFrameworkObjects } from './links/framework-objects';
import { linkGlobalTracer } from './links/global-tracer';
import { linkMappedLists } from './links/mapped-lists';
import { addMissingMembers } from './links/missing-members';
import { linkOwnContexts } from './links/own-contexts';
import { markUnseenResults } from './links/unseen-results';
import { addUnsetMembers } from './links/unset-members';
import { callsByFunction } from './lookups/calls-of';
import { LoadGraph } from './modules/load-graph';
import { LoadTogether } from './modules/load-together';
import { type FactsOptions, Modules } from './modules/modules';
import { packageOf } from './modules/packages';
import { programsOf } from './modules/programs';
import { TestReach } from './modules/test-reach';
import { findOptionFlows, type Starts } from './options/option-flows';
import { findBuiltOptions } from './options/option-literals';
import { buildScopes } from './scopes/build';
import type { FileFacts, ProjectFacts } from './types';
import { markDoubtfulResults } from './verdicts/doubtful-results';
import { importSites } from './verdicts/mentions';
import { findPublicEntries } from './verdicts/public-entries';
import { WrittenTypes } from './written';

export type { FactsOptions } from './modules/modules';

/** Finds out, for every expression of a project, whether it is OpenTracing's and by what evidence; see README.md beside this file. */
export function collectFacts(sources: readonly SourceFile[], options: FactsOptions = {}): ProjectFacts {
  const nodes = sources.reduce((sum, { parents }) => sum + parents.size, 0);
  const loads = new LoadGraph(sources, options);
  const graph = new Graph(nodes, new TestReach(loads));
  const together = new LoadTogether(loads);
  const models = sources.map((source) => fileModel(source));
  const modules = new Modules(models, options);
  const contexts = models.map((file) => new Context(graph, modules, file));
  for (const at of contexts) constrainFile(at);
  graph.solver.solve();
  graph.openUnknownKeys();
  linkMappedLists(contexts);
  const implementedHeirs = passOnHeritage(contexts, graph);
  const { manifests = new Map() } = options;
  linkFrameworkObjects(contexts, manifests);
  linkUnknownReceivers(graph);
  linkDeclaredMembers(graph);
  const described = describeSpans(contexts, graph);
  askTypes(contexts, options);
  proveMovedTracers(contexts);
  findOldCalls(contexts, graph);
  proveTracersByUse(contexts);
  proveParentsByUse(contexts);
  markOpaqueArguments(graph);
  addMissingMembers(graph);
  addFalsyGuards(graph);
  addUnsetMembers(graph);
  const implementations = findImplementations(contexts, concernedPackages(contexts, manifests));
  const packages = findTracerPackages(contexts, implementations, manifests);
  const mayShareProgram = programsOf(manifests);
  const ownGlobalTracerFor = linkGlobalTracer(contexts, graph, implementations, packages, mayShareProgram);
  linkOwnContexts(graph, implementations);
  // What stands in for the real thing gives nothing doubtful.
  const doubles = findStandIns(contexts, implementations);
  markDoubtfulCasts(graph);
  markUnseenResults(contexts);
  markDoubtfulResults(contexts);
  const mocks = standIns(doubles);
  const files = describeFiles(
    contexts,
    { implementations, packages, mocks, described, implementedHeirs },
    options.oracle,
    new WrittenTypes(models, loads),
  );
  const calls = once(() => callsByFunction(contexts));
  const starts = once(() => startsIn(contexts, files));
  return {
    files,
    hasPackage: (specifier) => modules.hasPackage(specifier),
    areLoadedTogether: (one, other) => together.isSeen(one, other),
    mayShareProgram,
    mayMeet: (test, path) => graph.reach.mayMeet(test, path),
    ownGlobalTracerFor,
    optionFlows: once(() =>
      findOptionFlows(starts(), manifests, (path) => files.get(path)?.tracerPackage !== undefined),
    ),
    publicEntries: once(() => findPublicEntries(contexts, manifests)),
    callsOf: (fn) => calls().get(fn) ?? [],
    builtOptions: once(() => findBuiltOptions(starts())),
  };
}

function startsIn(contexts: readonly Context[], files: ReadonlyMap<string, FileFacts>): Starts[] {
  return contexts.map((at) => {
    const calls = files.get(at.file.source.path)?.calls ?? [];
    const own = calls.filter(({ member }) => member === 'tracer.startSpan').map(({ node }) => node);
    return { at, calls: own, moved: movedStartsIn(at) };
  });
}

/** Whether the package of a file imports OpenTracing. */
function concernedPackages(contexts: readonly Context[], manifests: ReadonlyMap<string, unknown>) {
  const concerned = contexts.filter((at) => importSites(at).length > 0);
  const folders = new Set(concerned.map(({ file }) => packageOf(file.source.path, manifests).folder));
  return (path: string) => folders.has(packageOf(path, manifests).folder);
}

function fileModel(source: SourceFile): FileModel {
  forgetSlots(source);
  const namespace = new Shape('module', source.ast.program, source.path);
  const usesArguments = /\barguments\b/.test(source.text);
  return { source, scopes: buildScopes(source), exports: new Slot(), namespace, usesArguments };
}

function constrainFile(at: Context): void {
  at.solver.add(at.file.exports, at.file.namespace);
  for (const node of at.file.source.parents.keys()) {
    if (node.type.startsWith('Export') || node.type === 'TSExportAssignment') markEsm(at);
    constrain(at, node);
  }
  at.docNames = constrainDocs(at);
}
