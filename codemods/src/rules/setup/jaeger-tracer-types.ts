import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import { nodesOf } from '../syntax/nodes';
import type { FileContext, Proposal } from '../types';

/**
 * `JaegerTracer` in a package that makes no tracer itself: what it is given is made in another, by a module to which no path leads. All that
 * the two have in common is the API, whose tracers cannot be closed; that one can.
 */
export function* tracerTypes(context: FileContext): Iterable<Proposal> {
  const closed = isClosed(context) ? ' & { close(callback?: () => void): void }' : '';
  for (const node of nodesOf(context.source, 'TSTypeReference')) {
    if (!isJaegerTracer(context, node.typeName)) continue;
    const type = `${context.api('Tracer')}${closed}`;
    const edits = [replace(node, closed && isPart(context, node) ? `(${type})` : type)];
    yield { rule: 'tracer-setup', site: node, units: [], outcome: { kind: 'rewrite', edits } };
  }
}

/** Whether code that this package may have declared the tracer for closes it. */
function isClosed({ project }: FileContext): boolean {
  return [...project.files.values()].some(({ calls }) => calls.some(({ member }) => member === 'tracer.close'));
}

/** Of a type that binds its parts more closely than `&` does. */
function isPart({ source }: FileContext, node: t.Node): boolean {
  return /^TS(?:Array|Optional|Indexed|TypeOperator)/.test(source.parents.get(node)?.type ?? '');
}

function isJaegerTracer(context: FileContext, name: t.TSEntityName): boolean {
  if (name.type === 'Identifier') return importOf(context, name)?.type === 'ImportSpecifier' && isNamed(context, name);
  if (name.right.name !== 'JaegerTracer' || name.left.type !== 'Identifier') return false;
  return /^Import(?:Namespace|Default)Specifier$/.test(importOf(context, name.left)?.type ?? '');
}

/** What a name is imported by, if that is from jaeger-client. */
function importOf({ facts, source }: FileContext, name: t.Identifier): t.Node | undefined {
  const declaration = facts.scopes.bindingOf(name)?.declaration;
  const statement = declaration && source.parents.get(declaration);
  const isJaeger = statement?.type === 'ImportDeclaration' && statement.source.value === 'jaeger-client';
  return isJaeger ? declaration : undefined;
}

function isNamed(context: FileContext, name: t.Identifier): boolean {
  const declaration = importOf(context, name);
  if (declaration?.type !== 'ImportSpecifier') return false;
  const { imported } = declaration;
  return (imported.type === 'Identifier' ? imported.name : imported.value) === 'JaegerTracer';
}
