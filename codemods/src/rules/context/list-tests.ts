import type * as t from '@babel/types';
import { type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { AnyCall } from '../../parse/calls';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { extractsSomewhere, isExtracted } from '../parents/extracted';
import { nodesOf } from '../syntax/nodes';
import { calleeOf } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { asksOfElements } from './tested';

/** `contexts.filter(Boolean)`: each Context of a list is there, also where nothing came in, so it is asked for its span. */
export function* listTests(context: FileContext): Iterable<Proposal> {
  if (!extractsSomewhere(context.project)) return;
  for (const call of nodesOf(context.source, 'CallExpression', 'OptionalCallExpression')) {
    const list = isAskedByBoolean(context, call) ? calleeOf(call)?.object : undefined;
    const [test] = call.arguments;
    const there = list && thereOf(context, list);
    if (!there || !test) continue;
    const one = detectStyle(context.source).arrowParentheses ? '(one)' : 'one';
    const edits = [replace(test, `${one} => `, ...there)];
    const units = [context.facts.unitOf(unwrap(list)), ...extractsIn(context, list)];
    yield { rule: 'extract', site: test, units, inLeft: 'too', outcome: { kind: 'rewrite', edits } };
  }
}

function isAskedByBoolean(context: FileContext, call: AnyCall): boolean {
  const [test, ...others] = call.arguments;
  if (others.length > 0 || test?.type !== 'Identifier' || test.name !== 'Boolean') return false;
  return context.facts.scopes.bindingOf(test) === undefined && asksOfElements(context, call);
}

/** Whether one of the elements is there; undefined where none may be a Context, or where it need not be asked. */
function thereOf(context: FileContext, list: t.Node): readonly Part[] | undefined {
  const fact = context.facts.factOf(unwrap(list));
  if (!fact?.roles.has('spanContext') || [...fact.roles].some((role) => role !== 'span' && role !== 'spanContext'))
    return undefined;
  const asked = `${context.api('trace')}.getSpanContext(one)`;
  if (fact.mixed) return [`(one?.getValue ? ${asked} : one)`];
  if (fact.roles.has('span')) return [`one && (${quoted(context, 'spanContext')} in one || ${asked})`];
  return [isExtractedWhole(list, context) ? asked : `one && ${asked}`];
}

/** `[tracer.extract(a), tracer.extract(b)]` */
function isExtractedWhole(list: t.Node, context: FileContext): boolean {
  const elements = elementsOf(list);
  return elements.length > 0 && elements.every((one) => one !== null && isExtracted(context, one));
}

function elementsOf(list: t.Node): t.ArrayExpression['elements'] {
  const inner = unwrap(list);
  return inner.type === 'ArrayExpression' ? inner.elements : [];
}

/** What moves with a test that is made of calls which stand in the list itself. */
function extractsIn(context: FileContext, list: t.Node): Proposal['units'] {
  return elementsOf(list).flatMap((one) => (one ? (siteOf(context, unwrap(one))?.unit ?? []) : []));
}
