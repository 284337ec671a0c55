import type * as t from '@babel/types';
import type { DocName } from '../annotations/jsdoc-types';
import type { FileModel, Graph } from '../graph';
import type { Modules } from '../modules';
import type { Slot } from '../slot';
import type { Solver } from '../solver';

const KEPT_TYPES = [
  'CallExpression',
  'OptionalCallExpression',
  'NewExpression',
  'MemberExpression',
  'OptionalMemberExpression',
  'Identifier',
  'ClassDeclaration',
  'ClassExpression',
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'TSImportEqualsDeclaration',
  'ImportExpression',
  'TSQualifiedName',
  'QualifiedTypeIdentifier',
  'TSImportType',
] as const satisfies readonly t.Node['type'][];

type KeptType = (typeof KEPT_TYPES)[number];
const KEPT: ReadonlySet<string> = new Set(KEPT_TYPES);
const NO_NODES: readonly t.Node[] = [];

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
  readonly #kept = new Map<string, t.Node[]>();
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

  /** Keeps a node for those who ask for its type later, so that nobody has to walk over the file again. */
  keep(node: t.Node): void {
    if (!KEPT.has(node.type)) return;
    const kept = this.#kept.get(node.type);
    if (kept === undefined) this.#kept.set(node.type, [node]);
    else kept.push(node);
  }

  /** The nodes of some types, in no order that counts: what is found among them is put in that of the text. */
  nodes<Type extends KeptType>(...types: Type[]): readonly Extract<t.Node, { type: Type }>[] {
    const lists = types.map((type) => this.#kept.get(type) ?? NO_NODES);
    const [only = NO_NODES] = lists;
    const found = lists.length === 1 ? only : lists.flat();
    return found as readonly t.Node[] as readonly Extract<t.Node, { type: Type }>[]; // kept by their type
  }

  parent(node: t.Node): t.Node | undefined {
    return this.file.source.parents.get(node);
  }
}
