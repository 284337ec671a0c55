import path from 'node:path';
import { isModulePackage } from '../../facts/modules/packages';
import type { FileContext } from '../types';
import { isBesideTypeScript } from './shared-module';

export interface ModuleBeside {
  /** Where the created module goes. */
  readonly path: string;
  readonly language: 'typescript' | 'javascript';
}

const extensions: Readonly<Record<string, { created: string; language: ModuleBeside['language'] }>> = {
  '.ts': { created: '.ts', language: 'typescript' },
  '.tsx': { created: '.ts', language: 'typescript' },
  '.mts': { created: '.mts', language: 'typescript' },
  '.cts': { created: '.cts', language: 'typescript' },
  '.mjs': { created: '.mjs', language: 'javascript' },
  '.cjs': { created: '.cjs', language: 'javascript' },
};

/** What a module's file is called at run time. */
const runtime: Readonly<Record<string, string>> = { '.ts': '.js', '.mts': '.mjs', '.cts': '.cjs' };

/**
 * True where relative imports have the extension, as Node's ES modules ask: as in the file itself, else as in a file near it, else as the
 * package says of its modules.
 */
function writesExtensions(context: FileContext): boolean {
  const { source, project } = context;
  const own = extensionsIn(source.text);
  if (own !== undefined || source.moduleKind !== 'esm') return own === true;
  const near = [...project.files.values()].filter(({ source: { path } }) => context.isOfPackage(path));
  const written = near.flatMap((file) => extensionsIn(file.source.text) ?? []);
  return written.length > 0 ? written.includes(true) : isModulePackage(context.manifest);
}

/** What is imported under its whole name in any kind of module. */
const OTHER_FILES = /\.(?:json|node|css|s[ac]ss|less|svg|png|proto|graphql|gql|vue|svelte)$/;

/** Whether the relative imports of a text have extensions; undefined where there are none. */
function extensionsIn(text: string): boolean | undefined {
  const found = text.matchAll(/(?:\bfrom|\bimport|\b(?:require|import)\()\s*['"](\.{1,2}\/[^'"]*)['"]/g);
  const modules = [...found].flatMap(([, specifier = '']) => (OTHER_FILES.test(specifier) ? [] : [specifier]));
  return modules.length === 0 ? undefined : modules.some((specifier) => /\.[cm]?js$/.test(specifier));
}

function freeName(context: FileContext, folder: string, extension: string): string {
  const names = ['opentelemetry', 'opentelemetry-setup', 'ot2otel-setup'].slice(isBesideTypeScript(context) ? 1 : 0);
  const taken = (name: string) => context.project.files.has(path.posix.join(folder, `${name}${extension}`));
  return names.find((name) => !taken(name)) ?? 'ot2otel-opentelemetry-setup';
}

/** How a file imports another of its project, with an extension where its own kind of module or its author asks for one. */
export function specifierTo(context: FileContext, target: string): string {
  const extension = path.posix.extname(target);
  const isTypeScript = extension in runtime;
  const plainJs = !isTypeScript && (context.source.moduleKind === 'esm' || extension !== '.js');
  const written = plainJs || extension === '.mts' || writesExtensions(context) ? (runtime[extension] ?? extension) : '';
  const relative = path.posix.relative(path.posix.dirname(context.source.path), target);
  const start = relative.startsWith('.') ? relative : `./${relative}`;
  return start.slice(0, start.length - extension.length) + written;
}

/** The file for the created module: in the same folder, of the same kind, under a name that is free. */
export function moduleBeside(context: FileContext): ModuleBeside {
  const folder = path.posix.dirname(context.source.path);
  const extension = path.posix.extname(context.source.path);
  const { created, language } = extensions[extension] ?? { created: '.js', language: 'javascript' as const };
  const target = path.posix.join(folder, `${freeName(context, folder, created)}${created}`);
  return { path: target, language };
}
