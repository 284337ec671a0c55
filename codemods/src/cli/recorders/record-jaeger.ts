/**
 * Preload for a program that still reports through jaeger-client: writes each span that its reporter receives, as a line of JSON, to
 * the file named in OT2OTEL_RECORD. The program is not changed in any other way. Start it with `node --require` this file.
 */
import { appendFileSync } from 'node:fs';
import Module from 'node:module';
import { type JaegerSpan, recordJaeger } from '../../traces/from-jaeger';

interface JaegerTracerClass {
  prototype: { _report(span: JaegerSpan): void };
}

type Load = (
  this: unknown,
  request: string,
  parent: { filename?: string | null } | undefined,
  isMain: boolean,
) => unknown;

const WITHIN_JAEGER = /[\\/]jaeger-client[\\/]dist[\\/]src[\\/]/;

const target = process.env.OT2OTEL_RECORD;
if (target !== undefined) watchLoading((tracer) => recordReports(tracer, target));

/** Every copy of jaeger-client, however it is imported, requires its own tracer through here. */
function watchLoading(onTracer: (tracer: JaegerTracerClass) => void): void {
  // Not in Node's types, but what every tool of this kind hooks.
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  const seen = new Set<unknown>();
  loader._load = function (this: unknown, request, parent, isMain) {
    const exported = load.call(this, request, parent, isMain);
    if (/[\\/]tracer$/.test(request) && WITHIN_JAEGER.test(parent?.filename ?? '') && !seen.has(exported)) {
      seen.add(exported);
      // The file's only export, by its name in every 3.x release.
      onTracer((exported as { default: JaegerTracerClass }).default);
    }
    return exported;
  };
}

function recordReports({ prototype }: JaegerTracerClass, file: string): void {
  const report = prototype._report;
  prototype._report = function (this: unknown, span) {
    appendFileSync(file, `${JSON.stringify(recordJaeger(span))}\n`);
    report.call(this as typeof prototype, span);
  };
}
