import { attempt } from './guard';

/** Gives an object methods that are not listed among its own, and that it may replace; what it has itself stays. */
export function define(owner: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods)) if (!Object.hasOwn(owner, name)) redefine(owner, name, value);
}

/** Gives an object a method in place of its own. */
export function redefine(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

/** Makes what inherits from the owner answer for a field. It may be given a field of that name all the same: any name is the application's. */
export function defineField<T extends object>(owner: T, name: string, read: (self: T) => unknown): void {
  Object.defineProperty(owner, name, {
    configurable: true,
    get(this: T) {
      // Whoever walks the prototypes, as inspectors and stubs do, asks for it with nothing behind it.
      return attempt('reading a field', () => read(this), undefined);
    },
    set(this: T, value: unknown) {
      Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
    },
  });
}
