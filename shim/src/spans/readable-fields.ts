import { defineField } from '../define';

// What processors and hooks read from an SDK span (its ReadableSpan). A processor is given the SDK's own span, but reads the parent from a
// context, where it is the shim's.
const READABLE_FIELDS = [
  'name',
  'kind',
  'parentSpanContext',
  'startTime',
  'endTime',
  'status',
  'attributes',
  'links',
  'events',
  'duration',
  'ended',
  'resource',
  'instrumentationScope',
  'droppedAttributesCount',
  'droppedEventsCount',
  'droppedLinksCount',
] as const;

/** Makes the instances of a class answer for the fields of the span that they stand for. */
export function forwardReadableFields<T extends object>(prototype: T, spanOf: (shim: T) => object): void {
  for (const field of READABLE_FIELDS) defineField(prototype, field, (shim) => Reflect.get(spanOf(shim), field));
}
