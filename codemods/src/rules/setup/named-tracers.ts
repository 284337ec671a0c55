import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import type { Binding } from '../../facts/scopes/scope';
import { functionAround } from '../../parse/function-around';
import { memberName, propertyName } from '../../parse/key-name';
import { oncePerFile } from '../../parse/once-per-file';
import { unwrap } from '../../parse/wrappers';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextOf } from '../values/values-nearby';
import { valuesOf } from './given-values';
import { makersIn } from './jaeger-made';

/** A tracer of which the service name is seen, and the file that has it made. */
export interface NamedTracer {
  readonly name: string;
  readonly path: string;
}

/** What is looked for: a member of an expression, by the way to it, or the expression itself. */
interface Sought {
  readonly of: FileContext;
  readonly node: t.Node;
  readonly keys: readonly string[];
  /** The file whose call it is. */
  readonly caller: string;
}

/** A name comes by so many functions and variables, not more. */
const FARTHEST = 12;

/** The tracers that a file makes by jaeger-client, or that other files make by way of its functions; not those of tests. */
export function namedTracers(context: FileContext): readonly NamedTracer[] {
  return tracersOf(context.source, context);
}

const tracersOf = oncePerFile((source, of: FileContext): readonly NamedTracer[] =>
  makersIn(of.facts)
    .flatMap(({ node: { arguments: given } }) => (given[0] ? [given[0]] : []))
    .flatMap((node) => namesOf({ of, node, keys: ['serviceName'], caller: source.path }, FARTHEST))
    .filter(({ path }) => !isTestFile(path)),
);

/** The names that something always is, one for each call by which it comes to be. */
function namesOf(sought: Sought, left: number): readonly NamedTracer[] {
  if (left === 0) return [];
  return namesNext(sought).flatMap((next) => ('name' in next ? [next] : namesOf(next, left - 1)));
}

function namesNext({ of, node: whole, keys, caller }: Sought): readonly (NamedTracer | Sought)[] {
  const node = unwrap(whole);
  const name = keys.length === 0 ? of.facts.stringOf(node) : undefined;
  if (name !== undefined) return [{ name, path: caller }];
  if (isMember(node)) {
    const key = memberName(node);
    return key === undefined ? [] : [{ of, node: node.object, keys: [key, ...keys], caller }];
  }
  const binding = node.type === 'Identifier' ? of.facts.scopes.bindingOf(node) : undefined;
  const from = binding && comesFrom(of, binding);
  if (from) return from.map((one) => ({ ...one, caller: one.caller ?? caller, keys: [...one.keys, ...keys] }));
  const [key, ...rest] = keys;
  const given = valuesOf(of, node).filter((one) => one.key === key);
  // Of several one is taken, and it is not seen which.
  return given.length === 1 ? given.map((one) => ({ of: one.of, node: one.value, keys: rest, caller })) : [];
}

/** Where a variable has its value from: each call of the function whose parameter it is, or what it is declared with. */
function comesFrom(of: FileContext, { declaration, identifier, kind, reassigned }: Binding) {
  if (reassigned) return undefined;
  if (kind === 'param') return comesFromCallers(of, declaration, identifier);
  if (declaration.type !== 'VariableDeclarator' || !declaration.init) return undefined;
  const keys = wayTo(identifier, declaration.id);
  const isPlain = declaration.id === identifier && unwrap(declaration.init).type === 'ObjectExpression';
  return keys && !isPlain ? [{ of, node: declaration.init, keys, caller: undefined }] : undefined;
}

function comesFromCallers(of: FileContext, declaration: t.Node, identifier: t.Identifier) {
  const fn = functionAround(of.source, declaration);
  const ways = fn?.params.map((param) => wayTo(identifier, param)) ?? [];
  const place = ways.findIndex((way) => way !== undefined);
  const keys = ways[place];
  if (!keys || !fn) return [];
  return of.project.callsOf(fn).flatMap(({ path, node: call }) => {
    const [there, node] = [contextOf(of, path), call.arguments[place]];
    return there && node ? [{ of: there, node, keys, caller: path }] : [];
  });
}

/** The keys by which a pattern takes a variable out of what it is given. */
function wayTo(identifier: t.Identifier, pattern: t.Node): readonly string[] | undefined {
  if (pattern === identifier) return [];
  if (pattern.type === 'AssignmentPattern') return wayTo(identifier, pattern.left);
  if (pattern.type === 'TSParameterProperty') return wayTo(identifier, pattern.parameter);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'ObjectProperty') continue;
    const way = wayTo(identifier, property.value);
    const key = propertyName(property);
    if (way !== undefined) return key === undefined ? undefined : [key, ...way];
  }
  return undefined;
}
