import type * as t from '@babel/types';
import { lineStartOf } from '../edit/lines';
import type { SourceFile } from '../parse/source-file';

/** A place above which a comment can stand: the start of a statement or of a member of a class or interface, and whether it is the first on its line. */
export interface Anchor {
  readonly node: t.Node;
  readonly start: number;
  readonly beginsLine: boolean;
}

/** The innermost statement or member around a node that begins its line; where none does, the innermost of all. */
export function anchorOf(file: SourceFile, node: t.Node): Anchor {
  let innermost: Anchor | undefined;
  for (const anchor of anchorsFrom(file, node)) {
    if (anchor.beginsLine) return anchor;
    innermost ??= anchor;
  }
  return innermost ?? { node, start: startOf(node), beginsLine: false };
}

/** The statements and members around a node, from the inside out. */
export function* anchorsFrom(file: SourceFile, node: t.Node): Iterable<Anchor> {
  for (let at: t.Node | undefined = node; at !== undefined; at = file.parents.get(at)) {
    if (!standsInBody(file, at)) continue;
    const start = startOf(at);
    yield { node: at, start, beginsLine: lineStartOf(file.text, start) !== undefined };
  }
}

function standsInBody({ parents }: SourceFile, node: t.Node): boolean {
  const parent = parents.get(node);
  switch (parent?.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
    case 'ClassBody':
    case 'TSInterfaceBody':
      return true;
    case 'ObjectExpression':
      return node.type === 'ObjectMethod';
    case 'SwitchCase':
      return parent.test !== node;
    default:
      return false;
  }
}

/** Decorators may stand before `export`, and so before the node they belong to. */
function startOf(node: t.Node): number {
  const declaration =
    node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration' ? node.declaration : node;
  const decorators = declaration && 'decorators' in declaration ? (declaration.decorators ?? []) : [];
  return Math.min(node.start ?? 0, ...decorators.map(({ start }) => start ?? Number.POSITIVE_INFINITY));
}
