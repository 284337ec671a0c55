import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { type Part, replace } from '../../edit/edit';
import type { ValueReference } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember, outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { MEMBERS } from './class-check';

/** `expect.any(Span)` and `sinon.match.instanceOf(Span)`: what a test takes any object of a class for is told by its members. */
export function classMatcher(context: FileContext, { node, name }: ValueReference): Proposal | undefined {
  const { source } = context;
  const { node: outer, parent } = outermost(source, node);
  const member = MEMBERS.get(name);
  if (!isTestFile(source.path) || !member || !isCall(parent) || parent.arguments.length !== 1) return undefined;
  const matcher = parent.arguments[0] === outer ? matcherFor(context, parent, member) : undefined;
  if (!matcher) return undefined;
  const told = finding('OT402', source.path, parent, { value: textOf(source, parent), type: name });
  const outcome = { kind: 'rewrite', edits: [replace(parent, ...matcher)], findings: [told] } as const;
  return { rule: 'constants', site: node, units: [], outcome };
}

/** What the matchers of Jest, Vitest and Jasmine are read from. */
const RUNNERS: ReadonlySet<string> = new Set(['expect', 'jasmine']);

function matcherFor(context: FileContext, { callee }: { readonly callee: t.Node }, member: string): Part[] | undefined {
  if (!isMember(callee) || callee.object.type === 'Super') return undefined;
  const object = unwrap(callee.object);
  const from = textOf(context.source, callee.object);
  if (memberName(callee) === 'any' && object.type === 'Identifier' && RUNNERS.has(object.name))
    return [`${from}.objectContaining({ ${member}: ${from}.anything() })`];
  const isSinon = memberName(callee) === 'instanceOf' && isMember(object) && memberName(object) === 'match';
  return isSinon ? [`${from}.has(${quoted(context, member)})`] : undefined;
}
