import type * as t from '@babel/types';
import type { Finding } from '../catalog/findings';
import { type Edit, keep, type Part, remove, replace } from '../edit/edit';
import type { CallSite, Suspect } from '../facts/types';
import { TELLING } from '../facts/verdicts/either-receivers';
import { outerEnd, outerStart } from '../parse/parentheses';
import { rangeOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { callsTo, renameMethod, rewrite } from './calls/proposals';
import { grouped, isNothing, LOOSER_THAN_TEST, ownerText } from './syntax/expressions';
import { calleeOf, plainArguments } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';
import { givenTime, noTime } from './values/time';

/** `span.finish(time)` becomes `span.end(time)`: both take milliseconds since the epoch, and OpenTracing's takes zero for no time. */
export const finish: Rule = {
  name: 'finish',
  *propose(context) {
    for (const site of callsTo(context, 'span.finish', 'mockSpan.finish')) yield finished(context, site);
    for (const suspect of context.facts.suspects) if (suspect.isEither) yield* eitherFinish(context, suspect);
  },
};

function finished(context: FileContext, site: CallSite): Proposal {
  const [time] = plainArguments(site.node) ?? [];
  const { edits, findings } = time ? timeOfEnd(context, site, time) : { edits: [], findings: [] };
  return rewrite('finish', site, [...renameMethod(context, site, 'end'), ...edits], findings);
}

interface TimeOfEnd {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

function timeOfEnd(context: FileContext, { node }: CallSite, value: t.Expression): TimeOfEnd {
  const time = givenTime(context, value);
  switch (time.kind) {
    case 'as it is':
      return { edits: [], findings: [] };
    case 'now':
      return { edits: [withoutTime(context, node, value)], findings: [] };
    case 'written':
      return { edits: [replace(value, ...time.parts)], findings: [] };
    case 'unproven':
      return { edits: orNow(value), findings: [noTime(context, value, false)] };
    case 'none':
      return { edits: [], findings: [noTime(context, value, true)] };
  }
}

/** `end()`, or `end(undefined)` where more stands in the parentheses. */
function withoutTime({ source }: FileContext, call: CallSite['node'], value: t.Expression): Edit {
  const range = { start: outerStart(value), end: outerEnd(source, value) };
  const isAlone = call.arguments.length === 1 && source.text.slice(range.end, rangeOf(call).end).trim() === ')';
  return isAlone ? remove(range) : replace(value, 'undefined');
}

/** Zero, such as the code of a process that exits, was no time. */
function orNow(value: t.Expression): Edit[] {
  const inner = unwrap(value);
  const isChoice = inner.type === 'LogicalExpression';
  if (isChoice && inner.operator === '||' && isNothing(inner.right)) return [];
  const looser = isChoice && inner.operator === '??' ? ['LogicalExpression'] : LOOSER_THAN_TEST;
  return [replace(value, ...grouped(value, looser), ' || undefined')];
}

/** What is a span in some cases, and in others something of the project that goes on being finished: the program asks which. */
function* eitherFinish(context: FileContext, { node }: Suspect): Iterable<Proposal> {
  const callee = calleeOf(node);
  if (!callee) return;
  const receiver = ownerText(context.source, callee.object);
  const isSpan = `${quoted(context, TELLING)} in ${receiver}`;
  const { end } = rangeOf(callee);
  const ended = `${receiver}.end${context.source.text.slice(end, rangeOf(node).end)}`;
  const isStatement = context.source.parents.get(node)?.type === 'ExpressionStatement';
  const before = isStatement ? `if (${isSpan}) ${ended};` : `${isSpan} ? ${ended} :`;
  const parts: Part[] = [before, isStatement ? ' else ' : ' ', keep(node)];
  const units = [context.facts.unitOf(callee.object)];
  yield { rule: 'finish', site: node, units, outcome: { kind: 'rewrite', edits: [replace(node, ...parts)] } };
}
