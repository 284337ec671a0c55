import { createHash } from 'node:crypto';
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
  /** One short text for the span and all below it, whatever the order of siblings. */
  readonly subtree: string;
  /** How many spans there are in it. */
  readonly size: number;
}

export interface ResolvedLink {
  readonly attributes: CanonicalLink['attributes'];
  readonly target: Node | undefined;
}

/** Whether the node stands for a trace, not for a span. */
export function isTrace({ span }: Node): boolean {
  return span === undefined;
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
  size: number;
}

function addNode(
  nodes: Node[],
  span: CanonicalSpan | undefined,
  below: readonly CanonicalSpan[],
  parent: Node | undefined,
): Node {
  const own = span === undefined ? 'trace' : ownKey(span);
  const node: OpenNode = { span, parent, children: [], links: [], linkedFrom: [], own, subtree: '', size: 0 };
  nodes.push(node);
  for (const child of below) node.children.push(addNode(nodes, child, child.children, node));
  node.size = node.children.reduce((sum, child) => sum + child.size, span === undefined ? 0 : 1);
  node.subtree = digest([own, ...node.children.map((child) => child.subtree).sort()]);
  return node;
}

/** A digest, since the text of all below every span of a deep trace would not fit into memory. */
function digest(parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\n')).digest('base64');
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
  const path: string[] = [];
  for (let at: Node | undefined = node; at?.span !== undefined; at = at.parent) {
    const { service, name } = at.span;
    path.push(service === at.parent?.span?.service ? name : `${service}: ${name}`);
  }
  return path.reverse();
}
