import type * as t from '@babel/types';
import { type Edit, keep, type Part } from '../../edit/edit';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { constantEdit } from '../data/constant-edit';
import { growthOf, joinParts, type Place } from '../syntax/layout';
import { changeLiteral } from '../syntax/literal';
import { objectParts } from '../syntax/object-parts';
import type { FileContext } from '../types';

type Property = t.ObjectExpression['properties'][number];
type Entries = readonly (readonly Part[])[];

/** The options of a span as the source writes them, and what changes in them. */
export type Shape = NoShape | LiteralShape | ChoiceShape | GivenShape | MergedShape;

export interface NoShape {
  readonly kind: 'none';
}

export interface LiteralShape {
  readonly kind: 'literal';
  readonly literal: t.ObjectExpression;
  readonly removed: ReadonlySet<Property>;
  readonly added: Entries;
  /** Edits of the properties that stay. */
  readonly edits: readonly Edit[];
}

/** `test ? yes : no`, or `test && yes`. */
export interface ChoiceShape {
  readonly kind: 'choice';
  readonly test: t.Expression;
  readonly yes: Shape;
  readonly no: Shape;
}

/** A variable, or what a function gives: they are changed where they are made. */
export interface GivenShape {
  readonly kind: 'given';
  readonly node: t.Expression;
  /** The name that it gets before the call. */
  readonly name?: string;
  /** Nothing may be in it yet. */
  readonly mayMiss?: boolean;
}

/** `Object.assign({}, base, more)` */
export interface MergedShape {
  readonly kind: 'merged';
  readonly call: t.CallExpression;
  readonly parts: readonly { readonly node: t.Expression; readonly shape: Shape }[];
}

/** The options in OpenTelemetry's words with further entries; nothing if no option is left. */
export function shapeParts(context: FileContext, shape: Shape, further: Entries, place?: Place): Part[] | undefined {
  switch (shape.kind) {
    case 'none':
      return further.length > 0 ? objectParts(context.source, further, place) : undefined;
    case 'literal': {
      const added = [...shape.added, ...further];
      return changeLiteral(context.source, shape.literal, {
        removed: shape.removed,
        added,
        ...(place ? { place } : {}),
      });
    }
    case 'choice':
      return choiceParts(context, shape, further);
    case 'merged':
      return mergedParts(context, shape, further, place);
    case 'given':
      return [shape.name ?? keep(shape.node)];
  }
}

/** Only that is left which still says something; where all of it is one literal, there is nothing to put together. */
function mergedParts(
  context: FileContext,
  { call, parts }: MergedShape,
  further: Entries,
  place: Place | undefined,
): Part[] | undefined {
  const left = parts.map(({ shape }) => shape).filter((shape) => shapeParts(context, shape, []) !== undefined);
  const [target] = parts;
  const [first = NO_SHAPE, ...others] = left;
  if (others.length === 0 && first.kind !== 'given') return shapeParts(context, first, further, place);
  const isTarget = first === target?.shape;
  const objects = [...(isTarget ? [] : [NO_SHAPE]), ...left, ...(further.length > 0 ? [NO_SHAPE] : [])];
  const given = objects.map((shape, index) => {
    const isLast = index === objects.length - 1;
    return shapeParts(context, shape, isLast ? further : []) ?? ['{}'];
  });
  return [keep(call.callee), '(', ...joinParts(given, ', '), ')'];
}

const NO_SHAPE: NoShape = { kind: 'none' };

function choiceParts(context: FileContext, { test, yes, no }: ChoiceShape, further: Entries): Part[] | undefined {
  const first = shapeParts(context, yes, further);
  const second = shapeParts(context, no, further);
  if (isSameShape(context, yes, no)) return first;
  return [keep(test), ' ? ', ...(first ?? ['{}']), ' : ', ...(second ?? ['{}'])];
}

/** Whether two shapes come to the same options, so that no test is needed between them. */
export function isSameShape(context: FileContext, one: Shape, other: Shape): boolean {
  return signature(context, one) === signature(context, other);
}

function signature(context: FileContext, shape: Shape): string {
  switch (shape.kind) {
    case 'none':
      return '';
    case 'literal': {
      const kept = shape.literal.properties.filter((property) => !shape.removed.has(property));
      const texts = kept.map((property) => textOf(context.source, property));
      return [...texts, ...shape.added.map((parts) => JSON.stringify(parts))].join(',');
    }
    case 'choice': {
      const { test, yes, no } = shape;
      return `${textOf(context.source, test)} ? ${signature(context, yes)} : ${signature(context, no)}`;
    }
    case 'merged':
      return shape.parts.map((part) => signature(context, part.shape)).join();
    case 'given':
      return textOf(context.source, shape.node);
  }
}

/** The edits of everything that stays of a shape. */
export function editsOf(shape: Shape): readonly Edit[] {
  if (shape.kind === 'choice') return [...editsOf(shape.yes), ...editsOf(shape.no)];
  if (shape.kind === 'merged') return shape.parts.flatMap((part) => editsOf(part.shape));
  return shape.kind === 'literal' ? shape.edits : [];
}

/** Whether options say in OpenTelemetry what they said. */
export function isUntouched(shape: Shape): boolean {
  switch (shape.kind) {
    case 'literal':
      return shape.removed.size + shape.added.length + shape.edits.length === 0;
    case 'choice':
      return isUntouched(shape.yes) && isUntouched(shape.no);
    case 'merged':
      return shape.parts.every((part) => isUntouched(part.shape));
    default:
      return true;
  }
}

/** By how many columns options get longer by edits inside of them, those of constants (`[Tags.ERROR]`) among them. */
export function growthOfShape(context: FileContext, shape: Shape): number {
  if (shape.kind === 'choice') return growthOfShape(context, shape.yes) + growthOfShape(context, shape.no);
  if (shape.kind === 'merged') return shape.parts.reduce((sum, part) => sum + growthOfShape(context, part.shape), 0);
  if (shape.kind !== 'literal') return 0;
  const { literal, removed, edits } = shape;
  const left = literal.properties.filter((property) => !removed.has(property));
  const isLeft = (node: t.Node) => {
    const range = rangeOf(node);
    if (!left.some((property) => isWithin(range, rangeOf(property)))) return false;
    const around = edits.filter((edit) => isWithin(range, edit));
    return around.every(({ parts }) => parts.some((part) => typeof part !== 'string' && isWithin(range, part)));
  };
  const constants = context.facts.values.filter(({ node }) => isLeft(node));
  return growthOf([...edits, ...constants.flatMap((reference) => constantEdit(context, reference) ?? [])]);
}
