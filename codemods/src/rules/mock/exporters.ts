import type * as t from '@babel/types';
import type { Binding } from '../../facts/scope';
import { callsTo } from '../data/sites';
import { outermost, unwrap } from '../data/syntax';
import { listOf } from '../lifetime/statements';
import type { FileContext } from '../types';

/** A mock tracer in a variable, and the statement before which its exporter is declared. */
export interface MockVariable {
  readonly binding: Binding;
  readonly statement: t.Statement;
}

/** The variable that a `new MockTracer()` is kept in, if its declaration is a statement of a list. */
export function variableOf(context: FileContext, made: t.Node): MockVariable | undefined {
  const { parent, node } = outermost(context.source, made);
  const id = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id : assigned(parent, node);
  const binding = id?.type === 'Identifier' ? context.facts.scopes.bindingOf(id) : undefined;
  const declaration = binding && context.source.parents.get(binding.declaration);
  if (!binding || declaration?.type !== 'VariableDeclaration' || !listOf(context.source, declaration)) return undefined;
  return { binding, statement: declaration };
}

function assigned(parent: t.Node | undefined, node: t.Node): t.Node | undefined {
  return parent?.type === 'AssignmentExpression' && parent.right === node ? parent.left : undefined;
}

/** The name of the exporter of a mock tracer that is asked for a report; undefined where the tracer is in no known variable. */
export function exporterOf(context: FileContext, tracer: t.Node): string | undefined {
  const inner = unwrap(tracer);
  const binding = inner.type === 'Identifier' ? context.facts.scopes.bindingOf(inner) : undefined;
  const known = callsTo(context, 'new MockTracer').some(({ node }) => variableOf(context, node)?.binding === binding);
  return binding && known ? exporterName(context) : undefined;
}

/** Whether a report is asked of the tracer in a variable. */
export function isAskedForReport(context: FileContext, { binding }: MockVariable): boolean {
  return callsTo(context, 'mockTracer.report', 'mockTracer.clear').some(({ receiver }) => {
    const inner = receiver && unwrap(receiver);
    return inner?.type === 'Identifier' && context.facts.scopes.bindingOf(inner) === binding;
  });
}

/** `exporter`, or another name where the file has one. */
export function exporterName({ facts }: FileContext): string {
  const taken = new Set([...facts.scopes.globals, ...facts.scopes.all.map(({ name }) => name)]);
  return ['exporter', 'spanExporter', 'memoryExporter'].find((name) => !taken.has(name)) ?? 'otelSpanExporter';
}
