import type { API } from 'jscodeshift';
import { isTracingModule } from '../imports/tracing-bindings';

const METHODS = new Set([
  'startSpan',
  'setTag',
  'addTags',
  'log',
  'logEvent',
  'setOperationName',
  'setBaggageItem',
  'getBaggageItem',
  'context',
  'inject',
  'extract',
  'finish',
]);

/** The parser for a file: `ts` alone reads angle casts, `tsx` everything else but Flow. */
function parserFor(path: string): string {
  return /\.[cm]?ts$/.test(path) ? 'ts' : 'tsx';
}

/** Whether a file mentions a module of OpenTracing, or calls a method by one of its names. */
export function mayConcernTracing({ jscodeshift }: API, path: string, source: string): boolean {
  const j = jscodeshift.withParser(parserFor(path));
  try {
    const root = j(source);
    const modules = root.find(j.StringLiteral, ({ value }) => isTracingModule(value));
    if (modules.length > 0) return true;
    return (
      root.find(j.MemberExpression, ({ property }) => property.type === 'Identifier' && METHODS.has(property.name))
        .length > 0
    );
  } catch {
    // Flow, and templates of other languages: our own parser decides.
    return true;
  }
}
