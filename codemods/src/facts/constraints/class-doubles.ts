import type * as t from '@babel/types';
import { type DoubleMaker, makersWith } from '../../catalog/double-makers';
import { classes, methodsOf, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { isFunction } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { typeSlot } from '../annotations/types';
import { DYNAMIC, RESULT, Shape } from '../flow/tokens';
import { moduleBehind } from '../scopes/loaded-module';
import type { Context } from './context';

type Making = t.CallExpression | t.OptionalCallExpression | t.NewExpression;

/**
 * `mock(Tracer)` of ts-mockito, `sinon.createStubInstance(Span)`: a test speaks to what is made of a class of OpenTracing in the words of that
 * class. It has no others, so it stays, and all that is said of it.
 */
export function constrainClassDouble(at: Context, node: Making): void {
  if (!isTestFile(at.file.source.path)) return;
  const [given] = node.arguments;
  const [type] = node.typeParameters?.type === 'TSTypeParameterInstantiation' ? node.typeParameters.params : [];
  const ofClass = given && makerOfClass(at, node.callee);
  const ofType = type && makerOf(at, node.callee, 'ofType');
  if (ofClass)
    at.solver.on(at.slot(given), (token) => token.kind === 'api' && double(at, node, roleOf(token.name), ofClass));
  else if (ofType)
    at.solver.on(typeSlot(at, type), (token) => {
      if (token.kind !== 'role') return;
      at.graph.typeDoubles.add(node);
      double(at, node, token.role, ofType);
    });
  if (given && node.callee.type === 'MemberExpression') giveDouble(at, node.callee.object, node.arguments);
}

function double(at: Context, node: Making, role: Role | undefined, { holds }: Pick<DoubleMaker, 'holds'>): void {
  if (role === undefined) return;
  at.graph.classDoubles.add(node);
  at.solver.add(at.slot(node), holds ? holderOf(at, node, role) : doubleOf(at, node, role, 'object'));
}

/** An object of the test's own that has the methods of the class. */
function doubleOf(at: Context, node: t.Node, role: Role, kind: 'object' | 'type'): Shape {
  const double = at.graph.shape(kind, node, at.file);
  for (const name of Object.keys(methodsOf(role)))
    at.solver.add(double.field(name), new Shape('type', node, double.file));
  return double;
}

/** `mock.object`, `mock.object()`, `mock.setup((it) => it.setTag('a', 1)).returns(...)`: whatever it is asked for may be the double. */
function holderOf(at: Context, node: t.Node, role: Role): Shape {
  const holder = doubleOf(at, node, role, 'type');
  for (const member of [DYNAMIC, RESULT]) at.solver.add(holder.field(member), holder);
  at.graph.doubleHolders.add(holder);
  return holder;
}

function giveDouble(at: Context, holder: t.Node, given: Making['arguments']): void {
  const [param] = given.flatMap((one) => (isFunction(one) ? one.params.slice(0, 1) : []));
  if (param === undefined) return;
  at.solver.on(at.slot(holder), (token) => {
    if (token instanceof Shape && at.graph.doubleHolders.has(token)) at.solver.add(at.slot(param), token);
  });
}

function roleOf(name: string): Role | undefined {
  const table: Readonly<Record<string, Role>> = classes;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function makerOfClass(at: Context, callee: t.Node): Pick<DoubleMaker, 'holds'> | undefined {
  return nameOf(callee) === 'createStubInstance' ? {} : makerOf(at, callee, 'ofClass');
}

function makerOf(at: Context, callee: t.Node, of: 'ofClass' | 'ofType'): DoubleMaker | undefined {
  const name = nameOf(callee);
  const makers = name === undefined ? [] : makersWith(name, of);
  const specifier = makers.length > 0 ? moduleBehind(at.file, callee) : undefined;
  return specifier === undefined ? undefined : makers.find(({ names }) => names.test(specifier));
}

function nameOf(callee: t.Node): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : undefined;
}
