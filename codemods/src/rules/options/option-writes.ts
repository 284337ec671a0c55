import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { parentWrite } from '../../facts/options/parent-questions';
import type { OptionFlow } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { parentContext } from '../parents/parents';
import { partsOf } from '../parents/plain-parent';
import { isContextOfApi } from '../syntax/context-of-api';
import { isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { presentAt } from '../values/present';
import { carriersIn } from './option-flow';
import type { Read } from './start-options';
import { readTagUse, type TagUse } from './tag-uses';

/** A line that looks into options on their way to a startSpan elsewhere, or adds to them. */
export interface OptionWrite {
  readonly site: t.Node;
  readonly flow: OptionFlow;
  readonly read: Read<TagUse>;
  /** The expression that the parent is made of. */
  readonly taken: readonly t.Node[];
}

/** Reads what a file does to options between the place where they are made and the startSpan. */
export function readOptionWrites(context: FileContext): OptionWrite[] {
  return carriersIn(context).flatMap(({ binding, flow }) =>
    flow.open === undefined ? binding.references.flatMap(({ node }) => readUse(context, flow, node)) : [],
  );
}

function readUse(context: FileContext, flow: OptionFlow, options: t.Node): OptionWrite[] {
  const { parents } = context.source;
  const write = parentWrite(parents, options);
  // In an earlier run.
  if (write && isContextOfApi(context, write.right)) return [];
  if (write) return [{ site: write, flow, read: readParent(context, write), taken: [write.right] }];
  const member = parents.get(options);
  if (!isMember(member) || member.object !== options || memberName(member) !== 'tags') return [];
  return [{ site: member, flow, read: readTagUse(context, member, member), taken: [] }];
}

/** `options.childOf = parent;`: the parent stays among the options, as a Context. */
function readParent(context: FileContext, { right }: t.AssignmentExpression): Read<TagUse> {
  const parent = parentContext(context, right, presentAt(context, right));
  if (parent.kind === 'left') return { left: parent.finding };
  const edits: Edit[] = [replace(right, ...partsOf(context, parent))];
  return { edits, findings: parent.kind === 'context' ? parent.findings : [] };
}

/** What becomes of such lines: they move with the options. */
export function* proposeWrites(written: readonly OptionWrite[]): Iterable<Proposal> {
  for (const { site, flow, read } of written) {
    const shared = { rule: 'start-span', site, units: [flow.unit] } as const;
    if ('left' in read) yield { ...shared, outcome: { kind: 'leave', finding: read.left } };
    else yield { ...shared, isQuiet: true, outcome: { kind: 'rewrite', ...read } };
  }
}
