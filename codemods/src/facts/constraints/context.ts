import type * as t from '@babel/types';
import { nodesOf } from '../../parse/nodes-of';
import type { DocName } from '../annotations/jsdoc-types';
import type { FileModel, Graph } from '../flow/graph';
import type { Slot } from '../flow/slot';
import type { Solver } from '../flow/solver';
import type { Modules } from '../modules/modules';

/** What was found at a node. */
interface Found {
  readonly node: t.Node;
}

/** In the order of the text; outer nodes before those that begin with them. */
export function byPlace({ node: a }: Found, { node: b }: Found): number {
  return (a.start ?? 0) - (b.start ?? 0) || (b.end ?? 0) - (a.end ?? 0);
}

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

  /** The nodes of some types, in no order that counts: what is found among them is put in that of the text. */
  nodes<Type extends t.Node['type']>(...types: Type[]): readonly Extract<t.Node, { type: Type }>[] {
    return nodesOf(this.file.source, ...types);
  }

  parent(node: t.Node): t.Node | undefined {
    return this.file.source.parents.get(node);
  }
}
