import { addTags } from './add-tags';
import { baggage } from './baggage';
import { callsInText } from './calls-in-text';
import { constants } from './constants';
import { extract } from './extract';
import { finish } from './finish';
import { ids } from './ids';
import { inject } from './inject';
import { jaegerMembers } from './jaeger-members';
import { log } from './log';
import { methodValues } from './method-values';
import { mockTracer } from './mock-tracer';
import { mocks } from './mocks';
import { operationName } from './operation-name';
import { privateMembers } from './private-members';
import { setTag } from './set-tag';
import { spanContext } from './span-context';
import { startSpan } from './start-span';
import { tracer } from './tracer';
import { tracerSetup } from './tracer-setup';
import { types } from './type-names';
import type { Rule } from './types';

/** The rules, in the order in which a reader meets them; the order has no effect on the result. */
export const rules: readonly Rule[] = [
  tracer,
  tracerSetup,
  startSpan,
  spanContext,
  finish,
  setTag,
  addTags,
  log,
  operationName,
  methodValues,
  callsInText,
  constants,
  inject,
  extract,
  ids,
  jaegerMembers,
  baggage,
  types,
  privateMembers,
  mockTracer,
  mocks,
];
