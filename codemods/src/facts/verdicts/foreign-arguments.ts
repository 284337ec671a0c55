import type * as t from '@babel/types';
import { isNewOption } from '../../catalog/opentelemetry-api';
import { isOldOption } from '../../catalog/opentracing-api';
import { propertyName } from '../../parse/key-name';
import { saysNothing } from '../../parse/nothing';

type Arguments = t.CallExpression['arguments'];

/** How many arguments OpenTracing's methods take at most. */
const MOST: Readonly<Record<string, number>> = {
  setTag: 2,
  addTags: 1,
  log: 2,
  logEvent: 2,
  setOperationName: 1,
  setBaggageItem: 2,
  getBaggageItem: 1,
  finish: 1,
  context: 0,
  tracer: 0,
  toTraceId: 0,
  toSpanId: 0,
  inject: 3,
  extract: 2,
};

/** Whether a call that has the name of one of OpenTracing's methods is given what that does not take: it is of something else. */
export function isOfAnother(method: string, given: Arguments): boolean {
  if (given.some(({ type }) => type === 'SpreadElement')) return false;
  if (method === 'startSpan') return isOtherStart(given);
  const most = Object.hasOwn(MOST, method) ? MOST[method] : undefined;
  if (most === undefined) return false;
  return given.length > most || (method === 'log' && isOtherLog(given));
}

/**
 * `tracer.startSpan({ name })`: a span of OpenTracing is started by its name. A third argument, the parent's context, and these options are
 * OpenTelemetry's.
 */
function isOtherStart([name, options, ...more]: Arguments): boolean {
  return (
    name?.type === 'ObjectExpression' ||
    says(options, isNewOption) ||
    (more.some((one) => !saysNothing(one)) && !says(options, isOldOption))
  );
}

/** `log('info', 'started')`: fields come in an object, and behind them the time. Of one text alone people think that it is taken. */
function isOtherLog([fields, time]: Arguments): boolean {
  return (
    fields !== undefined && time !== undefined && isText(fields) && (isText(time) || time.type === 'ObjectExpression')
  );
}

function isText({ type }: t.Node): boolean {
  return type === 'StringLiteral' || type === 'TemplateLiteral';
}

function says(options: t.Node | undefined, isMeant: (option: string) => boolean): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some((one) => one.type === 'ObjectProperty' && isMeant(propertyName(one) ?? ''));
}
