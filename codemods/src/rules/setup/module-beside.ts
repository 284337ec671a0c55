import path from 'node:path';
import type { FileContext } from '../types';

export interface ModuleBeside {
  /** Where the created module goes. */
  readonly path: string;
  /** How the file that needs it imports it. */
  readonly specifier: string;
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

/** True where the file writes the extension in its own relative imports, as Node's ES modules ask. */
function writesExtensions({ source }: FileContext): boolean {
  return /(?:from|import|require\()\s*['"]\.{1,2}\/[^'"]*\.[cm]?js['"]/.test(source.text);
}

function freeName(context: FileContext, folder: string, extension: string): string {
  const names = ['opentelemetry', 'opentelemetry-setup', 'ot2otel-setup'];
  const taken = (name: string) => context.project.files.has(path.posix.join(folder, `${name}${extension}`));
  return names.find((name) => !taken(name)) ?? 'ot2otel-opentelemetry-setup';
}

/** How a file imports another of its project, with an extension where its own kind of module or its author asks for one. */
export function specifierTo(context: FileContext, target: string): string {
  const extension = path.posix.extname(target);
  const isTypeScript = extension in runtime;
  const plainJs = !isTypeScript && (context.source.moduleKind === 'esm' || extension !== '.js');
  const written = plainJs || writesExtensions(context) ? (runtime[extension] ?? extension) : '';
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
  return { path: target, specifier: specifierTo(context, target), language };
}
