import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, insert, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { callsTo } from '../calls/proposals';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import type { FileContext, Proposal } from '../types';
import { groupOf } from './bound-together';
import { type Asked, askedBeside, installsElsewhere, isAskedAnew } from './global-askers';
import { mockVariableOf } from './mock-variable';

type Settled = Omit<Proposal, 'rule' | 'site'>;

/**
 * `initGlobalTracer(tracer)` of a test whose tracer is a MockTracer: who asks for the global one gets what has become of it. A provider is
 * registered once, so what was there before goes first; not where somebody keeps a tracer that he has got before, as a module does in a
 * constant: that would wait for the provider for good. Undefined where neither serves.
 */
export function globalMock(context: FileContext, site: CallSite): Settled | undefined {
  const { facts, source } = context;
  const [argument] = site.node.arguments;
  if (argument === undefined || !isMock(context, argument)) return undefined;
  const asked = askedBeside(context);
  const isKept = asked.some((one) => !isAskedAnew(one.facts, one.node));
  if (isKept && installsElsewhere(context)) return undefined;
  const trace = context.api('trace');
  const call = `${trace}.setGlobalTracerProvider({ getTracer: () => ${argument.name} })`;
  const edits = isKept ? [replace(site.node, call)] : afterDisabling(context, site, call);
  if (edits === undefined) return undefined;
  const told = finding('OT504', source.path, site.node, { argument: argument.name, tracer: 'mock' });
  return {
    units: [groupOf(source.path), facts.unitOf(argument)],
    needs: unitsOf(asked),
    kept: told,
    between: { uses: asked.map(({ node }) => ({ node, stays: false })), edits: [], finding: told },
    outcome: { kind: 'rewrite', edits },
  };
}

/** `initGlobalTracer(new Tracer())`, by which a test ends what it has made global so. */
export function endOfGlobalMock(context: FileContext, site: CallSite): Settled | undefined {
  const { path } = context.source;
  const others = callsTo(context, 'initGlobalTracer').filter((other) => other !== site);
  const given = others.flatMap(({ node }) => node.arguments[0] ?? []);
  const asked = askedBeside(context);
  if (!given.some((one) => isMock(context, one)) || asked.some(({ facts, node }) => !isAskedAnew(facts, node)))
    return undefined;
  const edits = [replace(site.node, `${context.api('trace')}.disable()`)];
  return { units: [groupOf(path)], needs: unitsOf(asked), outcome: { kind: 'rewrite', edits } };
}

function unitsOf(asked: readonly Asked[]): Settled['units'] {
  return asked.map(({ facts, node }) => facts.unitOf(node));
}

/** A variable of this file that holds mock tracers alone. */
function isMock(context: FileContext, node: t.Node): node is t.Identifier {
  const fact = context.facts.factOf(node);
  const isMockAlone = fact?.roles.size === 1 && fact.roles.has('mockTracer') && !fact.mixed;
  return node.type === 'Identifier' && isMockAlone && mockVariableOf(context, node) !== undefined;
}

function afterDisabling(context: FileContext, { node }: CallSite, call: string): readonly Edit[] | undefined {
  const { source } = context;
  const disable = `${context.api('trace')}.disable()`;
  const parent = source.parents.get(node);
  if (parent?.type === 'ArrowFunctionExpression') return [replace(node, `{ ${disable}; ${call}; }`)];
  if (parent?.type !== 'ExpressionStatement' || !listOf(source, parent)) return undefined;
  return [insert(rangeOf(parent).start, disable + statementBreak(source, parent)), replace(node, call)];
}
