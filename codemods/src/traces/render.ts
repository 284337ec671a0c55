import { nodesOf } from './nodes';
import type { Attributes, CanonicalSpan, CanonicalTrace } from './types';
import { keyOf } from './values';

type Paint = (text: string) => string;

/** How the parts of a drawn tree are coloured; each leaves the text as it is unless given. */
export interface RenderStyle {
  readonly lines?: Paint;
  readonly service?: Paint;
  readonly name?: Paint;
  readonly failed?: Paint;
  readonly details?: Paint;
}

export interface RenderOptions {
  /** Also attributes, events and links, each on a line of its own. */
  readonly details?: boolean;
  readonly style?: RenderStyle;
}

/** Draws traces as trees. Equal traces give equal text: siblings and traces are sorted by what they hold. */
export function renderTraces(traces: readonly CanonicalTrace[], options: RenderOptions = {}): string {
  const sorted = sortedSpans(traces);
  return sorted.map((roots) => new Drawing(options, namesOf(traces)).draw(roots)).join('\n\n');
}

/** The roots of each trace, in an order that depends only on what is drawn. */
function sortedSpans(traces: readonly CanonicalTrace[]): CanonicalSpan[][] {
  const keys = new Map(nodesOf(traces).map((node) => [node.span, `${node.span?.name} ${node.own} ${node.subtree}`]));
  const byKey = (a: CanonicalSpan, b: CanonicalSpan) => compareText(keys.get(a), keys.get(b));
  const sortBelow = (spans: readonly CanonicalSpan[]): CanonicalSpan[] =>
    [...spans].sort(byKey).map((span) => ({ ...span, children: sortBelow(span.children) }));
  return traces
    .map(({ roots }) => ({
      key: roots
        .map((root) => keys.get(root))
        .sort()
        .join(),
      roots: sortBelow(roots),
    }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ roots }) => roots);
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function namesOf(traces: readonly CanonicalTrace[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const visit = ({ ref, name, children }: CanonicalSpan) => {
    names.set(ref, name);
    children.forEach(visit);
  };
  for (const { roots } of traces) roots.forEach(visit);
  return names;
}

const plain: Paint = (text) => text;

class Drawing {
  readonly #details: boolean;
  readonly #style: Required<RenderStyle>;
  readonly #names: ReadonlyMap<number, string>;

  constructor({ details = false, style = {} }: RenderOptions, names: ReadonlyMap<number, string>) {
    this.#details = details;
    this.#style = { lines: plain, service: plain, name: plain, failed: plain, details: plain, ...style };
    this.#names = names;
  }

  draw(roots: readonly CanonicalSpan[]): string {
    return roots.flatMap((root) => this.#span(root, '', '', undefined)).join('\n');
  }

  #span(span: CanonicalSpan, first: string, below: string, serviceAbove: string | undefined): string[] {
    const { lines } = this.#style;
    const hasChildren = span.children.length > 0;
    const detailIndent = `${below}${hasChildren ? '│  ' : '   '}`;
    const children = span.children.flatMap((child, index) => {
      const last = index === span.children.length - 1;
      return this.#span(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, span.service);
    });
    return [
      `${lines(first)}${this.#title(span, serviceAbove)}`,
      ...this.#detailLines(span).map((line) => `${lines(detailIndent)}${this.#style.details(line)}`),
      ...children,
    ];
  }

  #title({ service, name, kind, status, orphan }: CanonicalSpan, serviceAbove: string | undefined): string {
    const { code, message } = status;
    const failed = code === 'error' ? this.#style.failed(` ✗ error${message === undefined ? '' : `: ${message}`}`) : '';
    return [
      service === serviceAbove ? '' : this.#style.service(`${service}: `),
      this.#style.name(name),
      kind === 'internal' ? '' : this.#style.details(` (${kind})`),
      code === 'ok' ? this.#style.details(' ok') : failed,
      orphan ? this.#style.details(' (its parent was not recorded)') : '',
    ].join('');
  }

  #detailLines({ attributes, events, links, start, end }: CanonicalSpan): string[] {
    if (!this.#details) return [];
    return [
      ...(start === undefined ? [] : [`starts ${new Date(start).toISOString()}`]),
      ...(end === undefined ? [] : [`ends ${new Date(end).toISOString()}`]),
      ...attributeLines(attributes),
      ...events.map((event) => `• ${[event.name, ...attributeLines(event.attributes)].join('  ')}`),
      ...links.map(
        ({ target }) => `→ ${target === undefined ? 'a span that was not recorded' : this.#names.get(target)}`,
      ),
    ];
  }
}

function attributeLines(attributes: Attributes): string[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]) => `${key}=${keyOf(value)}`);
}
