import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { type Edit, insert, replace } from '../../edit/edit';
import { constantFrom } from '../../facts/scopes/declared-with';
import { requiredModule } from '../../facts/scopes/loaded-module';
import { functionAround } from '../../parse/function-around';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { isTypeScript, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isStandIn } from '../data/stand-in';
import { lineAbove } from '../syntax/line-above';
import { resultsOf } from '../syntax/results';
import { type AnyCall, calledMethod, isMember } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { type Given, givenTo } from './replacement';
import { looksIntoOptions, optionsOfReplacement } from './start-of-double';

/** A call by which a test replaces `startSpan` of a tracer. */
export interface ReplacedStart {
  readonly call: AnyCall;
  /** The tracer, and the name of the method. */
  readonly object: t.Expression;
  readonly method: t.Expression;
}

/**
 * A test that replaces `startSpan` of a tracer by what gives a span of its own: the code that it tries starts its spans in place then, and
 * so by that method. OpenTelemetry's global tracer is another object each time that it is asked for, so that the test has to give its own
 * to those who ask. Undefined where it is not certain that the replacement is met.
 */
export function replacedStart(context: FileContext, start: ReplacedStart): Proposal['outcome'] | undefined {
  const given = givenTo(context, start.call);
  const [fake] = given;
  if (given.length !== 1 || !fake?.node || !givesStandIn(context, fake)) return undefined;
  const edits = metBy(context, start, fake);
  if (edits === undefined) return undefined;
  const written = fake.isValue ? undefined : functionIn(fake);
  const fits = written === undefined || !looksIntoOptions(context, written);
  const told = fits
    ? finding('OT602', context.source.path, start.call, { role: 'tracer' })
    : finding('OT607', context.source.path, start.call, { method: 'startSpan' });
  return { kind: 'rewrite', edits: [...edits, ...optionsOfReplacement(context, written)], findings: [told] };
}

function functionIn({ node }: Given): FunctionNode | undefined {
  const fake = node && unwrap(node);
  return fake && isFunction(fake) ? fake : undefined;
}

/** What it gives is a span that the test has made. */
function givesStandIn(context: FileContext, fake: Given): boolean {
  if (fake.isValue) return fake.node !== undefined && isStandIn(context, fake.node);
  const written = functionIn(fake);
  const results = written ? resultsOf(context.source, written) : [];
  return results.length > 0 && results.every((result) => isStandIn(context, result));
}

/** What makes the code under test meet the replacement: nothing, where it has the very tracer that the test replaces a method of. */
function metBy(context: FileContext, start: ReplacedStart, fake: Given): readonly Edit[] | undefined {
  const object = unwrap(start.object);
  if (isGlobalTracer(context, object)) return isAskedEarly(context) ? undefined : inItsPlace(context, start, fake);
  const binding = object.type === 'Identifier' ? context.facts.scopes.bindingOf(object) : undefined;
  if (binding === undefined) return undefined;
  if (binding.kind === 'import') return [];
  const made = constantFrom(binding);
  if (made === undefined) return undefined;
  if (isGlobalTracer(context, made)) return isAskedEarly(context) ? undefined : givenToAll(context, start);
  return isRequired(context, made) ? [] : undefined;
}

function isGlobalTracer({ facts }: FileContext, node: t.Node): boolean {
  return facts.calls.some((site) => site.member === 'globalTracer' && site.node === node);
}

/** `require('./tracing')`, or a member of that: what it gives is made once. */
function isRequired(context: FileContext, node: t.Node): boolean {
  if (isMember(node)) return isRequired(context, node.object);
  return requiredModule(context.facts.scopes, node) !== undefined;
}

/** Whether code that is loaded beside a test asks for the global tracer at once, before the test can replace what gives it. */
function isAskedEarly(context: FileContext): boolean {
  const { project, source } = context;
  for (const [path, facts] of project.files) {
    if (isTestFile(path) || !context.isOfPackage(path) || !project.mayMeet(source.path, path)) continue;
    const asked = facts.calls.filter(({ member }) => member === 'globalTracer');
    if (asked.some(({ node }) => functionAround(facts.source, node) === undefined)) return true;
  }
  return false;
}

/** `sinon.replace(globalTracer(), 'startSpan', fake)`: there is no other method that the code calls. */
function inItsPlace(context: FileContext, { call, object, method }: ReplacedStart, fake: Given): Edit[] | undefined {
  if (fake.call !== call || fake.node === undefined || isTypeScript(context.source)) return undefined;
  const range = { start: rangeOf(object).start, end: rangeOf(method).end };
  const { start, end } = rangeOf(fake.node);
  return [
    replace(range, `${context.api('trace')}, ${quoted(context, 'getTracer')}`),
    insert(start, '() => ({ startSpan: '),
    insert(end, ' })'),
  ];
}

/** Everybody gets the tracer of the test, in the words of its runner. */
const GIVING: Readonly<Record<string, (tracer: string) => string>> = {
  replace: (tracer) => `, () => ${tracer})`,
  method: (tracer) => `, () => ${tracer})`,
  stub: (tracer) => `).returns(${tracer})`,
  spyOn: (tracer) => `).mockReturnValue(${tracer})`,
};

function givenToAll(context: FileContext, { call, object }: ReplacedStart): Edit[] | undefined {
  const { source } = context;
  const statement = statementInBlock(source, call);
  const ending = GIVING[calledMethod(call) ?? ''];
  if (statement === undefined || ending === undefined) return undefined;
  const asked = `${textOf(source, call.callee)}(${context.api('trace')}, ${quoted(context, 'getTracer')}`;
  return [lineAbove(source, statement, `${asked}${ending(textOf(source, object))}`)];
}

/** The statement of a block that a call is part of. */
function statementInBlock({ parents }: SourceFile, node: t.Node): t.Node | undefined {
  for (let at = node, up = parents.get(at); up !== undefined; at = up, up = parents.get(up)) {
    if (up.type === 'BlockStatement' || up.type === 'Program') return at;
    if (isFunction(up)) return undefined;
  }
  return undefined;
}
