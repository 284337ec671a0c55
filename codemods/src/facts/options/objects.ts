import type * as t from '@babel/types';
import { Context } from '../constraints/context';
import { stringOf } from '../constraints/strings';
import { shapesFrom } from '../flow/ancestry';
import type { Shape } from '../flow/tokens';
import type { ObjectSources } from '../types';
import { isComplete } from './complete-objects';
import { constantLiteral } from './constant-source';

/** The object literals that may be what an expression is, and those that are copied to it. */
export function objectsOf(at: Context, node: t.Node): ObjectSources {
  const shapes = shapesFrom(at.findSlot(node)?.tokens ?? []);
  const literals = [...shapes].flatMap(({ file, node: literal }) => {
    return literal?.type === 'ObjectExpression' ? [{ file, node: literal }] : [];
  });
  const sorted = literals.sort((a, b) => compare(a.file, b.file) || (a.node.start ?? 0) - (b.node.start ?? 0));
  const writes = shapes.size === 0 ? [] : writesTo(at, shapes);
  return {
    literals: sorted,
    writes: writes.flatMap(({ key, ...write }) => (key === undefined ? [] : [{ ...write, key }])),
    complete: writes.every(({ key }) => key !== undefined) && isComplete(at, node),
    isConstant: sorted.length === 1 && constantLiteral(at, node)?.node === sorted[0]?.node,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Write = Omit<ObjectSources['writes'][number], 'key'> & { readonly key: string | undefined };

/** What is assigned to a member of one of them, in any file. */
function writesTo(at: Context, shapes: ReadonlySet<Shape>): Write[] {
  return at.graph.writesTo(shapes).map(({ node, target, file, key }) => ({
    file: file.source.path,
    node,
    key: key ?? stringOf(new Context(at.graph, at.modules, file), target.property),
  }));
}
