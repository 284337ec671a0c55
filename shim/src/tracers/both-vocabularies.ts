import * as api from '@opentelemetry/api';
import { isContext } from '../parents/find-parent';

/** What `startSpan` may be given, by what is read of it. */
type Options = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<number, string>> = {
  [api.SpanKind.SERVER]: 'server',
  [api.SpanKind.CLIENT]: 'client',
  [api.SpanKind.PRODUCER]: 'producer',
  [api.SpanKind.CONSUMER]: 'consumer',
};

/** Whether code that has moved speaks here: with a context, or in words that only OpenTelemetry has. */
export function speaksOpenTelemetry(options: Options, given: unknown): boolean {
  return given !== undefined || 'attributes' in options || 'kind' in options || 'root' in options || 'links' in options;
}

/** Whether the options hold a word that only OpenTracing knows: also where nothing was found to say with it, as in `{ tags: known && { id } }`. */
export function isOpenTracingOptions(options: object): boolean {
  return 'tags' in options || 'references' in options || 'childOf' in options;
}

/**
 * OpenTelemetry's options and context, said in OpenTracing's words as well: for tracers that know no other. What they hand on to a tracer
 * of ours loses nothing, since that reads either.
 */
export function inBothVocabularies(options: Options, given: unknown): Options {
  const tags = tagsOf(options);
  const parent = parentOf(options, given);
  // Said again by the next tracer that this is handed on to, a context without a span must not read as none at all.
  const lineage = parent !== undefined ? { childOf: parent } : given === undefined ? {} : { root: true };
  return { ...options, ...(tags ? { tags } : {}), ...lineage };
}

function tagsOf({ tags, attributes, kind }: Options): object | undefined {
  const name = typeof kind === 'number' ? KINDS[kind] : undefined;
  if (!attributes && name === undefined) return undefined;
  return { ...(name === undefined ? {} : { 'span.kind': name }), ...asObject(attributes), ...asObject(tags) };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Without a context the rule holds of whoever says where the span comes from: for OpenTelemetry the active span is the parent. */
function parentOf(options: Options, given: unknown): unknown {
  const { childOf, references, root } = options;
  if (root || childOf !== undefined || references !== undefined) return undefined;
  if (given === undefined && isOpenTracingOptions(options)) return undefined;
  const context = given ?? api.context.active();
  if (!isContext(context)) return context;
  const span: unknown = api.trace.getSpan(context);
  const hasBaggage = api.propagation.getBaggage(context) !== undefined;
  if (span === undefined && !hasBaggage) return undefined;
  return isForeignSpan(span) ? span : context;
}

/** A span that an OpenTracing tracer of another kind has made knows its own kind of parent only. */
function isForeignSpan(span: unknown): boolean {
  const { setTag, getSpan } = (span ?? {}) as { setTag?: unknown; getSpan?: unknown };
  return typeof setTag === 'function' && typeof getSpan !== 'function';
}
