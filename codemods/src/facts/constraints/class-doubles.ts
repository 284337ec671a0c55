import type * as t from '@babel/types';
import { classes, methods, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { Shape } from '../flow/tokens';
import type { Context } from './context';
import { memberName } from './members';
import { moduleBehind } from './module-behind';

/** Functions that make a double of a class, by the packages that have them. */
const MAKERS: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/(?:^|\/)ts-mockito$/, new Set(['mock', 'spy'])],
  [/^testdouble$/, new Set(['object', 'instance', 'imitate', 'constructor'])],
];

/**
 * `mock(Tracer)` of ts-mockito, `sinon.createStubInstance(Span)`: a test speaks to what is made of a class of OpenTracing in the words of that
 * class. It has no others, so it stays, and all that is said of it.
 */
export function constrainClassDouble(at: Context, node: t.CallExpression | t.OptionalCallExpression): void {
  const [given] = node.arguments;
  if (!given || !isTestFile(at.file.source.path) || !isMaker(at, node.callee)) return;
  at.solver.on(at.slot(given), (token) => {
    const role = token.kind === 'api' ? roleOf(token.name) : undefined;
    if (role === undefined) return;
    at.graph.classDoubles.add(node);
    at.solver.add(at.slot(node), doubleOf(at, node, role));
  });
}

/** An object of the test's own that has the methods of the class. */
function doubleOf(at: Context, node: t.Node, role: Role): Shape {
  const double = at.graph.shape('object', node, at.file);
  const members: Readonly<Record<string, string>> = methods[role as keyof typeof methods] ?? {};
  for (const name of Object.keys(members)) at.solver.add(double.field(name), new Shape('type', node, double.file));
  return double;
}

function roleOf(name: string): Role | undefined {
  const table: Readonly<Record<string, Role>> = classes;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function isMaker(at: Context, callee: t.Node): boolean {
  const name = nameOf(callee);
  if (name === undefined) return false;
  if (name === 'createStubInstance') return true;
  const made = MAKERS.filter(([, names]) => names.has(name));
  const specifier = made.length > 0 ? moduleBehind(at, callee) : undefined;
  return specifier !== undefined && made.some(([packages]) => packages.test(specifier));
}

function nameOf(callee: t.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : undefined;
}
