import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { keep, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { callOn } from '../../parse/uses';
import { isMadeHere } from '../context/made-here';
import { nodesOf } from '../syntax/nodes';
import { isMember, plainArguments } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { nameInJaeger } from './name-in-jaeger';

/** `SpanContext.fromString(text)` of jaeger-client reads what `uber-trace-id` holds: so does a propagator that knows that header. */
export function* contextsFromText(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'CallExpression')) {
    if (!isMember(node.callee) || memberName(node.callee) !== 'fromString') continue;
    const [text, ...more] = plainArguments(node) ?? [];
    if (!text || more.length > 0 || nameInJaeger(context.facts, node.callee.object) !== 'SpanContext') continue;
    if (isMadeHere(context, node.callee.object)) continue;
    const { path } = context.source;
    const carrier = [`{ ${quoted(context, 'uber-trace-id')}: `, keep(text), ' }'];
    const read = [`${context.api('propagation')}.extract(${context.api('ROOT_CONTEXT')}, `, ...carrier, ')'];
    const outcome = {
      kind: 'rewrite',
      edits: [replace(node, ...read)],
      findings: [finding('OT506', path, node, {})],
    } as const;
    yield { rule: 'tracer-setup', site: node, units: [], outcome };
  }
}

/** Whether a mention of jaeger-client's class only reads a context from a text. */
export function isReadFromText({ source }: FileContext, node: t.Node): boolean {
  const parent = source.parents.get(node);
  return isMember(parent) && memberName(parent) === 'fromString' && callOn(source, parent) !== undefined;
}
