import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTracingPackage } from '../../facts/flow/externals';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { isMember } from '../syntax/syntax';
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

/** Whether a test puts something in the place of OpenTracing, or of one package: then all that it asks of the objects of that stays. */
export function replacesTracing(context: FileContext, name?: string): boolean {
  return replacements(context).some(({ module }) => name === undefined || module === name);
}

interface Replacement {
  readonly node: t.Node;
  readonly module: string;
}

function replacements(context: FileContext): readonly Replacement[] {
  const called = nodesOf(context.source, 'CallExpression').flatMap((node) => {
    const module = namedIn(node).find(isTracingPackage);
    return module !== undefined && isReplacing(context, node) ? [{ node, module }] : [];
  });
  return [...inPlaceOfPackage(context), ...called];
}

/** `__mocks__/opentracing.js`, which jest and vitest load by its name for whoever asks for the package. */
function inPlaceOfPackage({ source }: FileContext): readonly Replacement[] {
  const module = /(?:^|\/)__mocks__\/(.+)\.[cm]?[jt]sx?$/.exec(source.path)?.[1];
  const [node] = source.ast.program.body;
  return module !== undefined && node && isTracingPackage(module) ? [{ node, module }] : [];
}

/** The modules that a call may speak of: by its first argument, or by the names of what it gives others in their place. */
function namedIn({ arguments: [first, ...stubs] }: t.CallExpression): readonly string[] {
  const named = first?.type === 'StringLiteral' ? [first.value] : [];
  return [...named, ...stubs.flatMap((given) => (given.type === 'ObjectExpression' ? keysOf(given) : []))];
}

function keysOf({ properties }: t.ObjectExpression): readonly string[] {
  return properties.flatMap((property) => (property.type === 'ObjectProperty' ? (keyNameOf(property) ?? []) : []));
}

/** `jest.mock('opentracing')`, and `proxyquire('./ship', { opentracing: ... })`, which does so for what a module of the project loads. */
function isReplacing(context: FileContext, { callee, arguments: [first, stubs] }: t.CallExpression): boolean {
  const isNamed = first?.type === 'StringLiteral' && isTracingPackage(first.value);
  if (isMember(callee)) {
    const name = memberName(callee) ?? '';
    if (isNamed && REPLACES.has(name)) return true;
    if (isNamed && name === 'module' && /\bmock$/.test(textOf(context.source, callee.object))) return true;
    if (isNamed && /^replace(?:Esm|Cjs)?$/.test(name))
      return moduleBehind(context.facts, callee.object) === 'testdouble';
  }
  if (stubs?.type === 'ObjectExpression' && /\bproxyquire\b/.test(textOf(context.source, callee))) return true;
  return LOADERS.has(moduleBehind(context.facts, callee) ?? '');
}

/** Packages that load a module with others in the place of what it loads. */
const LOADERS: ReadonlySet<string> = new Set(['esmock', 'mock-require', 'quibble', 'rewiremock', 'rewiremock/node']);
