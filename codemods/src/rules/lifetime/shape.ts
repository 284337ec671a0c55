import type * as t from '@babel/types';
import { type Edit, keep, type Part } from '../../edit/edit';
import { rangeOf, textOf } from '../../parse/source-file';
import { constantEdit } from '../data/constant-edit';
import type { FileContext } from '../types';
import { growthOf, objectParts, type Place } from './layout';
import { changeLiteral } from './literal';
import { isWithin } from './statements';

type Property = t.ObjectExpression['properties'][number];
type Entries = readonly (readonly Part[])[];

/** The options of a span as the source writes them, and what changes in them. */
export type Shape = NoShape | LiteralShape | ChoiceShape | GivenShape;

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

/** A variable, which is changed where it is made. */
export interface GivenShape {
  readonly kind: 'given';
  readonly node: t.Expression;
  /** Nothing may be in it yet. */
  readonly mayMiss?: boolean;
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
    case 'given':
      return [keep(shape.node)];
  }
}

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
    case 'given':
      return textOf(context.source, shape.node);
  }
}

/** The edits of everything that stays of a shape. */
export function editsOf(shape: Shape): readonly Edit[] {
  if (shape.kind === 'choice') return [...editsOf(shape.yes), ...editsOf(shape.no)];
  return shape.kind === 'literal' ? shape.edits : [];
}

/** By how many columns options get longer by edits inside of them, those of constants (`[Tags.ERROR]`) among them. */
export function growthOfShape(context: FileContext, shape: Shape): number {
  if (shape.kind === 'choice') return growthOfShape(context, shape.yes) + growthOfShape(context, shape.no);
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
