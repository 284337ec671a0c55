import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTracingPackage } from '../../facts/flow/externals';
import { type SourceFile, textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { isMember, memberName } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { keyNameOf } from './members';

/** Functions of test runners that put something in the place of a module. */
const REPLACES: ReadonlySet<string> = new Set(['mock', 'doMock', 'setMock', 'unstable_mockModule', 'registerMock']);

/**
 * A test that replaces the module `opentracing`: the code that it tries loads another one now, and what the test asks of the
 * replacement cannot be asked of that. So the test stays, but for fields that it shares with the code.
 */
export function* moduleMocks(context: FileContext): Iterable<Proposal> {
  const { facts, project, source } = context;
  // Where nothing is called of OpenTracing, nothing moves away from under the test.
  if ([...project.files.values()].every(({ calls }) => calls.length === 0)) return;
  for (const { node, module } of replacements(context)) {
    const units = facts.calls.map(({ unit }) => unit).filter(({ kind }) => kind !== 'field');
    const outcome = { kind: 'leave', finding: finding('OT605', source.path, node, { module }) } as const;
    yield { rule: 'mocks', site: node, units, outcome };
  }
}

/** Whether a test puts something in the place of OpenTracing: then all that it asks of OpenTracing's objects stays. */
export function replacesTracing(context: FileContext): boolean {
  return replacements(context).length > 0;
}

function replacements({ source }: FileContext) {
  return nodesOf(source, 'CallExpression').flatMap((node) => {
    const module = [replacedModule(node), ...replacedBelow(source, node)].find((one) => one && isTracingPackage(one));
    return module === undefined ? [] : [{ node, module }];
  });
}

/** `proxyquire('./ship', { opentracing: ... })` puts something in the place of what a module of the project loads. */
function replacedBelow(source: SourceFile, { callee, arguments: [, stubs] }: t.CallExpression): readonly string[] {
  if (stubs?.type !== 'ObjectExpression' || !/\bproxyquire\b/.test(textOf(source, callee))) return [];
  return stubs.properties.flatMap((property) =>
    property.type === 'ObjectProperty' ? (keyNameOf(property) ?? []) : [],
  );
}

function replacedModule({ callee, arguments: [module] }: t.CallExpression): string | undefined {
  const isReplacing = isMember(callee) && REPLACES.has(memberName(callee) ?? '');
  return isReplacing && module?.type === 'StringLiteral' ? module.value : undefined;
}
