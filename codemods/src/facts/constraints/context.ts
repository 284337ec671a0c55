import type * as t from '@babel/types';
import type { DocName } from '../annotations/jsdoc-types';
import type { FileModel, Graph } from '../graph';
import type { Modules } from '../modules';
import type { Slot } from '../slot';
import type { Solver } from '../solver';

/** Where a constraint is drawn: one file of one project. */
export class Context {
  readonly solver: Solver;
  /** Names in the JSDoc types of the file. */
  docNames: readonly DocName[] = [];

  constructor(
    readonly graph: Graph,
    readonly modules: Modules,
    readonly file: FileModel,
  ) {
    this.solver = graph.solver;
  }

  slot(node: t.Node): Slot {
    return this.graph.slot(node, this.file);
  }

  /** The slot of a node, if anything flows there. */
  findSlot(node: t.Node): Slot | undefined {
    return this.graph.findSlot(node, this.file);
  }

  parent(node: t.Node): t.Node | undefined {
    return this.file.source.parents.get(node);
  }
}
