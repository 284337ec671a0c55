/** Gives an object methods that are not listed among its own, and that it may replace; what it has itself stays. */
export function define(owner: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods)) if (!Object.hasOwn(owner, name)) redefine(owner, name, value);
}

/** Gives an object a method in place of its own. */
export function redefine(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}
