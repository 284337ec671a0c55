import type * as t from '@babel/types';
import { methods, type Role } from '../catalog/opentracing-api';
import { isTestFile } from '../catalog/test-files';
import { byPlace, type Context } from './constraints/context';
import { contains, type Implementations } from './implementations';
import { Shape, type Token } from './tokens';
import type { StandIn } from './types';

/**
 * Object literals and classes of tests that are passed where OpenTracing objects are, and have some of their methods:
 * when the code that is tried moves, they have to answer to the new names. Their shapes say so, and what the test itself calls on them
 * moves as well.
 */
export function standIns(
  contexts: readonly Context[],
  implementations: Implementations,
): ReadonlyMap<string, readonly StandIn[]> {
  const found = new Map<Shape, Role>();
  if (!contexts.some(({ file }) => isTestFile(file.source.path))) return new Map();
  for (const at of contexts) {
    const members = at.nodes('MemberExpression', 'OptionalMemberExpression').map((node) => ({ at, node }));
    for (const { node } of members.sort(byPlace)) collect(at, node, found);
  }
  const byFile = new Map<string, StandIn[]>();
  for (const [shape, role] of found) {
    const node = standInNode(shape);
    if (node === undefined || isPartOf(implementations, shape.file, node)) continue;
    shape.standsFor = role;
    byFile.set(shape.file, [...(byFile.get(shape.file) ?? []), { node, role }]);
  }
  return byFile;
}

/** What is kept as a tracer keeps its members, in a test as well. */
function isPartOf(implementations: Implementations, file: string, node: t.Node): boolean {
  for (const { path, bodies } of implementations.values())
    if (path === file && bodies.some((body) => contains(body, node))) return true;
  return false;
}

/** What stands beside a role as the receiver of one of its methods. */
function collect(at: Context, node: t.MemberExpression | t.OptionalMemberExpression, found: Map<Shape, Role>): void {
  const tokens = at.findSlot(node.object)?.tokens;
  if (tokens === undefined || tokens.size < 2) return;
  const role = roleIn(tokens);
  if (role === undefined) return;
  for (const token of tokens) if (token instanceof Shape && isStandIn(token, role)) found.set(token, role);
}

function roleIn(tokens: Iterable<Token>): Role | undefined {
  for (const token of tokens) if (token.kind === 'role') return token.role;
  return undefined;
}

function isStandIn(shape: Shape, role: Role): boolean {
  if (!isTestFile(shape.file) || standInNode(shape) === undefined) return false;
  const names: Readonly<Record<string, string>> = methods[role as keyof typeof methods] ?? {};
  return Object.keys(names).some((name) => shape.fields.has(name) && hasOwn(shape, name));
}

function hasOwn({ node }: Shape, name: string): boolean {
  const members = node?.type === 'ObjectExpression' ? node.properties : node?.type === 'ClassBody' ? node.body : [];
  return members.some((member) => 'key' in member && member.key.type === 'Identifier' && member.key.name === name);
}

/** A class's instances stand at its body. */
function standInNode({ node }: Shape): StandIn['node'] | undefined {
  return node?.type === 'ObjectExpression' || node?.type === 'ClassBody' ? node : undefined;
}
