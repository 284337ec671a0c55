import { namesOpenTracing } from '../catalog/names-opentracing';
import { holdsRemark } from '../catalog/remark';

/** `yes`: names OpenTracing or its methods. `maybe`: speaks of spans or tracing, and matters if it is connected with a file that does. */
export type Concern = 'yes' | 'maybe' | 'no';

const METHODS =
  /\b(?:startSpan|setTag|addTags|logEvent|setOperationName|setBaggageItem|getBaggageItem|finish)\b|\.(?:log|context|tracer|inject|extract)\s*\(/;
/** Not `<span>`: half of the web would concern tracing. */
const WORDS = /(?<![</\w-])(?:\w*[a-z])?[sS]pans?\b|[tT]rac(?:er|ing)/;

/** Methods of OpenTracing's that hardly anything else has: worth a look where the file is connected with tracing. */
const RARE_METHODS = ['.finish(', 'setTag(', 'addTags(', 'logEvent(', 'BaggageItem(', 'setOperationName('];

/** What passes on the names of other files, and need not speak of tracing for it. */
const PASSES_ON = ['export *', '__exportStar', 'createNamespace(', 'exports = require('];
const RE_EXPORT = /\bexport\s*\{[^}]*\}\s*from\b|\bexports(?:\.\w+)?\s*=\s*require\(/;

/**
 * Every word that is looked for holds one of these. Nearly all files have none, and are looked through once for each kind: what begins and
 * ends alike is found in half the time.
 */
const HINTS = [
  /pan|rac|jaeger/,
  /(?:\.finish|setTag|addTags|logEvent|BaggageItem|setOperationName|createNamespace)\(/,
  /TODO\(ot2otel/,
  /export(?:\s*[*{]|Star|s(?:\.\w+)?\s*=\s*require\()/,
];

/** Tells by bytes alone whether a file is worth parsing. */
export function concernsTracing(bytes: Buffer): Concern {
  const text = bytes.toString('latin1');
  if (!HINTS.some((hint) => hint.test(text))) return 'no';
  // What an earlier run has told there may speak of neither.
  if (namesOpenTracing(text) || holdsRemark(text)) return 'yes';
  if (WORDS.test(text)) return METHODS.test(text) ? 'yes' : 'maybe';
  return RARE_METHODS.some((method) => text.includes(method)) || passesOn(text) ? 'maybe' : 'no';
}

function passesOn(text: string): boolean {
  return text.includes('export') && (PASSES_ON.some((words) => text.includes(words)) || RE_EXPORT.test(text));
}
