import path from 'node:path';
import { specifiersIn } from '../../facts/modules/specifiers';
import { isTypeScript, type SourceFile } from '../../parse/source-file';
import type { FileContext } from '../types';
import { filesByJaeger } from './jaeger-made';

/**
 * The file of the same folder whose created module serves this one too: a program of two modules would start the SDK twice. An ES module imports
 * a CommonJS module of JavaScript; JavaScript takes a module of TypeScript where the two are compiled together.
 */
export function sharesModuleOf(maker: FileContext): FileContext | undefined {
  const own = maker.source;
  if (isTypeScript(own)) return undefined;
  const beside = makersBeside(maker);
  const found =
    beside.find((other) => isTypeScript(other) && compilesTogether(maker)) ??
    (own.moduleKind === 'esm'
      ? beside.find((other) => !isTypeScript(other) && other.moduleKind === 'commonjs')
      : undefined);
  const facts = found && maker.project.files.get(found.path);
  return found && facts && { ...maker, source: found, facts };
}

/** Whether a module of TypeScript is created in the folder too: what is compiled of it would take the name of one in JavaScript. */
export function isBesideTypeScript(maker: FileContext): boolean {
  return !isTypeScript(maker.source) && makersBeside(maker).some(isTypeScript);
}

/** Other files of the folder that make a tracer by jaeger-client. */
function makersBeside({ source, project }: FileContext): readonly SourceFile[] {
  const folder = path.posix.dirname(source.path);
  return filesByJaeger(project)
    .map((facts) => facts.source)
    .filter((other) => other.path !== source.path && path.posix.dirname(other.path) === folder);
}

/** Whether files of JavaScript and of TypeScript in the package import each other, so that one output has them all. */
function compilesTogether({ project, isOfPackage }: FileContext): boolean {
  const sources = [...project.files.values()].map(({ source }) => source).filter((source) => isOfPackage(source.path));
  const isThere = (file: string) => project.files.has(file);
  return sources.some((source) => {
    const others = isTypeScript(source) ? ['.js', '/index.js'] : ['.ts', '.tsx', '/index.ts'];
    return relativeImports(source).some((target) => others.some((extension) => isThere(target + extension)));
  });
}

/** Where the relative imports of a file lead, without the extension. */
function relativeImports({ path: from, text }: SourceFile): readonly string[] {
  const relative = [...specifiersIn(text)].filter((specifier) => /^\.{1,2}\//.test(specifier));
  return relative.map((specifier) => path.posix.join(path.posix.dirname(from), specifier.replace(/\.js$/, '')));
}
