import type { SdkLine } from '../rules/setup/sdk-line';
import type { ManifestChange } from './update-manifest';

/** Packages that a migrated project may do without. */
const replaced = ['opentracing', 'jaeger-client', '@types/jaeger-client'] as const;

/** A package is mentioned where its name stands in quotes, alone or with a path: in imports, and in jest.mock and the like. */
function mentions(texts: readonly string[], name: string): boolean {
  const pattern = new RegExp(`(['"\`])${name.replaceAll(/[/.]/g, '\\$&')}(?:/[^'"\`]*)?\\1`);
  return texts.some((text) => pattern.test(text));
}

/** Types go with the package that they describe. */
function describedBy(name: string): string {
  return name.startsWith('@types/') ? name.slice('@types/'.length) : name;
}

/**
 * What the package.json of migrated code should say, judged by the text of all its files that speak of tracing at all. A package
 * is taken out only if nothing mentions it any more, and only if `whole` says that every file of the package was seen.
 */
export function manifestChange(texts: readonly string[], line: SdkLine, whole: boolean): ManifestChange {
  const needed = Object.entries(line.dependencies).filter(([name]) => mentions(texts, name));
  const remove = whole ? replaced.filter((name) => !mentions(texts, describedBy(name))) : [];
  return { add: Object.fromEntries(needed), remove };
}
