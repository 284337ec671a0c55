import type { Attributes, SpanOptions } from '@opentelemetry/api';
import { copyMembers, holdsMembers } from '../conversion/tags';
import { attempt } from '../guard';

const OPTIONS = ['childOf', 'references', 'tags', 'startTime', 'attributes', 'kind', 'links', 'root'] as const;

/** What can be read of the options of a span, whatever they are. */
export function readableOptions(options: unknown): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const name of OPTIONS) {
    const value = attempt('reading the options', () => (options as Record<string, unknown>)[name], undefined);
    if (value !== undefined) read[name] = value;
  }
  if (read.attributes !== undefined) read.attributes = copyReadable(read.attributes);
  return read;
}

/** Whether the SDK can read the attributes without fail, as far as can be told: a Proxy may lie even about that. */
export function isReadable({ attributes, links = [] }: SpanOptions): boolean {
  return attempt(
    'describing the attributes',
    () => [attributes, ...links.map((link) => link.attributes)].every(hasPlainMembers),
    false,
  );
}

function hasPlainMembers(attributes: object = {}): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(attributes)).every(
    ({ value, get }) => get === undefined && (typeof value !== 'object' || value === null),
  );
}

/** The same options with attributes that the SDK can read. */
export function withReadableAttributes(options: SpanOptions): SpanOptions {
  const { attributes, links = [] } = options;
  const readable = links.map((link) => ({ ...link, attributes: copyReadable(link.attributes) }));
  return { ...options, attributes: copyReadable(attributes), links: readable };
}

function copyReadable(attributes: unknown): Attributes {
  // What cannot be listed has no members.
  return holdsMembers(attributes) ? copyMembers(attributes as Record<string, unknown>, '') : {};
}
