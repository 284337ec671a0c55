import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { annotationOf, typesIn } from '../../parse/annotation';
import { rangeOf } from '../../parse/source-file';
import { utilityOf } from '../../parse/utility-types';
import { isWrapper, type Wrapper } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** The types in the annotation of an options variable that say what OpenTracing's options are: by their name, or spelled out. */
export function typesOfOptions(context: FileContext, identifier: t.Identifier): readonly t.TSType[] {
  return partsOf(identifier).filter((type) => type.type === 'TSTypeLiteral' || isOptions(context, type));
}

/** They are OpenTelemetry's options now. */
export function annotationEdits(context: FileContext, identifier: t.Identifier): Edit[] {
  return typesOfOptions(context, identifier).map((type) => replace(selected(type), context.api('SpanOptions')));
}

/** What a type is, or a selection of, without what `Partial` and `Readonly` say of it. */
function selected(type: t.TSType): t.TSType {
  const utility = utilityOf(type);
  return utility && !utility.isSome ? selected(utility.of) : type;
}

/** What the casts of a value say OpenTracing's options are: `{ ... } as SpanOptions`. */
export function typesOfCasts(context: FileContext, value: t.Node): readonly t.TSType[] {
  return wrappersOf(value).flatMap((wrapper) => {
    const type = typeOfCast(wrapper);
    return type && isOptions(context, type) ? [type] : [];
  });
}

/**
 * The value without the parentheses and casts that go with it. Those stay that say no more than that these are options: without them, a
 * compiler would not take `options.attributes = { ... }` in a later line.
 */
export function withoutForeignCasts(context: FileContext, value: t.Expression): t.Node {
  const wrappers = wrappersOf(value);
  const types = wrappers.flatMap((wrapper) => typeOfCast(wrapper) ?? []);
  const isKept = types.length > 0 && types.every((type) => type.type === 'TSAnyKeyword' || isOptions(context, type));
  return isKept ? (wrappers.at(-1)?.expression ?? value) : value;
}

/** They are OpenTelemetry's options now. */
export function castEdits(context: FileContext, value: t.Expression): Edit[] {
  if (withoutForeignCasts(context, value) === value) return [];
  return typesOfCasts(context, value).map((type) => replace(selected(type), context.api('SpanOptions')));
}

/** The outermost first. */
function wrappersOf(node: t.Node): readonly Wrapper[] {
  return isWrapper(node) ? [node, ...wrappersOf(node.expression)] : [];
}

function typeOfCast(wrapper: Wrapper): t.TSType | undefined {
  const type = 'typeAnnotation' in wrapper ? wrapper.typeAnnotation : undefined;
  return type && type.type !== 'TypeAnnotation' ? type : undefined;
}

/** Whether the annotation is none of the project's own types, which would have to change elsewhere. */
export function canBeAnnotated(context: FileContext, identifier: t.Identifier): boolean {
  return partsOf(identifier).every(
    (type) => type.type !== 'TSTypeReference' || isOptions(context, type) || isBuiltIn(type.typeName),
  );
}

function isOptions(context: FileContext, type: t.TSType): boolean {
  const utility = utilityOf(type);
  return utility ? isOptions(context, utility.of) : isOpenTracings(context, type, 'SpanOptions');
}

/** Whether a type is the one that OpenTracing has under a name. */
export function isOpenTracings({ facts }: FileContext, type: t.TSType, wanted: string): boolean {
  const { start } = rangeOf(type);
  return (
    type.type === 'TSTypeReference' &&
    facts.types.some(({ name, node }) => name === wanted && node && rangeOf(node).start === start)
  );
}

function isBuiltIn(name: t.TSEntityName): boolean {
  return name.type === 'Identifier' && /^(?:Partial|Record|Pick|Omit)$/.test(name.name);
}

function partsOf(identifier: t.Identifier): readonly t.TSType[] {
  return typesIn(annotationOf(identifier));
}
