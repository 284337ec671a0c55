import { type Link, type Span, trace } from '@opentelemetry/api';

/** The attribute of a link that says which OpenTracing reference it was. */
const REF_TYPE = 'opentracing.ref_type';
export const CHILD_OF = 'child_of';
export const FOLLOWS_FROM = 'follows_from';

/** The link that says that a span is referred to, and how; none to a span without valid ids. */
export function referenceLink(span: Span | undefined, type: string): Link | undefined {
  const context = span?.spanContext();
  return context && trace.isSpanContextValid(context) ? { context, attributes: { [REF_TYPE]: type } } : undefined;
}
