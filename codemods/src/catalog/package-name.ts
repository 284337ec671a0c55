/** The package that a specifier begins with: `@acme/a` of `@acme/a/lib/b`. */
export function packageNameOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}
