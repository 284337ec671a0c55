import { type Context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** Asks the API for the key that one of its readers looks up: the keys are shared by all copies of the API, but not exported. */
function discoverKey(read: (context: Context) => unknown): symbol {
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

export const SPAN_KEY: symbol = discoverKey(trace.getSpan);
export const BAGGAGE_KEY: symbol = discoverKey(propagation.getBaggage);
