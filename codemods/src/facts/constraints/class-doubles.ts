import type * as t from '@babel/types';
import { makersWith } from '../../catalog/double-makers';
import { classes, methods, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { typeSlot } from '../annotations/types';
import { Shape } from '../flow/tokens';
import type { Context } from './context';
import { memberName } from './members';
import { moduleBehind } from './module-behind';

/**
 * `mock(Tracer)` of ts-mockito, `sinon.createStubInstance(Span)`: a test speaks to what is made of a class of OpenTracing in the words of that
 * class. It has no others, so it stays, and all that is said of it.
 */
export function constrainClassDouble(at: Context, node: t.CallExpression | t.OptionalCallExpression): void {
  if (!isTestFile(at.file.source.path)) return;
  const [given] = node.arguments;
  const [type] = node.typeParameters?.type === 'TSTypeParameterInstantiation' ? node.typeParameters.params : [];
  if (given && isMaker(at, node.callee))
    at.solver.on(at.slot(given), (token) => token.kind === 'api' && double(at, node, roleOf(token.name)));
  else if (type && makes(at, node.callee, 'ofType'))
    at.solver.on(typeSlot(at, type), (token) => {
      if (token.kind !== 'role') return;
      at.graph.typeDoubles.add(node);
      double(at, node, token.role);
    });
}

function double(at: Context, node: t.CallExpression | t.OptionalCallExpression, role: Role | undefined): void {
  if (role === undefined) return;
  at.graph.classDoubles.add(node);
  at.solver.add(at.slot(node), doubleOf(at, node, role));
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
  return nameOf(callee) === 'createStubInstance' || makes(at, callee, 'ofClass');
}

function makes(at: Context, callee: t.Node, of: 'ofClass' | 'ofType'): boolean {
  const name = nameOf(callee);
  const makers = name === undefined ? [] : makersWith(name, of);
  const specifier = makers.length > 0 ? moduleBehind(at, callee) : undefined;
  return specifier !== undefined && makers.some((names) => names.test(specifier));
}

function nameOf(callee: t.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : undefined;
}
