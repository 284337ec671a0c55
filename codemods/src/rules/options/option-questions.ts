import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { type ParentQuestion, parentQuestion } from '../../facts/options/parent-questions';
import type { Binding } from '../../facts/scopes/scope';
import { type Range, rangeOf, textOf } from '../../parse/source-file';
import { questionsIn } from '../parents/parent-asked';
import { isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { carriersIn } from './option-flow';

/** Tests of whether options that are passed on name a parent: it is a Context among them now, however it was named. */
export function* proposeQuestions(context: FileContext): Iterable<Proposal> {
  for (const { binding, flow } of carriersIn(context)) {
    if (flow.open !== undefined) continue;
    for (const node of askedOf(context, binding)) {
      const edit = questionEdit(context, node, questionsIn(context, node, binding) ?? []);
      if (!edit && flow.hasMoved) continue;
      const edits = edit ? [edit] : [];
      yield { rule: 'start-span', site: node, units: [flow.unit], isQuiet: true, outcome: { kind: 'rewrite', edits } };
    }
  }
}

/** What a file asks of options, each question as a whole: `options.childOf || options.references.length` is one. */
function askedOf(context: FileContext, binding: Binding): ReadonlySet<t.Node> {
  const { parents } = context.source;
  const found = new Set<t.Node>();
  for (const { node } of binding.references) {
    const question = parentQuestion(parents, node);
    let whole: t.Node | undefined = question?.node;
    for (let at = whole && parents.get(whole); at && questionsIn(context, at, binding); at = parents.get(at))
      whole = at;
    if (whole) found.add(whole);
  }
  return found;
}

function questionEdit(context: FileContext, node: t.Node, questions: readonly ParentQuestion[]): Edit | undefined {
  const options = questions.map((question) => optionsOf(context, question))[0];
  if (options === undefined) return undefined;
  const isLinked = context.options.followsFrom === 'link' && questions.some(({ of }) => of === 'references');
  const text = `${options}.childOf${isLinked ? ` || ${options}.links?.length` : ''}`;
  if (text === textOf(context.source, node)) return undefined;
  return replace(isLinked ? node : withParentheses(context, node), text);
}

/** One question needs no parentheses where several did. */
function withParentheses({ source }: FileContext, node: t.Node): Range {
  const { start, end } = rangeOf(node);
  const before = /\(\s*$/.exec(source.text.slice(0, start));
  const after = /^\s*\)/.exec(source.text.slice(end));
  const isGrouped = node.extra?.parenthesized === true && node.extra.parenStart === before?.index;
  return isGrouped && before && after ? { start: before.index, end: end + after[0].length } : { start, end };
}

/** `options` of `options.childOf`, and `options?` of `options?.childOf`. */
function optionsOf({ source }: FileContext, { node, of }: ParentQuestion): string | undefined {
  const member = of === 'references' && isMember(node) ? node.object : node;
  if (!isMember(member)) return undefined;
  return `${textOf(source, member.object)}${'optional' in member && member.optional ? '?' : ''}`;
}
