import { finding } from '../../catalog/findings';
import { keep, type Part, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { type OncePerUnit, renameMethod } from '../calls/proposals';
import { isNothing, isPure } from '../syntax/expressions';
import { plainArguments } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeParts, attributeValue } from '../values/attribute-value';
import { newlyUnproven, unprovenOf } from '../values/unproven';
import { isNoText } from './event-among-fields';
import { eventName } from './event-name';
import { cannotBeError } from './log-event';
import type { Rewritten } from './rewritten';

/** `logEvent(name, payload)` logs `{ event: name, payload }`, as OpenTracing documents it. */
export function logEventCall(context: FileContext, site: CallSite, unproven: OncePerUnit): Rewritten | undefined {
  const [event, given] = plainArguments(site.node) ?? [];
  if (!event) return undefined;
  const payload = given && isNothing(given) ? undefined : given;
  const said = context.facts.stringOf(unwrap(event));
  const isError = said === 'error';
  const isUnnamed = said === '';
  const isKept = isUnnamed || (isNoText(context, event) && isPure(event));
  const name: readonly Part[] = isError
    ? [quoted(context, 'exception')]
    : isUnnamed
      ? [quoted(context, 'log')]
      : eventName(context, event);
  const value = payload && attributeValue(context, payload);
  const isAsItIs = value?.before === '' && value.after === '';
  const short = payload?.type === 'Identifier' && payload.name === 'payload' && isAsItIs;
  const field: Part[] = payload && value ? [...(short ? [] : ['payload: ']), ...attributeParts(payload, value)] : [];
  const kept: Part[] = isKept ? ['event: ', keep(event), ...(field.length > 0 ? [', '] : [])] : [];
  const attributes: Part[] = isKept || field.length > 0 ? [', { ', ...kept, ...field, ' }'] : [];
  const range = { start: outerStart(event), end: outerEnd(context.source, given ?? event) };
  const findings = [
    ...(isError || cannotBeError(context, event) ? [] : [unknownEvent(context, site, event)]),
    ...(payload ? newlyUnproven(context, site, unproven, [unprovenOf(context, payload, value)]) : []),
  ];
  return { edits: [...renameMethod(context, site, 'addEvent'), replace(range, ...name, ...attributes)], findings };
}

function unknownEvent(context: FileContext, site: CallSite, event: Parameters<typeof textOf>[1]) {
  return finding('OT204', context.source.path, event, { name: site.unit.name, event: textOf(context.source, event) });
}
