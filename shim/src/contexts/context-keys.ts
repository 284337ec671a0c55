import { type Context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** Asks the API for the key that one of its readers looks up: the keys are shared by all copies of the API, but not exported. */
function discoverKey(read: ((context: Context) => unknown) | undefined): symbol {
  if (read === undefined) throw new Error(OF_OLD_API);
  let found: symbol | undefined;
  const spy: Context = {
    getValue: (key) => {
      found = key;
      return undefined;
    },
    setValue: () => ROOT_CONTEXT,
    deleteValue: () => ROOT_CONTEXT,
  };
  read(spy);
  return found ?? Symbol('unknown context key');
}

/** An API from before 1.0, which a peer dependency forbids and `--legacy-peer-deps` lets pass, has no such readers. */
const OF_OLD_API =
  '@ot2otel/shim cannot be loaded: the @opentelemetry/api that it finds is older than 1.9 (npm ls @opentelemetry/api says where it comes from). ' +
  "Raise it, and what else the application has of OpenTelemetry's";

export const SPAN_KEY: symbol = discoverKey(trace?.getSpan);
export const BAGGAGE_KEY: symbol = discoverKey(propagation?.getBaggage);
