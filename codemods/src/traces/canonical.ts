import { normalise } from './normalise';
import type {
  CanonicalEvent,
  CanonicalLink,
  CanonicalSpan,
  CanonicalTrace,
  RecordedEvent,
  RecordedLink,
  RecordedSpan,
  Window,
} from './types';

/**
 * The one form in which traces of either side are compared: spans nested below their parents, without ids, without times that came
 * from the clock. `window` is when the program ran: a time outside of it was given by the program.
 */
export function canonicalTraces(spans: readonly RecordedSpan[], window: Window): CanonicalTrace[] {
  const forest = new Forest(spans.map(normalise), window);
  return [...groupBy(forest.roots, (span) => span.traceId).values()].map((roots) => ({
    roots: roots.map((root) => forest.nest(root)),
  }));
}

/** Clocks differ: one side reads Date.now(), the other a monotonic clock anchored at the start of the process. */
const CLOCK_SLACK_MS = 1000;

class Forest {
  readonly roots: RecordedSpan[];
  readonly #spans: readonly RecordedSpan[];
  readonly #window: Window;
  readonly #children: Map<string, RecordedSpan[]>;
  readonly #refs: Map<string, number>;
  readonly #circular: ReadonlySet<RecordedSpan>;

  constructor(spans: readonly RecordedSpan[], window: Window) {
    this.#spans = spans;
    this.#window = window;
    this.#refs = new Map(spans.map((span, index) => [idOf(span), index]));
    this.#circular = circularSpans(spans, (span) => this.#parentOf(span));
    this.roots = spans.filter((span) => !this.#hasParent(span));
    this.#children = groupBy(
      spans.filter((span) => this.#hasParent(span)),
      (span) => parentIdOf(span),
    );
  }

  nest(span: RecordedSpan): CanonicalSpan {
    const { service, name, kind, status, attributes, events, links } = span;
    const start = this.#ownTime(span.start);
    const end = this.#ownTime(span.end);
    return {
      ref: this.#refs.get(idOf(span)) ?? 0,
      service,
      name,
      kind,
      status,
      attributes,
      events: events.map((event) => this.#event(event)),
      links: links.map((link) => this.#link(link)),
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      orphan: span.parentSpanId !== undefined && !this.#hasParent(span),
      children: (this.#children.get(idOf(span)) ?? []).map((child) => this.nest(child)),
    };
  }

  #hasParent(span: RecordedSpan): boolean {
    return this.#parentOf(span) !== undefined && !this.#circular.has(span);
  }

  #parentOf(span: RecordedSpan): RecordedSpan | undefined {
    const ref = span.parentSpanId === undefined ? undefined : this.#refs.get(parentIdOf(span));
    return ref === undefined ? undefined : this.#spans[ref];
  }

  #event({ name, attributes, time }: RecordedEvent): CanonicalEvent {
    const own = this.#ownTime(time);
    return { name, attributes, ...(own === undefined ? {} : { time: own }) };
  }

  #link(link: RecordedLink): CanonicalLink {
    const target = this.#refs.get(idOf(link));
    return { attributes: link.attributes, ...(target === undefined ? {} : { target }) };
  }

  #ownTime(time: number): number | undefined {
    const { from, to } = this.#window;
    return time < from - CLOCK_SLACK_MS || time > to + CLOCK_SLACK_MS ? time : undefined;
  }
}

/** The spans that are their own ancestors. Only broken or reused ids do this; they become roots, for none may be lost. */
function circularSpans(
  spans: readonly RecordedSpan[],
  parentOf: (span: RecordedSpan) => RecordedSpan | undefined,
): Set<RecordedSpan> {
  const circular = new Set<RecordedSpan>();
  const settled = new Set<RecordedSpan>();
  for (const span of spans) {
    const path = new Set<RecordedSpan>();
    let at: RecordedSpan | undefined = span;
    for (; at !== undefined && !settled.has(at) && !path.has(at); at = parentOf(at)) path.add(at);
    const upwards = [...path];
    if (at !== undefined && path.has(at)) for (const member of upwards.slice(upwards.indexOf(at))) circular.add(member);
    for (const member of upwards) settled.add(member);
  }
  return circular;
}

function idOf({ traceId, spanId }: { traceId: string; spanId: string }): string {
  return `${traceId}:${spanId}`;
}

function parentIdOf({ traceId, parentSpanId }: RecordedSpan): string {
  return `${traceId}:${parentSpanId}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
