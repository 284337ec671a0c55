import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import { constantFrom } from '../../facts/scopes/declared-with';
import type { CallSite } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { callsTo } from '../calls/proposals';
import { isStandIn } from '../data/stand-in';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import type { Between, FileContext, Proposal } from '../types';
import { groupOf } from './bound-together';
import { type Asked, askedBeside, installsElsewhere, isAskedAnew } from './global-askers';
import { isMockTracer, mockVariableOf } from './mock-variable';

type Settled = Omit<Proposal, 'rule' | 'site'>;

/**
 * `initGlobalTracer(tracer)` of a test whose tracer is a MockTracer or a double: who asks for the global one gets what has become of it. A provider is
 * registered once, so what was there before goes first; not where somebody keeps a tracer that he has got before, as a module does in a
 * constant: that would wait for the provider for good. Undefined where neither serves.
 */
export function globalMock(context: FileContext, site: CallSite): Settled | undefined {
  const { facts, source } = context;
  const [given] = site.node.arguments;
  const argument = given && unwrap(given);
  if (given === undefined || argument?.type !== 'Identifier' || !isOfTest(context, argument)) return undefined;
  const asked = askedBeside(context);
  const isKept = asked.some((one) => !isAskedAnew(one.facts, one.node));
  if (isKept && (installsElsewhere(context) || isOneOfSeveral(context, argument))) return undefined;
  const trace = context.api('trace');
  const call = [`${trace}.setGlobalTracerProvider({ getTracer: () => `, keep(given), ' })'];
  const edits = isKept ? [replace(site.node, ...call)] : afterDisabling(context, site, call);
  if (edits === undefined) return undefined;
  const told = finding('OT504', source.path, site.node, { argument: argument.name, tracer: 'mock' });
  return {
    units: [groupOf(source.path), facts.unitOf(argument)],
    needs: [...unitsOf(asked), ...facts.standInsAt(argument)],
    kept: told,
    between: notMet(asked, told),
    outcome: { kind: 'rewrite', edits },
  };
}

/** `initGlobalTracer(new Tracer())`, by which a test ends what it has made global so. */
export function endOfGlobalMock(context: FileContext, site: CallSite): Settled | undefined {
  const { path } = context.source;
  const others = callsTo(context, 'initGlobalTracer').filter((other) => other !== site);
  const given = others.flatMap(({ node }) => node.arguments[0] ?? []);
  const asked = askedBeside(context);
  const isKept = asked.some(({ facts, node }) => !isAskedAnew(facts, node));
  if (isKept || !given.some((one) => isOfTest(context, one))) return undefined;
  const edits = [replace(site.node, `${context.api('trace')}.disable()`)];
  return { units: [groupOf(path)], needs: unitsOf(asked), outcome: { kind: 'rewrite', edits } };
}

function unitsOf(asked: readonly Asked[]): Settled['units'] {
  return asked.map(({ facts, node }) => facts.unitOf(node));
}

/** Code that asks for the global tracer does not get what a test goes on giving to OpenTracing: of that is told where the code alone moves. */
export function notMetBeside(context: FileContext, told: Finding): Pick<Settled, 'between'> {
  return isTestFile(context.source.path) ? { between: notMet(askedBeside(context), told) } : {};
}

function notMet(asked: readonly Asked[], told: Finding): Between {
  return { uses: asked.map(({ node }) => ({ node, stays: false })), edits: [], finding: told };
}

function isOfTest(context: FileContext, node: t.Node): boolean {
  return isMock(context, node) || isDouble(context, node);
}

/** A variable of this file that holds mock tracers alone. */
function isMock(context: FileContext, node: t.Node): boolean {
  return isMockTracer(context, node) && mockVariableOf(context, node) !== undefined;
}

/** A variable that holds what stands in for a tracer. */
function isDouble(context: FileContext, node: t.Node): boolean {
  return isTestFile(context.source.path) && isStandIn(context, node) && context.facts.standInsAt(node).length > 0;
}

/** Mock tracers of one variable share what keeps their spans; of other doubles who keeps his tracer has the first for good. */
function isOneOfSeveral(context: FileContext, node: t.Identifier): boolean {
  return !isMock(context, node) && constantFrom(context.facts.scopes.bindingOf(node)) === undefined;
}

function afterDisabling(context: FileContext, { node }: CallSite, call: Part[]): readonly Edit[] | undefined {
  const { source } = context;
  const disable = `${context.api('trace')}.disable()`;
  const parent = source.parents.get(node);
  if (parent?.type === 'ArrowFunctionExpression') return [replace(node, `{ ${disable}; `, ...call, '; }')];
  if (parent?.type !== 'ExpressionStatement' || !listOf(source, parent)) return undefined;
  return [insert(rangeOf(parent).start, disable + statementBreak(source, parent)), replace(node, ...call)];
}
