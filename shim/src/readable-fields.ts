import { attempt } from './guard';

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
  for (const field of READABLE_FIELDS) {
    Object.defineProperty(prototype, field, {
      configurable: true,
      get(this: T) {
        // Whoever walks the prototypes, as inspectors and stubs do, asks for it with no span behind it.
        return attempt('reading a field', () => Reflect.get(spanOf(this), field), undefined);
      },
      // An application may put a member of any name on its span object; the exported span is not its business.
      set(this: T, value: unknown) {
        Object.defineProperty(this, field, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }
}
