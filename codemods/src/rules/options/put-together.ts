import type * as t from '@babel/types';
import { partsOf, spreadArguments } from '../../facts/options/values';
import { propertyName } from '../../parse/key-name';
import { rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { parentAskedFor } from '../parents/parent-asked';
import { excerpt } from '../syntax/text';
import type { FileContext } from '../types';
import { flowThrough, madeBy, mayHaveParent } from './option-flow';
import { tagsTakenIn } from './tags-taken-in';

/** Something that options are put together of, and what it names that is no option any more, or under another name. */
interface Part {
  /** What a message calls it. */
  readonly name: string;
  readonly node: t.Node;
  readonly keys: ReadonlySet<string>;
}

const OPENTRACING_ONLY: ReadonlySet<string> = new Set(['childOf', 'references', 'tags']);

export interface Parts {
  /** The one that names the parent. */
  readonly parent: t.Node | undefined;
  /** Why they cannot be told apart. */
  readonly clash: string | undefined;
}

/** Which of the parts that options are put together of names the parent, and why that cannot be told: two of them do, or have tags. */
export function readParts(context: FileContext, nodes: readonly t.Expression[]): Parts {
  const parts = nodes.map((node) => {
    const literal = unwrap(node);
    const taken = literal.type === 'ObjectExpression' ? tagsTakenIn(context, literal) : undefined;
    return { part: partOf(context, node), taken: taken?.options };
  });
  const taken = new Set<t.Node | undefined>(parts.map((part) => part.taken));
  return among(parts.map(({ part }) => (taken.has(unwrap(part.node)) ? withoutTags(part) : part)));
}

function partOf(context: FileContext, node: t.Expression): Part {
  return { name: excerpt(textOf(context.source, node)), node, keys: keysOf(context, node) };
}

/** The same for a literal and what is spread into it. A parent that it names behind all of that is the one. */
export function readSpreads(context: FileContext, literal: t.ObjectExpression): Parts {
  const spreads = spreadArguments(literal);
  if (spreads.length === 0) return { parent: literal, clash: undefined };
  const own = { name: 'the literal that it is spread into', node: literal, keys: ownKeysOf(literal) };
  const taken = tagsTakenIn(context, literal)?.options;
  const parts = spreads.map((node) => {
    const part = partOf(context, node);
    return unwrap(node) === taken ? withoutTags(part) : part;
  });
  const isListed = [own, ...parts].some(({ keys }) => keys.has('references'));
  const child = literal.properties.findLast((property) => propertyName(property) === 'childOf');
  const isLast = child && spreads.every((node) => rangeOf(node).end < rangeOf(child).start);
  return among([...(isLast && !isListed ? parts.map(withoutParent) : parts), own]);
}

function among(parts: readonly Part[]): Parts {
  const parents = parts.filter(({ keys }) => keys.has('childOf') || keys.has('references'));
  const tagged = parts.filter(({ keys }) => keys.has('tags'));
  return { parent: parents[0]?.node, clash: clashOf(parents, 'a parent') ?? clashOf(tagged, 'tags') };
}

function clashOf([one, other]: readonly Part[], what: string): string | undefined {
  return one && other && `${one.name} and ${other.name} may both name ${what}`;
}

function withoutParent(part: Part): Part {
  return { ...part, keys: new Set([...part.keys].filter((key) => key === 'tags')) };
}

function withoutTags(part: Part): Part {
  return { ...part, keys: new Set([...part.keys].filter((key) => key !== 'tags')) };
}

function ownKeysOf({ properties }: t.ObjectExpression): ReadonlySet<string> {
  const keys = properties.flatMap((property) => propertyName(property) ?? []);
  return new Set(keys.filter((key) => OPENTRACING_ONLY.has(key)));
}

/** What an expression may name, whatever it turns out to be. */
function keysOf(context: FileContext, node: t.Node): ReadonlySet<string> {
  const { literals, names, spread, made } = partsOf(node, context.facts.mergedBy);
  return new Set([
    ...made.flatMap((call) => madeKeys(context, call)),
    ...literals.flatMap(writtenKeys),
    ...[...names, ...spread].flatMap((name) => passedKeys(context, name)),
  ]);
}

/** What a literal names, and the literals that are spread into it. */
function writtenKeys(literal: t.ObjectExpression): readonly string[] {
  return [
    ...ownKeysOf(literal),
    ...spreadArguments(literal).flatMap((spread) => partsOf(spread).literals.flatMap(writtenKeys)),
  ];
}

/** What comes with options that a function gives. */
function madeKeys(context: FileContext, call: t.Node): readonly string[] {
  const { flow, maker } = madeBy(context, call) ?? {};
  const keys = flow?.literals.flatMap(({ node }) => writtenKeys(node)) ?? [];
  return keys.filter((key) => key === 'tags' || maker?.withParent === true);
}

/** What comes with options that are passed on. */
function passedKeys(context: FileContext, name: t.Identifier): readonly string[] {
  const flow = flowThrough(context, name);
  if (!flow) return [];
  const hasParent = mayHaveParent(context, name, flow) && parentAskedFor(context, name, flow) !== 'absent';
  const keys = flow.outside ? [...OPENTRACING_ONLY] : flow.literals.flatMap(({ node }) => writtenKeys(node));
  return keys.filter((key) => key === 'tags' || hasParent);
}
