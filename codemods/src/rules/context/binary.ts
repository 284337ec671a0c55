import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import type { CallSite } from '../../facts/types';
import { isNoopTracer } from '../calls/noop-tracer';
import { leave } from '../calls/proposals';
import type { FileContext, Proposal } from '../types';
import { withFormat } from './format';

/** A call with a binary carrier stays. A tracer without effect of OpenTelemetry has neither of the two, also where the shim is: it stays as well. */
export function leaveBinary(
  context: FileContext,
  site: CallSite,
  format: t.Expression,
  method: 'inject' | 'extract',
): Proposal {
  const left = leave(method, site, finding('OT301', context.source.path, site.node, { method }));
  const bindsTracer = site.receiver !== null && isNoopTracer(context, site.receiver);
  return withFormat(context, { ...left, bindsTracer }, format);
}
