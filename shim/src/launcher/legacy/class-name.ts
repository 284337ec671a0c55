/** The name of the class of an object, by which legacy libraries are recognised: there is nothing to import them by. */
export function classNameOf(value: unknown): string | undefined {
  // Any value but these two may be asked for any member.
  const made = (value ?? {}) as { readonly constructor?: { readonly name?: unknown } };
  const name = made.constructor?.name;
  return typeof name === 'string' ? name : undefined;
}
