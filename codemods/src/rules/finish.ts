import { keep, type Part, replace } from '../edit/edit';
import type { Suspect } from '../facts/types';
import { TELLING } from '../facts/verdicts/either-receivers';
import { rangeOf } from '../parse/source-file';
import { callsTo, renameMethod, rewrite } from './calls/proposals';
import { ownerText } from './syntax/expressions';
import { calleeOf } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';

/** `span.finish(time)` becomes `span.end(time)`: both take milliseconds since the epoch. */
export const finish: Rule = {
  name: 'finish',
  *propose(context) {
    for (const site of callsTo(context, 'span.finish', 'mockSpan.finish'))
      yield rewrite('finish', site, renameMethod(context, site, 'end'));
    for (const suspect of context.facts.suspects) if (suspect.isEither) yield* eitherFinish(context, suspect);
  },
};

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
