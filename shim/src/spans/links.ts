import { type Link, type Span, trace } from '@opentelemetry/api';
import { isSpanContext } from '../contexts/is-span-context';
import { attempt } from '../guard';

/** The attribute of a link that says which OpenTracing reference it was. */
const REF_TYPE = 'opentracing.ref_type';
export const CHILD_OF = 'child_of';
export const FOLLOWS_FROM = 'follows_from';

/** The link that says that a span is referred to, and how; none to a span without valid ids. */
export function referenceLink(span: Span | undefined, type: string): Link | undefined {
  const context = span?.spanContext();
  return context && trace.isSpanContextValid(context) ? { context, attributes: { [REF_TYPE]: type } } : undefined;
}

/** The links that are links: the SDK fails on others. */
export function readLinks(links: unknown): Link[] {
  const all: unknown[] = attempt('the links', () => (Array.isArray(links) ? [...links] : []), []);
  return all.flatMap((link) => attempt('a link', () => readLink(link), []));
}

function readLink(link: unknown): Link[] {
  const { context, attributes, droppedAttributesCount } = (link ?? {}) as Partial<Link>;
  if (!isSpanContext(context)) return [];
  const dropped = droppedAttributesCount === undefined ? {} : { droppedAttributesCount };
  return [{ context, ...(attributes ? { attributes: { ...attributes } } : {}), ...dropped }];
}
