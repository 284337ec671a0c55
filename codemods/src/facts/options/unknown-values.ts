import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { functionAround } from '../../parse/function-around';
import { parametersOf } from '../../parse/functions';
import { keyName, memberName, propertyName } from '../../parse/key-name';
import { plainAssignmentTo } from '../../parse/uses';
import type { Context } from '../constraints/context';
import { once } from '../flow/once';
import { Shape } from '../flow/tokens';
import { type Binding, isWrite } from '../scopes/scope';
import { addTo } from './add-to';
import { callersByFunction, type PlacedCall } from './callers';
import { Implementers } from './implementers';

/** An expression, and the file that it stands in. */
interface Placed {
  readonly at: Context;
  readonly node: t.Node;
}

/** `target.name = value` */
interface Write {
  readonly at: Context;
  readonly target: t.Node;
  readonly value: t.Node;
}

/**
 * Tells whether a value of which something is known may also come from where nothing is: one call gives a parameter a span, and another
 * `request.trace`. A call on it would be of the same kind whatever that is; a parent need not be.
 */
export class UnknownValues {
  readonly #callers: () => ReadonlyMap<t.Node, readonly PlacedCall[]>;
  readonly #contexts: () => ReadonlyMap<string, Context>;
  readonly #writes: () => ReadonlyMap<string, readonly Write[]>;

  constructor(contexts: readonly Context[]) {
    this.#callers = once(() => callersByFunction(contexts, new Implementers(contexts)));
    this.#contexts = once(() => new Map(contexts.map((at) => [at.file.source.path, at])));
    this.#writes = once(() => writesByName(contexts));
  }

  /** `missing`: asks for what may be nothing as well. That is not what another is given in its place for: `unknown || span`. */
  mayReach(at: Context, node: t.Node, missing: boolean): boolean {
    const met = new Set<t.Node>();
    const queue: Placed[] = [...this.#sourcesOf({ at, node }, missing)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (met.has(next.node)) continue;
      met.add(next.node);
      if (isUnknown(next)) return true;
      queue.push(...this.#sourcesOf(next, missing));
    }
    return false;
  }

  #sourcesOf({ at, node }: Placed, missing: boolean): readonly Placed[] {
    switch (node.type) {
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        return [{ at, node: node.expression }];
      case 'TSAsExpression':
      case 'TSTypeAssertion':
      case 'TypeCastExpression':
        // What a cast says of the unknown is believed, but for that it is there.
        return missing ? [{ at, node: node.expression }] : [];
      case 'ConditionalExpression':
        return [node.consequent, node.alternate].map((side) => ({ at, node: side }));
      case 'LogicalExpression':
        return (missing || node.operator === '&&' ? [node.right] : [node.left, node.right]).map((side) => ({
          at,
          node: side,
        }));
      case 'Identifier':
        return this.#givenTo(at, at.file.scopes.bindingOf(node));
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const name = node.computed ? undefined : memberName(node);
        if (name === undefined) return [];
        const object = { at, node: node.object };
        return [...this.#fields(object, name), ...this.#writtenTo(object, name)];
      }
      default:
        return [];
    }
  }

  #givenTo(at: Context, binding: Binding | undefined): readonly Placed[] {
    if (binding === undefined || binding.identifier.typeAnnotation) return [];
    const written = binding.references.filter(isWrite).flatMap(({ node }) => writtenAt(at, node));
    if (binding.kind === 'param') return [...written, ...this.#argumentsFor(at, binding)];
    const { declaration } = binding;
    if (declaration.type !== 'VariableDeclarator' || !declaration.init) return written;
    const given = { at, node: declaration.init };
    return [...written, ...this.#taken(declaration.id, binding, given)];
  }

  /** What calls of the project give a parameter; what only a test gives says nothing of the program. */
  #argumentsFor(at: Context, { identifier, declaration }: Binding): readonly Placed[] {
    const fn = functionAround(at.file.source, identifier);
    if (fn === undefined) return [];
    const params = parametersOf(fn.params);
    const index = params.findIndex((param) => param === declaration || holds(param, identifier));
    const [param] = params.slice(index, index + 1);
    if (index < 0 || param === undefined) return [];
    const target = param.type === 'AssignmentPattern' ? param.left : param;
    const calls = (this.#callers().get(fn) ?? []).filter(
      (call) => isTestFile(at.file.source.path) || !isTestFile(call.at.file.source.path),
    );
    return calls.flatMap(({ at: there, node }) => {
      const given = node.arguments[index];
      const isPlain = node.arguments.slice(0, index + 1).every(({ type }) => type !== 'SpreadElement');
      return given && isPlain ? this.#taken(target, { identifier }, { at: there, node: given }) : [];
    });
  }

  /** What a pattern, or a name, takes out of what it is given. */
  #taken(target: t.Node, { identifier }: Pick<Binding, 'identifier'>, given: Placed): readonly Placed[] {
    if (target === identifier) return [given];
    if (target.type !== 'ObjectPattern' || target.typeAnnotation) return [];
    for (const own of target.properties) {
      if (own.type !== 'ObjectProperty' || !isNamed(own.value, identifier)) continue;
      const name = keyName(own.key, own.computed);
      if (name !== undefined) return this.#fields(given, name);
    }
    return [];
  }

  /** What is assigned to a field of what an object may be: `this.parent = parent`. */
  #writtenTo({ at, node }: Placed, name: string): readonly Placed[] {
    const shapes = new Set([...(at.findSlot(node)?.tokens ?? [])].filter((token) => token instanceof Shape));
    if (shapes.size === 0) return [];
    return (this.#writes().get(name) ?? []).flatMap(({ at: there, target, value }) =>
      [...(there.findSlot(target)?.tokens ?? [])].some((token) => token instanceof Shape && shapes.has(token))
        ? [{ at: there, node: value }]
        : [],
    );
  }

  /** What the literals that an object may be say of a field. */
  #fields({ at, node }: Placed, name: string): readonly Placed[] {
    return [...(at.findSlot(node)?.tokens ?? [])].flatMap((token) => {
      const literal = token instanceof Shape && token.node?.type === 'ObjectExpression' ? token : undefined;
      const there = literal && this.#contexts().get(literal.file);
      if (!there || literal.node?.type !== 'ObjectExpression' || isTestFile(literal.file)) return [];
      return literal.node.properties.flatMap((property) =>
        property.type === 'ObjectProperty' && propertyName(property) === name
          ? [{ at: there, node: property.value }]
          : [],
      );
    });
  }
}

/** Assignments to members, by the name of the member; what only a test assigns says nothing of the program. */
function writesByName(contexts: readonly Context[]): ReadonlyMap<string, readonly Write[]> {
  const writes = new Map<string, Write[]>();
  for (const at of contexts) {
    if (isTestFile(at.file.source.path)) continue;
    for (const { left, operator, right } of at.nodes('AssignmentExpression')) {
      if (left.type !== 'MemberExpression' || operator !== '=') continue;
      const name = memberName(left);
      if (name === undefined) continue;
      addTo(writes, name, { at, target: left.object, value: right });
    }
  }
  return writes;
}

/** Whether a pattern is the name alone, perhaps with a default. */
function isNamed(pattern: t.Node, name: t.Identifier): boolean {
  return pattern === name || (pattern.type === 'AssignmentPattern' && pattern.left === name);
}

function writtenAt(at: Context, name: t.Node): Placed[] {
  const assignment = plainAssignmentTo(at.file.source, name);
  return assignment ? [{ at, node: assignment.right }] : [];
}

function holds(pattern: t.Node, { start, end }: t.Identifier): boolean {
  return (pattern.start ?? 0) <= (start ?? 0) && (end ?? 0) <= (pattern.end ?? 0);
}

const CERTAIN = /Literal$|^(?:TemplateLiteral|UnaryExpression|BinaryExpression)$/;

/** Nothing is known of it, and it is no nothing. */
function isUnknown({ at, node }: Placed): boolean {
  if (CERTAIN.test(node.type) || (node.type === 'Identifier' && node.name === 'undefined')) return false;
  if (/^(?:Logical|Conditional|Parenthesized|TSNonNull|TSSatisfies)Expression$/.test(node.type)) return false;
  return (at.findSlot(node)?.tokens.size ?? 0) === 0;
}
