import type { Span } from '@opentelemetry/api';
import { defineField } from '../define';
import { attempt } from '../guard';

/** Whether a span is of a vendor's agent that implements OpenTelemetry's API by itself: those of the SDK name their scope, on both lines. */
export function isVendorSpan(span: Span): boolean {
  try {
    return !('instrumentationScope' in span) && span.isRecording();
  } catch {
    return false;
  }
}

const known = new WeakSet<object>();

/**
 * Lets the shim's spans stand for those of a vendor's agent. Datadog's and Elastic's know their own spans in a context by private members and by
 * their class: what they find there is the shim's, and their own spans would lose their parents to it. Done once for a class.
 *
 * @param prototype what the shim's spans inherit from
 * @param innerOf the vendor's span that a span of the shim stands for; undefined for any other value
 */
export function standForVendor(span: object, prototype: object, innerOf: (value: unknown) => object | undefined): void {
  attempt('standing for a span', () => stand(span, prototype, innerOf), undefined);
}

function stand(span: object, prototype: object, innerOf: (value: unknown) => object | undefined): void {
  const made = classOf(span);
  if (made === undefined || known.has(made)) return;
  known.add(made);
  for (const name of Object.getOwnPropertyNames(span))
    if (!(name in prototype)) defineField(prototype, name, (shim) => Reflect.get(innerOf(shim) ?? {}, name));
  if (Object.hasOwn(made, Symbol.hasInstance)) return;
  Object.defineProperty(made, Symbol.hasInstance, {
    configurable: true,
    writable: true,
    value(this: unknown, value: unknown): boolean {
      return isInstance.call(this, value) || isInstance.call(this, innerOf(value));
    },
  });
}

// Not by way of the class, which may be of a realm of its own.
const isInstance = Function.prototype[Symbol.hasInstance] as (this: unknown, value: unknown) => boolean;

/** A class of its own, with the methods of a span: an object that was written down as it is has that of all objects. */
function classOf(span: object): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(span);
  if (typeof prototype !== 'object' || prototype === null || !('spanContext' in prototype)) return undefined;
  const { constructor: made } = prototype;
  return typeof made === 'function' && made.prototype === prototype ? made : undefined;
}
