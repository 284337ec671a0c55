import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { keyName, memberName } from '../../parse/key-name';
import { BEHAVIOUR } from '../flow/tokens';
import { type Call, callOf } from './calls';
import type { Context } from './context';
import { writeMember } from './members';

/** `sinon.stub(object, 'method')`, `jest.spyOn(object, 'method')`, `mock.method(object, 'method', fn)`. */
const REPLACING: ReadonlySet<string> = new Set(['stub', 'spy', 'spyOn', 'replace', 'method']);
/** `jest.fn(implementation)`, `sinon.spy(fn)`. */
const MAKING: ReadonlySet<string> = new Set(['fn', 'stub', 'spy', 'fake']);

/** Functions of test runners that make a double, alone or in the place of a method: what it gives is what the code under test gets. */
export function constrainDouble(at: Context, node: t.CallExpression | t.OptionalCallExpression): void {
  if (!isTestFile(at.file.source.path)) return;
  const name = runnerFunction(node.callee);
  if (name === undefined) return;
  const call = callOf(at, node);
  const replaced = replacementBy(node);
  if (replaced) {
    makeDouble(at, call, 2);
    writeMember(at, at.slot(replaced.object), replaced.method, at.slot(node), replaced.object);
  } else if (MAKING.has(name) && node.arguments.length < 2) makeDouble(at, call, 0);
}

/** The method in the place of which a call puts a double, and the function of the runner by which it does. */
export function replacementBy({ callee, arguments: [object, key] }: t.CallExpression | t.OptionalCallExpression) {
  const by = runnerFunction(callee);
  const method = key && keyName(key, true);
  return object && method !== undefined && by !== undefined && REPLACING.has(by) ? { object, method, by } : undefined;
}

/** `sinon.stub`, `this.sandbox.spy`: a member of something that the project does not define. */
function runnerFunction(callee: t.Node): string | undefined {
  return callee.type === 'MemberExpression' ? memberName(callee) : undefined;
}

function makeDouble(at: Context, call: Call, implementation: number): void {
  const double = at.graph.shape('double', call.node, at.file);
  at.solver.add(call.result, double);
  const given = call.args[implementation];
  if (given !== undefined) at.solver.flow(given, double.field(BEHAVIOUR));
}
