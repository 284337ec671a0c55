import { tracerPackages } from '../catalog/opentracing-api';

/** `yes`: names OpenTracing or its methods. `maybe`: speaks of spans or tracing, and matters if it is connected with a file that does. */
export type Concern = 'yes' | 'maybe' | 'no';

const PACKAGES = new RegExp(['opentracing', ...Object.keys(tracerPackages)].join('|'));
const METHODS =
  /\b(?:startSpan|setTag|addTags|logEvent|setOperationName|setBaggageItem|getBaggageItem|finish)\b|\.(?:log|context|tracer|inject|extract)\s*\(/;
/** Not `<span>`: half of the web would concern tracing. */
const WORDS = /(?<![</\w-])(?:\w*[a-z])?[sS]pans?\b|[tT]rac(?:er|ing)/;

/** Tells by bytes alone whether a file is worth parsing. */
export function concernsTracing(bytes: Buffer): Concern {
  // Every word that is looked for holds one of these; the bytes decide for nearly all files.
  if (!bytes.includes('pan') && !bytes.includes('rac') && !bytes.includes('jaeger')) return 'no';
  const text = bytes.toString('latin1');
  if (PACKAGES.test(text)) return 'yes';
  if (!WORDS.test(text)) return 'no';
  return METHODS.test(text) ? 'yes' : 'maybe';
}
