import type * as t from '@babel/types';
import type { FileFacts } from '../../facts/types';
import { functionAround } from '../../parse/function-around';
import { nodesOf } from '../syntax/nodes';
import { calledName, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** A place where somebody asks for the global tracer. */
export interface Asked {
  readonly facts: FileFacts;
  readonly node: t.CallExpression;
}

/** Who asks for the global tracer in code that may be loaded beside a test, in it too: OpenTracing, or OpenTelemetry after an earlier run. */
export function askedBeside({ project, source }: FileContext): readonly Asked[] {
  return [...project.files].flatMap(([path, facts]) => {
    if (path !== source.path && !project.mayMeet(source.path, path)) return [];
    const calls = new Set<t.Node>(facts.calls.flatMap(({ member, node }) => (member === 'globalTracer' ? [node] : [])));
    return nodesOf(facts.source, 'CallExpression')
      .filter((node) => calls.has(node) || calledName(node) === 'getTracer')
      .map((node) => ({ facts, node }));
  });
}

/** Whether a tracer is asked for each time that it is used: it is called or compared at once, or called in the function that has it in a constant. */
export function isAskedAnew({ source, scopes }: FileFacts, call: t.CallExpression): boolean {
  const { parent, node } = outermost(source, call);
  if (isMember(parent)) return parent.object === node;
  if (parent?.type === 'BinaryExpression') return true;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const around = functionAround(source, call);
  const binding = scopes.bindingOf(parent.id);
  if (around === undefined || binding === undefined) return false;
  return binding.references.every(({ node: use }) => {
    if (use === parent.id) return true;
    const user = source.parents.get(use);
    return isMember(user) && user.object === use && functionAround(source, use) === around;
  });
}

/** Whether another file of the package registers a provider, or makes a tracer global: only the first provider counts. */
export function installsElsewhere({ project, source, isOfPackage }: FileContext): boolean {
  return [...project.files].some(
    ([
      path,
      {
        calls,
        source: { text },
      },
    ]) => {
      if (path === source.path || !isOfPackage(path)) return false;
      return calls.some(({ member }) => INSTALLS.test(member)) || text.includes('setGlobalTracerProvider');
    },
  );
}

const INSTALLS = /^(?:initGlobalTracer$|jaeger\.)/;
