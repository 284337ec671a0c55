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

/** A method or a function under a name, by which others may call it on what nothing is known of. */
const DECLARED =
  /\b(\w+)\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^;=(){}]*\{|[:=]\s*(?:async\b\s*)?(?:function\b|\(|\w+\s*=>))/g;
const CALLED = /\.\s*(\w+)\s*\(/g;

/**
 * The files of a result in which a rule can still find anything: everything that is known of OpenTracing starts at the name of
 * one of its packages, and goes from file to file by imports, or by fields whose names tell (`req.span`). Where a start has stayed, calls by
 * the names of the functions around it say as well whether its options can be followed.
 */
export function stillConcerned<File extends Neighbour>(
  files: readonly File[],
  project: FactsOptions,
): ReadonlySet<File> {
  const seeds = files.filter(isSeed);
  const connected = connectedWith(seeds, files, project);
  const reached = [...connected].some(hasTellingField)
    ? connectedWith([...connected, ...files.filter(hasTellingField)], files, project)
    : connected;
  return new Set([...reached, ...callersOf(reached, files)]);
}

function isSeed({ text }: Neighbour): boolean {
  return namesOpenTracing(text) || text.includes(SHIM);
}

/** The files that may call a function of those in which a start may have stayed. */
function callersOf<File extends Neighbour>(reached: ReadonlySet<File>, files: readonly File[]): readonly File[] {
  if (![...reached].some((file) => isSeed(file) && file.text.includes('.startSpan('))) return [];
  const names = new Set([...reached].flatMap(({ text }) => namesIn(text, DECLARED)));
  return files.filter((file) => !reached.has(file) && namesIn(file.text, CALLED).some((name) => names.has(name)));
}

function namesIn(text: string, by: RegExp): readonly string[] {
  return [...text.matchAll(by)].map(([, name = '']) => name);
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
