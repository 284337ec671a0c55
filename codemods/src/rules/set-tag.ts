import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { type Edit, insert, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { outerEnd, outerStart } from '../parse/parentheses';
import { rangeOf, textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { callsTo, leave, OncePerUnit, renameMethod, rewrite } from './calls/proposals';
import { removeCall } from './calls/removal';
import { errorBeside } from './data/error-beside';
import { keyFindings } from './data/key-findings';
import { statusIfError } from './data/maybe-error';
import { errorTagMeaning, statusArgument } from './data/status';
import { ERROR, successorOf, tagKey } from './data/tag-key';
import { hasOtherErrorTag } from './data/taken-back';
import { isHoisted } from './lifetime/hoisted';
import { isKindHoisted } from './options/kind-after-start';
import { isReadFromOpenTracing } from './syntax/own-name';
import { plainArguments } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';
import { type AttributeValue, attributeEdits, attributeValue } from './values/attribute-value';
import { newlyUnproven, unprovenOf } from './values/unproven';

/** `setTag(key, value)`: an attribute, the status or the kind. */
export const setTag: Rule = {
  name: 'set-tag',
  *propose(context) {
    const unproven = new OncePerUnit();
    for (const site of callsTo(context, 'span.setTag', 'mockSpan.setTag')) yield propose(context, site, unproven);
  },
};

function propose(context: FileContext, site: CallSite, unproven: OncePerUnit): Proposal {
  const [key, value] = plainArguments(site.node) ?? [];
  if (!key) {
    const { path } = context.source;
    return leave('set-tag', site, finding('OT212', path, site.node, { name: site.unit.name, method: 'setTag' }));
  }
  if (value && tagKey(context, key) === ERROR && errorTagMeaning(context, value) !== 'attribute')
    return status(context, site, key, value);
  if (isKindHoisted(context, site))
    return rewrite(
      'set-tag',
      site,
      removeCall(context, site, (one) => isHoisted(context, one)),
    );
  return attribute(context, site, { key, value }, unproven);
}

function status(context: FileContext, site: CallSite, key: t.Node, value: t.Node): Proposal {
  const { parts, findings } = statusArgument(context, value, {
    name: site.unit.name,
    undecided: hasOtherErrorTag(context, site),
    error: errorBeside(context, site),
  });
  const argument = replace({ start: outerStart(key), end: outerEnd(context.source, value) }, ...parts);
  const kept = errorTagMeaning(context, value) === 'both' ? [keptAsAttribute(context, site, value)] : [];
  return rewrite('set-tag', site, [...renameMethod(context, site, 'setStatus'), argument, ...kept], findings);
}

/** An error, or an object that describes one, stays readable as the tag that it was. */
function keptAsAttribute(context: FileContext, site: CallSite, value: t.Node): Edit {
  const { before, after } = attributeValue(context, value);
  const text = `.setAttribute(${quoted(context, ERROR)}, ${before}${textOf(context.source, value)}${after})`;
  return insert(rangeOf(site.node).end, text);
}

interface Tag {
  readonly key: t.Expression;
  readonly value: t.Expression | undefined;
}

function attribute(context: FileContext, site: CallSite, tag: Tag, unproven: OncePerUnit): Proposal {
  const converted = tag.value && attributeValue(context, tag.value, 'argument');
  const choice = tag.value && statusIfError(context, site, tag.key, tag.value);
  const edits = [
    ...(choice ? [choice] : []),
    ...renameMethod(context, site, 'setAttribute'),
    ...(tag.value && converted ? attributeEdits(tag.value, converted) : []),
    ...successorEdits(context, site, tag, converted),
  ];
  const told = tag.value ? newlyUnproven(context, site, unproven, [unprovenOf(context, tag.value, converted)]) : [];
  return rewrite('set-tag', site, edits, [...told, ...findingsOfKey(context, site, tag)]);
}

/** Today's name in the place of the old one, or beside it. */
function successorEdits(
  context: FileContext,
  site: CallSite,
  { key, value }: Tag,
  converted: AttributeValue | undefined,
): Edit[] {
  const successor = successorOf(context, tagKey(context, key));
  if (!successor) return [];
  const name = quoted(context, successor.name);
  if (context.options.semconv === 'stable') return isRenamedElsewhere(context, key) ? [] : [replace(key, name)];
  if (!value || !converted) return [];
  const again = `${converted.before}${textOf(context.source, value)}${converted.after}`;
  return [insert(rangeOf(site.node).end, `.setAttribute(${name}, ${again})`)];
}

/** A name of the user's own for one of OpenTracing's constants: the constant is renamed where it is read. */
function isRenamedElsewhere(context: FileContext, key: t.Expression): boolean {
  const reference = context.facts.values.find(({ node }) => node === unwrap(key));
  return reference !== undefined && !isReadFromOpenTracing(context, reference);
}

function findingsOfKey(context: FileContext, site: CallSite, { key, value }: Tag): Finding[] {
  const { name } = site.unit;
  const known = tagKey(context, key);
  // A text that is made at run time might be "true" or "false".
  if (known === ERROR && value && !/^(?:String|Numeric)Literal$/.test(unwrap(value).type))
    return [
      finding('OT208', context.source.path, site.node, { name, value: textOf(context.source, value), isTested: false }),
    ];
  return keyFindings(context, { node: known === undefined ? key : site.node, key: known, keyNode: key, value, name });
}
