/** A name that `@import` of a comment declares. */
export interface DocImportName {
  /** As the module calls it; `*` for the module as a whole. */
  readonly name: string;
  readonly local: string;
  readonly specifier: string;
}

const CLAUSE = /^\s*(?:type\s+)?([\s\S]*?)\s*\bfrom\s*(['"])([^'"]+)\2$/;
const NAMES = /\{([^}]*)\}/;

/** What stands behind `@import`, as in `{ Span, Tracer as T } from 'opentracing'`. */
export function docImportOf(
  clause: string,
): { readonly names: readonly DocImportName[]; readonly specifier: string } | undefined {
  const [, what = '', , specifier] = CLAUSE.exec(clause) ?? [];
  if (specifier === undefined) return undefined;
  const listed = (NAMES.exec(what)?.[1] ?? '').split(',').flatMap((part) => {
    const [name = '', local = name] = part.replace(/^[\s*]+|[\s*]+$/g, '').split(/\s+as\s+/);
    return name === '' ? [] : [{ name, local, specifier }];
  });
  const whole = /\*\s+as\s+([\w$]+)/.exec(what.replace(NAMES, ''))?.[1];
  const own = /^([\w$]+)/.exec(what)?.[1];
  return {
    specifier,
    names: [
      ...listed,
      ...(whole === undefined ? [] : [{ name: '*', local: whole, specifier }]),
      ...(own === undefined ? [] : [{ name: 'default', local: own, specifier }]),
    ],
  };
}
