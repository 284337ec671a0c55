/** The attribute that took the place of an OpenTracing tag. */
export interface Successor {
  readonly name: string;
  /** It depends on what the value means, or on the kind of the span. */
  readonly ambiguous?: true;
}

/**
 * Stable or current names for the tags of OpenTracing, for those who ask for them. What is not listed keeps its name.
 * Source: semantic conventions 1.45 (https://opentelemetry.io/docs/specs/semconv/), "migration" pages for HTTP, databases, messaging.
 */
export const successors: ReadonlyMap<string, Successor> = new Map<string, Successor>([
  ['peer.service', { name: 'service.peer.name' }],
  ['peer.hostname', { name: 'server.address', ambiguous: true }],
  ['peer.ipv4', { name: 'network.peer.address' }],
  ['peer.ipv6', { name: 'network.peer.address' }],
  ['peer.port', { name: 'server.port', ambiguous: true }],
  ['http.url', { name: 'url.full', ambiguous: true }],
  ['http.method', { name: 'http.request.method' }],
  ['http.status_code', { name: 'http.response.status_code' }],
  ['message_bus.destination', { name: 'messaging.destination.name' }],
  ['db.instance', { name: 'db.namespace' }],
  ['db.statement', { name: 'db.query.text' }],
  ['db.type', { name: 'db.system.name', ambiguous: true }],
]);
