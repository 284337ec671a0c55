import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { calledMethod, isCall, outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { nameInJaeger } from './name-in-jaeger';

const CLASSES: ReadonlySet<string | undefined> = new Set(['Tracer', 'Span', 'SpanContext']);

/** `tracer instanceof JaegerTracer`, in a test most often: what the OpenTelemetry SDK makes is of no class of jaeger-client. */
export function* jaegerClasses(context: FileContext): Iterable<Proposal> {
  const { facts, source } = context;
  if (!facts.imports.some(({ specifier }) => specifier === 'jaeger-client')) return;
  for (const node of nodesOf(source, 'Identifier', 'MemberExpression')) {
    if (!isAskedFor(context, node) || !CLASSES.has(nameInJaeger(facts, node))) continue;
    const left = finding('OT403', source.path, node, { name: textOf(source, node) });
    yield { rule: 'tracer-setup', site: node, units: [], outcome: { kind: 'leave', finding: left } };
  }
}

/** Whether a value is asked if it is of a class: by the language, or by a method that is called for that. */
function isAskedFor({ source }: FileContext, node: t.Node): boolean {
  const { node: outer, parent } = outermost(source, node);
  if (parent?.type === 'BinaryExpression') return parent.operator === 'instanceof' && parent.right === outer;
  if (!isCall(parent) || parent.callee === outer) return false;
  return ASKS_FOR_CLASS.test(calledMethod(parent) ?? '');
}

/** `expect(x).toBeInstanceOf(C)`, `expect(x).to.be.an.instanceof(C)`, `assert.instanceOf(x, C)`, `expect.any(C)`. */
const ASKS_FOR_CLASS = /^any$|instance_?of$/i;
