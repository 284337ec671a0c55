import { type Edit, insert } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isInline } from '../../imports/declaration';
import { typeImportsOf } from '../../imports/type-imports';
import { rangeOf } from '../../parse/source-file';
import { sdkLineFor } from '../setup/sdk-line';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { topLevel } from './top-level';

/** Takes names of the SDK from its package, where OpenTracing's came from. */
export function sdkImport(context: FileContext, values: readonly string[], types: readonly string[]): Edit[] {
  const [site] = context.facts.imports;
  const statement = site && topLevel(context.source, site.node);
  if (!statement) return [];
  const lines = statementsFor(context, values, types);
  return [insert(rangeOf(statement).start, lines.map((line) => `${line}\n`).join(''))];
}

function statementsFor(context: FileContext, values: readonly string[], types: readonly string[]): string[] {
  const how = typeImportsOf(context.source);
  if (how === 'apart' && types.length > 0)
    return [...(values.length > 0 ? [importOf(context, values)] : []), importOf(context, types, 'import type')];
  const marked = isInline(how) ? types.map((name) => `type ${name}`) : types;
  return [importOf(context, [...values, ...marked].sort(byName))];
}

function byName(a: string, b: string): number {
  return a.replace('type ', '').localeCompare(b.replace('type ', ''));
}

function importOf(context: FileContext, names: readonly string[], keyword = 'import'): string {
  const module = quoted(context, sdkLineFor(context.manifest).traceSdk);
  const list = `{ ${names.join(', ')} }`;
  const end = detectStyle(context.source).semicolons ? ';' : '';
  return context.source.moduleKind === 'esm'
    ? `${keyword} ${list} from ${module}${end}`
    : `const ${list} = require(${module})${end}`;
}
