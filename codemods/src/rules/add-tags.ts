import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, insert, type Part, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { rangeOf, textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { callsTo, leave, renameMethod, rewrite } from './calls/proposals';
import { removeCall } from './calls/removal';
import { type AttributesOfTags, attributesOf } from './data/attributes';
import { isTagFree } from './data/tag-objects';
import { hasOtherErrorTag } from './data/taken-back';
import { isKindHoisted } from './options/kind-after-start';
import { memberFrom } from './syntax/layout';
import { changeLiteral } from './syntax/literal';
import { spreadsOf } from './syntax/object-entries';
import { calleeOf, plainArguments } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';
import { aroundMembers, knownObject, objectMembers } from './values/object-members';
import { aroundEdits, castOfFields, castOfLiteral } from './values/type-cast';
import { unprovenFindings, unprovenWhole } from './values/unproven';
import { unprovenNearby, valuesNearby } from './values/values-nearby';

/** `addTags({...})`: attributes, and the status or the kind that hid among them. */
export const addTags: Rule = {
  name: 'add-tags',
  *propose(context) {
    for (const site of callsTo(context, 'span.addTags', 'mockSpan.addTags')) yield propose(context, site);
  },
};

function propose(context: FileContext, site: CallSite): Proposal {
  const [tags] = plainArguments(site.node) ?? [];
  const { path } = context.source;
  const { name } = site.unit;
  if (!tags) return leave('add-tags', site, finding('OT212', path, site.node, { name, method: 'addTags' }));
  const literal = unwrap(tags);
  if (literal.type === 'ObjectExpression') return ofLiteral(context, site, literal);
  const value = textOf(context.source, tags);
  const converted = valuesNearby(context, tags);
  const object = converted ? undefined : knownObject(context, tags);
  const members = object && objectMembers(context, tags, object);
  const unproven = converted ? unprovenNearby(context, tags) : members ? [] : unprovenWhole(context, tags);
  const findings = [
    ...(isTagFree(context, tags) ? [] : [finding('OT206', path, tags, { name, value })]),
    ...unprovenFindings(context, name, unproven),
  ];
  const [cast, copy] = [castOfFields(context, tags, 'argument'), aroundMembers(members ?? [])];
  const around = aroundEdits(tags, { before: cast.before + copy.before, after: copy.after + cast.after });
  const edits = [...renameMethod(context, site, 'setAttributes'), ...around, ...(converted ?? [])];
  return rewrite('add-tags', site, edits, findings);
}

function ofLiteral(context: FileContext, site: CallSite, literal: t.ObjectExpression): Proposal {
  const tags = attributesOf(context, literal, {
    name: site.unit.name,
    atStart: isKindHoisted(context, site),
    isUndecided: () => hasOtherErrorTag(context, site),
  });
  const attributes = changeLiteral(context.source, literal, { removed: tags.removed, added: tags.added });
  const edits = attributes ? withAttributes(context, site, literal, tags, attributes) : withStatus(context, site, tags);
  return rewrite('add-tags', site, [...edits, ...(attributes ? tags.edits : [])], tags.findings);
}

function withAttributes(
  context: FileContext,
  site: CallSite,
  literal: t.ObjectExpression,
  { removed, added, status }: AttributesOfTags,
  attributes: readonly Part[],
): Edit[] {
  const changed = removed.size > 0 || added.length > 0 ? [replace(literal, ...attributes)] : [];
  const cast = castOfLiteral(context, spreadsOf(literal));
  const then = status ? [insertParts(rangeOf(site.node).end, ['.setStatus(', ...status, ')'])] : [];
  return [
    ...renameMethod(context, site, 'setAttributes'),
    ...changed,
    ...(cast ? [insert(rangeOf(literal).end, cast)] : []),
    ...then,
  ];
}

/** No attribute is left: `addTags({ error: true })` is `setStatus(...)`, and with nothing at all the call goes. */
function withStatus(context: FileContext, site: CallSite, { removed, status }: AttributesOfTags): Edit[] {
  if (!status) return removed.size > 0 ? removeCall(context, site) : renameMethod(context, site, 'setAttributes');
  const callee = calleeOf(site.node);
  if (!callee) return [];
  const { start, dot } = memberFrom(context.source, callee);
  return [replace({ start, end: rangeOf(site.node).end }, `${dot}setStatus(`, ...status, ')')];
}

function insertParts(offset: number, parts: readonly Part[]): Edit {
  return { ...insert(offset, ''), parts };
}
