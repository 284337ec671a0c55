import type * as t from '@babel/types';
import { isWrite } from '../../facts/scopes/scope';
import type { FunctionSource } from '../../facts/types';
import { keyName, memberName } from '../../parse/key-name';
import type { SourceFile } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { isWrapper, unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { nodesOf } from '../syntax/nodes';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextOf, contextsOf } from '../values/values-nearby';
import { isJaegerMaker } from './jaeger-made';

/** An expression, and the file that it stands in. */
interface Placed {
  readonly of: FileContext;
  readonly node: t.Node;
}

/**
 * Whether an expression is, whenever it is anything, a tracer that the project makes by jaeger-client: by all that is put into its variable
 * or its field, and by what the functions give that are called for it. Its annotation says only that it is some tracer.
 */
export function isSurelyMade(context: FileContext, expression: t.Node): boolean {
  const met = new Set<t.Node>();
  const queue: Placed[] = [{ of: context, node: expression }];
  let isMade = false;
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const node = unwrap(next.node);
    if (met.has(node) || isNothing({ of: next.of, node })) continue;
    met.add(node);
    if (isMaker({ of: next.of, node })) {
      isMade = true;
      continue;
    }
    const given = givenTo({ of: next.of, node });
    if (given === undefined) return false;
    queue.push(...given);
  }
  return isMade;
}

/** One without effect, as programs take it that are told to trace nothing, is as good as none. */
function isNothing({ of, node }: Placed): boolean {
  if (siteOf(of, node)?.member === 'new Tracer') return true;
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}

function isMaker({ of, node }: Placed): boolean {
  const site = siteOf(of, node);
  return site !== undefined && isJaegerMaker(site);
}

/** All that an expression may be; undefined where it may be something that is not in sight. */
function givenTo({ of, node }: Placed): readonly Placed[] | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.operator === '=' ? [{ of, node: node.right }] : undefined;
    case 'LogicalExpression':
      return [node.left, node.right].map((side) => ({ of, node: side }));
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].map((side) => ({ of, node: side }));
    case 'AwaitExpression':
      return isCall(node.argument) ? results(of, node.argument, 'awaited') : undefined;
    case 'CallExpression':
      return results(of, node, 'at once');
    case 'Identifier':
      return putIntoVariable(of, node);
    case 'MemberExpression':
      return putIntoField(of, node);
    default:
      return undefined;
  }
}

/** What the functions of the project give that a call runs. */
function results(of: FileContext, call: t.Node, when: 'at once' | 'awaited'): readonly Placed[] | undefined {
  const functions = isCall(call) ? of.facts.functionsOf(call.callee) : undefined;
  if (!functions?.every((one) => givesIt(one, when))) return undefined;
  return functions.flatMap(({ file, returns }) => {
    const there = contextOf(of, file);
    return there ? returns.map((node) => ({ of: there, node })) : [];
  });
}

function givesIt({ node, returns }: FunctionSource, when: 'at once' | 'awaited'): boolean {
  return returns.length > 0 && !node.generator && node.async === (when === 'awaited');
}

function putIntoVariable(of: FileContext, name: t.Identifier): readonly Placed[] | undefined {
  const binding = of.facts.scopes.bindingOf(name);
  if (binding?.declaration.type !== 'VariableDeclarator' || binding.declaration.id !== binding.identifier)
    return undefined;
  const { init } = binding.declaration;
  const writes = binding.references.filter(isWrite);
  return allPlain(of, [...(init ? [init] : []), ...writes.map(({ node }) => assignmentTo(of.source, node)?.right)]);
}

/** A field of a class: others could have written it only where they are in sight, unless it is given by a parameter. */
function putIntoField(of: FileContext, member: t.MemberExpression): readonly Placed[] | undefined {
  const name = memberName(member);
  if (name === undefined || !isOfClass(of, member.object)) return undefined;
  const { id } = of.facts.unitOf(member);
  const found = contextsOf(of).map((there) => putIn(there, name, (node) => there.facts.unitOf(node).id === id, id));
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
}

/** `this.tracer`, and `Tracing.tracer` of a class. */
function isOfClass({ facts }: FileContext, object: t.Node): boolean {
  return object.type === 'ThisExpression' || facts.scopes.bindingOf(object)?.kind === 'class';
}

/** What one file puts into a field. */
function putIn(
  of: FileContext,
  name: string,
  isField: (node: t.Node) => boolean,
  id: string,
): readonly Placed[] | undefined {
  const isParameter = nodesOf(of.source, 'TSParameterProperty').some((node) => of.facts.fieldOf(node)?.id === id);
  if (isParameter) return undefined;
  const declared = nodesOf(of.source, 'ClassProperty', 'ClassPrivateProperty', 'ObjectProperty').filter(
    (node) => keyName(node.key, 'computed' in node && node.computed === true) === name && isField(node),
  );
  const members = nodesOf(of.source, 'MemberExpression').filter((node) => memberName(node) === name && isField(node));
  return allPlain(of, [
    ...declared.flatMap(({ value }) => value ?? []),
    ...members.filter((node) => isTarget(of.source, node)).map((node) => assignmentTo(of.source, node)?.right),
  ]);
}

/** Whether something is written to an expression, and not read from it. */
function isTarget({ parents }: Pick<SourceFile, 'parents'>, node: t.Node): boolean {
  const parent = parents.get(node);
  switch (parent?.type) {
    case 'AssignmentExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'AssignmentPattern':
      return parent.left === node;
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'ObjectProperty':
      return parents.get(parent)?.type === 'ObjectPattern';
    default:
      return parent !== undefined && isWrapper(parent) && isTarget({ parents }, parent);
  }
}

/** All that is put there; undefined where something is put there in another way than by `target = value`, or `??=`. */
function allPlain(of: FileContext, nodes: readonly (t.Node | undefined)[]): readonly Placed[] | undefined {
  const plain = nodes.flatMap((node) => (node ? [{ of, node }] : []));
  return plain.length === nodes.length ? plain : undefined;
}
