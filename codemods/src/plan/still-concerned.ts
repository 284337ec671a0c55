import { namesOpenTracing } from '../catalog/names-opentracing';
import { SHIM } from '../catalog/opentelemetry-api';
import { findConnected, type Neighbour } from '../facts/modules/connected';
import type { FactsOptions } from '../facts/modules/modules';

/** Words of both APIs that hold what a telling field holds, and are none. */
const OF_THE_API =
  /\b(?:start(?:Active)?Span|[gs]et(?:Active)?Span(?:Context)?|deleteSpan|spanContext|getTracer(?:Provider)?|trace|Span(?:Kind|StatusCode|Options)?|Tracer)\b/g;

/** A member, a property or a destructured name by which a file may hand a span to one that it does not import. */
const TELLING_FIELD =
  /(?:\.|\[\s*['"])\w*(?:[sS]pan|[tT]rac(?:e|ing)|opentracing)|[{,]\s*['"]?\w*(?:[sS]pan|[tT]rac(?:e|ing)|opentracing)\w*['"]?\s*[,}:=](?!=)/;

/**
 * The files of a result in which a rule can still find anything: everything that is known of OpenTracing starts at the name of
 * one of its packages, and goes from file to file by imports, or by fields whose names tell (`req.span`).
 */
export function stillConcerned<File extends Neighbour>(
  files: readonly File[],
  project: FactsOptions,
): ReadonlySet<File> {
  const seeds = files.filter(({ text }) => namesOpenTracing(text) || text.includes(SHIM));
  const reached = connectedWith(seeds, files, project);
  if (![...reached].some(hasTellingField)) return reached;
  return connectedWith([...reached, ...files.filter(hasTellingField)], files, project);
}

function connectedWith<File extends Neighbour>(
  start: readonly File[],
  files: readonly File[],
  project: FactsOptions,
): Set<File> {
  const certain = new Set(start);
  const others = files.filter((file) => !certain.has(file));
  return new Set([...certain, ...findConnected([...certain], others, project)]);
}

function hasTellingField({ text }: Neighbour): boolean {
  return TELLING_FIELD.test(text.replace(OF_THE_API, ''));
}
