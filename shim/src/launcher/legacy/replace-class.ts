import { attempt } from '../../guard';

/**
 * Makes `new Class(...)` give what `substitute` returns, if anything. Everything else about the class stays: `instanceof`, static
 * members, and subclasses, which go on as they were.
 */
export function replaceClass(
  exports: unknown,
  name: string,
  substitute: (parameters: readonly unknown[]) => object | undefined,
): void {
  // The caller knows that the file exports a class of this name.
  const holder = exports as Record<string, new (...parameters: unknown[]) => object>;
  const original = holder[name];
  if (typeof original !== 'function') return;
  const replacement: typeof original = new Proxy(original, {
    construct(target, parameters, newTarget) {
      const make = () => (newTarget === replacement ? substitute(parameters) : undefined);
      const own = attempt('replacing a tracer', make, undefined);
      return own ?? Reflect.construct(target, parameters, newTarget === replacement ? target : newTarget);
    },
  });
  holder[name] = replacement;
}
