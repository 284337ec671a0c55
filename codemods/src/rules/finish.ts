import type * as t from '@babel/types';
import { replace } from '../edit/edit';
import { walk } from '../parse/parents';
import { callsTo, renameMethod, rewrite } from './data/sites';
import { type AnyMember, isCall, isMember, memberName, outermost } from './data/syntax';
import { quoted } from './data/text';
import type { FileContext, Proposal, Rule } from './types';

/** `span.finish(time)` becomes `span.end(time)`: both take milliseconds since the epoch. */
export const finish: Rule = {
  name: 'finish',
  *propose(context) {
    for (const site of callsTo(context, 'span.finish', 'mockSpan.finish'))
      yield rewrite('finish', site, renameMethod(context, site, 'end'));
    for (const member of methodsPassedOn(context)) yield renamed(context, member);
  },
};

/** `span.finish` as a value: `res.on('finish', span.finish.bind(span))`. */
function methodsPassedOn(context: FileContext): AnyMember[] {
  const found: AnyMember[] = [];
  // Most files of a project never say the word.
  if (!context.source.text.includes('finish')) return found;
  walk(context.source.ast, (node) => {
    if (isMember(node) && memberName(node) === 'finish' && isPassedOn(context, node)) found.push(node);
  });
  return found;
}

function isPassedOn(context: FileContext, member: AnyMember): boolean {
  const { parent, node } = outermost(context.source, member);
  if (isCall(parent) && parent.callee === node) return false;
  if (parent?.type === 'AssignmentExpression' && parent.left === node) return false;
  return isSpan(context, member.object);
}

function isSpan({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact?.roles.size === 1 && fact.roles.has('span') && !fact.mixed && fact.container === 'none';
}

function renamed(context: FileContext, member: AnyMember): Proposal {
  const edits = [replace(member.property, member.computed ? quoted(context, 'end') : 'end')];
  const units = [context.facts.unitOf(member.object)];
  return { rule: 'finish', site: member, units, outcome: { kind: 'rewrite', edits } };
}
