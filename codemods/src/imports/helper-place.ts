import path from 'node:path/posix';
import type { SourceFile } from '../parse/source-file';
import { type HelperForm, helperModule } from './helper-module';

/** The helper's file, and how a file imports it. */
export interface HelperPlace {
  readonly path: string;
  readonly text: string;
  readonly specifier: string;
}

/** Where the helper of a file stands: at the top of its package's source, once for each kind of module. */
export function helperPlaceFor(
  file: SourceFile,
  packageFolder: string | undefined,
  modules: HelperForm['modules'],
): HelperPlace {
  const form = { typescript: /\.[mc]?tsx?$/.test(file.path), modules };
  const extension = extensionOf(file.path);
  const name = extension === '.js' && modules === 'esm' ? 'ot2otel-values-esm' : 'ot2otel-values';
  const target = path.join(folderFor(file.path, packageFolder), `${name}${extension}`);
  return { path: target, text: helperModule(form), specifier: specifierTo(file, target, form) };
}

function extensionOf(file: string): string {
  const [, kind = '', language = 'j'] = /\.([mc]?)([jt])sx?$/.exec(file) ?? [];
  return `.${kind}${language}s`;
}

function folderFor(file: string, packageFolder = path.dirname(file)): string {
  const source = path.join(packageFolder, 'src');
  return file.startsWith(`${source}/`) ? source : packageFolder;
}

const WITH_EXTENSION = /(?:\bfrom|\bimport|\brequire\s*\()\s*['"]\.{1,2}\/[^'"]*\.[cm]?js['"]/;

/** With the extension that it has at run time where Node asks for one, or the author writes them. */
function specifierTo({ path: from, text }: SourceFile, target: string, { typescript, modules }: HelperForm): string {
  const extension = path.extname(target);
  const bare = extension === '.js' && modules === 'commonjs';
  const named = typescript ? extension !== '.ts' : !bare;
  const relative = path.relative(path.dirname(from), target).slice(0, -extension.length);
  const end = named || WITH_EXTENSION.test(text) ? extension.replace('ts', 'js') : '';
  return (relative.startsWith('.') ? relative : `./${relative}`) + end;
}
