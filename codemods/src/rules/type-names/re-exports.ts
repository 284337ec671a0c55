import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import type { ApiName } from '../../catalog/opentelemetry-api';
import { type Edit, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isTracingModule } from '../../imports/tracing-bindings';
import { exportedName } from '../../parse/exported-name';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import type { FileContext, Proposal } from '../types';
import { importedName } from './type-names';

/** The type that took the place of one of OpenTracing's. */
export const successorTypes: ReadonlyMap<string, ApiName> = new Map<string, ApiName>([
  ['Span', 'Span'],
  ['Tracer', 'Tracer'],
  ['SpanContext', 'Context'],
  ['SpanOptions', 'SpanOptions'],
]);

/** Types that a module passes on: `export { Span } from 'opentracing'`, and `export { Span }` of an import. */
export function* reExports(context: FileContext): Iterable<Proposal> {
  for (const statement of context.source.ast.program.body) {
    if (statement.type === 'ExportAllDeclaration' && isTracingModule(statement.source.value))
      yield left(context, statement);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (statement.source) {
      if (isTracingModule(statement.source.value)) yield fromPackage(context, statement, statement.source);
    } else for (const specifier of statement.specifiers) yield* ofImport(context, statement, specifier);
  }
}

function fromPackage(context: FileContext, statement: t.ExportNamedDeclaration, source: t.StringLiteral): Proposal {
  const names = statement.specifiers.map((specifier) => specifierText(specifier));
  if (!isTypeScript(context.source) || names.length === 0 || names.includes(undefined)) return left(context, statement);
  const { quote } = detectStyle(context.source);
  const list = {
    start: rangeOf(statement.specifiers[0] ?? source).start,
    end: rangeOf(statement.specifiers.at(-1) ?? source).end,
  };
  const { start } = rangeOf(statement);
  const edits = [
    ...(statement.exportKind === 'type' ? [] : [replace({ start, end: start + 'export'.length }, 'export type')]),
    replace(list, names.join(', ')),
    replace(source, `${quote}@opentelemetry/api${quote}`),
  ];
  return { rule: 'types', site: statement, units: [], outcome: { kind: 'rewrite', edits } };
}

/** `Context as SpanContext` for `SpanContext`; undefined for what has no successor. */
function specifierText(specifier: t.ExportNamedDeclaration['specifiers'][number]): string | undefined {
  if (specifier.type !== 'ExportSpecifier') return undefined;
  const successor = successorTypes.get(specifier.local.name);
  const exported = exportedName(specifier.exported);
  return successor && (successor === exported ? successor : `${successor} as ${exported}`);
}

function* ofImport(
  context: FileContext,
  statement: t.ExportNamedDeclaration,
  specifier: t.ExportNamedDeclaration['specifiers'][number],
): Iterable<Proposal> {
  if (specifier.type !== 'ExportSpecifier') return;
  const name = importedName(context, specifier.local);
  if (name === undefined) return;
  const successor = successorTypes.get(name);
  if (!successor || !isTypeScript(context.source)) {
    yield left(context, specifier);
    return;
  }
  const local = context.api(successor);
  const exported = exportedName(specifier.exported);
  const kind = statement.exportKind === 'type' ? '' : 'type ';
  const names = successor === exported && specifier.local.name === exported ? local : `${local} as ${exported}`;
  const edits: Edit[] = [replace(specifier, `${kind}${names}`)];
  yield { rule: 'types', site: specifier, units: [], outcome: { kind: 'rewrite', edits } };
}

function left(context: FileContext, node: t.Node): Proposal {
  const told = finding('OT406', context.source.path, node, {
    name: textOf(context.source, node).replace(/;$/, '').replaceAll(/\s+/g, ' '),
  });
  return { rule: 'types', site: node, units: [], outcome: { kind: 'leave', finding: told } };
}
