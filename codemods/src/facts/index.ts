import type { SourceFile } from '../parse/source-file';
import { constrainDocs } from './annotations/jsdoc';
import { markOpaqueArguments } from './annotations/type-arguments';
import { askTypes } from './ask-types';
import { Context } from './constraints/context';
import { constrain } from './constraints/expressions';
import { markEsm } from './constraints/modules';
import { describeFiles } from './file-facts';
import { type FileModel, Graph } from './graph';
import { addMissingMembers } from './missing-members';
import { type FactsOptions, Modules } from './modules';
import { buildScopes } from './scopes/build';
import { Slot } from './slot';
import { Shape } from './tokens';
import type { ProjectFacts } from './types';
import { linkUnknownReceivers } from './unknown-receivers';

export type { FactsOptions } from './modules';

/** Finds out, for every expression of a project, whether it is OpenTracing's and by what evidence; see README.md beside this file. */
export function collectFacts(sources: readonly SourceFile[], options: FactsOptions = {}): ProjectFacts {
  const graph = new Graph(sources.reduce((sum, { parents }) => sum + parents.size, 0));
  const files = sources.map((source) => fileModel(source));
  const modules = new Modules(files, options);
  const contexts = files.map((file) => new Context(graph, modules, file));
  for (const at of contexts) constrainFile(at);
  graph.solver.solve();
  linkUnknownReceivers(graph);
  askTypes(contexts, options);
  markOpaqueArguments(graph);
  addMissingMembers(graph);
  return { files: describeFiles(contexts, options.oracle) };
}

function fileModel(source: SourceFile): FileModel {
  const namespace = new Shape('module', source.ast.program, source.path);
  return { source, scopes: buildScopes(source), exports: new Slot(), namespace };
}

function constrainFile(at: Context): void {
  at.solver.add(at.file.exports, at.file.namespace);
  for (const node of at.file.source.parents.keys()) {
    if (node.type.startsWith('Export') || node.type === 'TSExportAssignment') markEsm(at);
    at.keep(node);
    constrain(at, node);
  }
  at.docNames = constrainDocs(at);
}
