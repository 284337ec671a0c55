import type * as t from '@babel/types';
import { type Edit, insert, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { callsTo, rewrite } from '../data/sites';
import { outermost } from '../data/syntax';
import { quoted } from '../data/text';
import { indentationAt } from '../lifetime/layout';
import { listOf } from '../lifetime/statements';
import { otherSdk } from '../setup/other-sdk';
import { sdkLineFor } from '../setup/sdk-line';
import type { FileContext, Proposal } from '../types';
import { exporterName, isAskedForReport, type MockVariable, variableOf } from './exporters';
import { mentionsReadable, READABLE } from './mock-types';
import { sdkImport } from './sdk-import';

/** `new MockTracer()`: a tracer of a provider of its own, with an exporter in memory where a report is asked for. */
export function newMockTracer(context: FileContext, site: CallSite): Proposal {
  const variable = variableOf(context, site.node);
  const reported = variable !== undefined && isAskedForReport(context, variable);
  const provider = providerName(context);
  const processors = `{ spanProcessors: [new SimpleSpanProcessor(${exporterName(context)})] }`;
  const tracer = `new ${provider}(${reported ? processors : ''}).getTracer(${quoted(context, 'mock')})`;
  const edits = [
    replace(site.node, tracer),
    ...(reported ? exporterEdits(context, site, variable) : []),
    ...(isFirst(context, site) ? importEdits(context) : []),
  ];
  return rewrite('mock-tracer', site, edits, isFirst(context, site) ? otherSdk(context, site.node) : []);
}

function isFirst(context: FileContext, site: CallSite): boolean {
  return callsTo(context, 'new MockTracer')[0] === site;
}

/** Declares the exporter beside the variable, and empties it where the variable gets another tracer. */
function exporterEdits(context: FileContext, site: CallSite, { statement, binding }: MockVariable): Edit[] {
  const end = detectStyle(context.source).semicolons ? ';' : '';
  const name = exporterName(context);
  const declared = before(context, statement, `const ${name} = new InMemorySpanExporter()${end}`);
  const { parent } = outermost(context.source, site.node);
  const assignment = parent?.type === 'AssignmentExpression' ? context.source.parents.get(parent) : undefined;
  const isFirstOfVariable = callsTo(context, 'new MockTracer').find(
    ({ node }) => variableOf(context, node)?.binding === binding,
  );
  return [
    ...(isFirstOfVariable === site ? [declared] : []),
    ...(assignment?.type === 'ExpressionStatement' && listOf(context.source, assignment)
      ? [before(context, assignment, `${name}.reset()${end}`)]
      : []),
  ];
}

function before({ source }: FileContext, statement: t.Node, text: string): Edit {
  const { start } = rangeOf(statement);
  return insert(start, `${text}\n${indentationAt(source, start)}`);
}

function providerName({ manifest }: FileContext): string {
  return sdkLineFor(manifest).line === 3 ? 'TracerProvider' : 'BasicTracerProvider';
}

function importEdits(context: FileContext): Edit[] {
  const variables = callsTo(context, 'new MockTracer').map(({ node }) => variableOf(context, node));
  const reported = variables.some((variable) => variable && isAskedForReport(context, variable));
  const exporting = reported ? ['InMemorySpanExporter', 'SimpleSpanProcessor'] : [];
  return sdkImport(context, [providerName(context), ...exporting], mentionsReadable(context) ? [READABLE] : []);
}
