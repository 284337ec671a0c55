import type { CanonicalEvent, CanonicalLink, CanonicalSpan, CanonicalTrace } from './types';
import { keyOf } from './values';

/** A span, or a trace that holds its roots, as a node of one graph: nested both ways, and with links resolved. */
export interface Node {
  readonly span: CanonicalSpan | undefined;
  readonly parent: Node | undefined;
  readonly children: Node[];
  readonly links: ResolvedLink[];
  readonly linkedFrom: Node[];
  /** One text for everything the span says of itself. */
  readonly own: string;
  /** One text for the span and all below it, whatever the order of siblings. */
  readonly subtree: string;
}

export interface ResolvedLink {
  readonly attributes: CanonicalLink['attributes'];
  readonly target: Node | undefined;
}

/** The traces as nodes, in the order in which they are drawn; the first level are the traces themselves. */
export function nodesOf(traces: readonly CanonicalTrace[]): Node[] {
  const nodes: Node[] = [];
  for (const trace of traces) addNode(nodes, undefined, trace.roots, undefined);
  resolveLinks(nodes);
  return nodes;
}

interface OpenNode extends Node {
  subtree: string;
}

function addNode(
  nodes: Node[],
  span: CanonicalSpan | undefined,
  below: readonly CanonicalSpan[],
  parent: Node | undefined,
): Node {
  const own = span === undefined ? 'trace' : ownKey(span);
  const node: OpenNode = { span, parent, children: [], links: [], linkedFrom: [], own, subtree: '' };
  nodes.push(node);
  for (const child of below) node.children.push(addNode(nodes, child, child.children, node));
  const children = node.children.map((child) => child.subtree).sort();
  node.subtree = children.length === 0 ? own : `${own}{${children.join('|')}}`;
  return node;
}

function ownKey({ service, name, kind, status, attributes, events, links, start, end, orphan }: CanonicalSpan): string {
  const { code, message } = status;
  return keyOf({
    service,
    name,
    kind,
    status: [code, message ?? null],
    attributes,
    events: events.map(eventKey),
    links: links.map(({ attributes, target }) => `${keyOf(attributes)}${target === undefined}`).sort(),
    times: [start ?? null, end ?? null],
    orphan,
  });
}

/** One text for an event. */
export function eventKey({ name, attributes, time }: CanonicalEvent): string {
  return keyOf({ name, attributes, time: time ?? null });
}

function resolveLinks(nodes: readonly Node[]): void {
  const byRef = new Map(nodes.flatMap((node) => (node.span === undefined ? [] : [[node.span.ref, node] as const])));
  for (const node of nodes) {
    for (const { attributes, target: ref } of node.span?.links ?? []) {
      const target = ref === undefined ? undefined : byRef.get(ref);
      node.links.push({ attributes, target });
      target?.linkedFrom.push(node);
    }
  }
}

/** The spans from the root down to this node: `service: name`, the service only where it changes. */
export function pathOf(node: Node): string[] {
  if (node.span === undefined) return [];
  const { service, name } = node.span;
  const above = node.parent === undefined ? [] : pathOf(node.parent);
  return [...above, service === node.parent?.span?.service ? name : `${service}: ${name}`];
}
