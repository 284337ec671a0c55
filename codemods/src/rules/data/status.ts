import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isRepeatable } from '../syntax/syntax';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';
import { isTruthy, presentAt } from '../values/present';
import { isSurelyThere } from '../values/surely-there';
import type { ValueKind } from '../values/value-kinds';
import { isJustMade, isThrown, messageText } from './thrown';

/** The argument of `setStatus` that says what an `error` tag said. */
export interface StatusArgument {
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
}

/** What surrounds an error tag. */
export interface StatusSetting {
  /** The span, for messages. */
  readonly name: string;
  /** Another error tag of the same span may come later: OK, which is final, would hide it. */
  readonly undecided?: boolean;
  /** The error that a log beside the tag holds; its message is the status's. */
  readonly error?: t.Node | undefined;
}

/**
 * What an `error` tag becomes. A text other than "true" and "false" is no status, only an attribute, as Jaeger and the official shim
 * have it, and so is 0; an error, another number and an object of details are both.
 */
export function errorTagMeaning(context: FileContext, value: t.Node): 'status' | 'attribute' | 'both' {
  const inner = unwrap(value);
  if (inner.type === 'NumericLiteral') return inner.value === 0 ? 'attribute' : 'both';
  if (saidError(inner) !== undefined) return 'status';
  if (valueKind(context, inner) === 'text') return 'attribute';
  return isKnownError(context, inner) || isObject(context, inner) ? 'both' : 'status';
}

/** What its message can be read of, beside itself. */
function isKnownError(context: FileContext, inner: t.Node): boolean {
  return isThrown(context, inner) && isRepeatable(inner);
}

const OBJECTS: ReadonlySet<ValueKind> = new Set(['object', 'date', 'entries', 'list']);

/** Something that counts as true, whatever is in it; of an error the message has to be known as well. */
function isObject(context: FileContext, inner: t.Node): boolean {
  if (inner.type === 'ObjectExpression' || messageOfMade(inner)) return true;
  if (!OBJECTS.has(valueKind(context, inner))) return false;
  return /^(?:Array|New)Expression$/.test(inner.type) || isSurelyThere(context, inner as t.Expression); // what a tag is given is one
}

/** The status for the value of an `error` tag, as the shim reads it at run time. */
export function statusArgument(context: FileContext, value: t.Node, setting: StatusSetting): StatusArgument {
  const inner = unwrap(value);
  const said = saidError(inner);
  if (said === true) return plain(context, failed(context, setting.error));
  if (said === false) return taken(context, value, setting);
  if (valueKind(context, inner) === 'nullish') return plain(context, [code(context, 'UNSET')]);
  if (isKnownError(context, inner)) return plain(context, failed(context, inner));
  if (isObject(context, inner)) return plain(context, failedAs(context, messageOfMade(inner)));
  return computed(context, value, setting);
}

/** What a literal says as the value of an `error` tag; undefined where it says neither. */
export function saidError(node: t.Node): boolean | undefined {
  if (node.type === 'BooleanLiteral') return node.value;
  if (node.type === 'NumericLiteral') return node.value !== 0 ? true : undefined;
  if (node.type !== 'StringLiteral') return undefined;
  return node.value === 'true' ? true : node.value === 'false' ? false : undefined;
}

function failed(context: FileContext, error: t.Node | undefined): Part[] {
  const message = error ? `, message: ${messageText(context, error)}` : '';
  return [`${code(context, 'ERROR')}${message}`];
}

function failedAs(context: FileContext, message: t.Expression | undefined): Part[] {
  const said = message ? [`, message: ${textOf(context.source, message)}`] : [];
  return [code(context, 'ERROR'), ...said];
}

/** `new Error('no such user')`: an error that is made here says its message. */
function messageOfMade(made: t.Node): t.Expression | undefined {
  const [given] = isJustMade(made) ? made.arguments : [];
  const isText =
    given?.type === 'StringLiteral' || (given?.type === 'TemplateLiteral' && given.expressions.every(isRepeatable));
  return isText ? given : undefined;
}

function taken(context: FileContext, value: t.Node, setting: StatusSetting): StatusArgument {
  if (!setting.undecided) return plain(context, [code(context, 'OK')]);
  return { ...plain(context, [code(context, 'UNSET')]), findings: [takenBack(context, value, setting.name)] };
}

function takenBack(context: FileContext, value: t.Node, name: string): Finding {
  return finding('OT209', context.source.path, value, { name });
}

function computed(context: FileContext, value: t.Node, setting: StatusSetting): StatusArgument {
  const inner = unwrap(value);
  const isTested = isRepeatable(inner) && isTruthy(context, inner, presentAt(context, value));
  const isBoolean = valueKind(context, value) === 'boolean';
  const otherwise = isBoolean && !setting.undecided ? 'OK' : 'UNSET';
  const findings = isBoolean
    ? setting.undecided && !isTested
      ? [takenBack(context, value, setting.name)]
      : []
    : [
        finding('OT208', context.source.path, value, {
          name: setting.name,
          value: textOf(context.source, value),
          isTested,
        }),
      ];
  if (isTested) return { ...plain(context, [code(context, 'ERROR')]), findings };
  const condition: Part[] = needsParentheses(value) ? ['(', keep(value), ')'] : [keep(value)];
  const codes = `${statusCode(context, 'ERROR')} : ${statusCode(context, otherwise)}`;
  return { ...plain(context, ['code: ', ...condition, ` ? ${codes}`]), findings };
}

const LOOSER_THAN_CONDITIONAL: ReadonlySet<string> = new Set([
  'ConditionalExpression',
  'AssignmentExpression',
  'ArrowFunctionExpression',
  'YieldExpression',
]);

function needsParentheses(node: t.Node): boolean {
  return LOOSER_THAN_CONDITIONAL.has(node.type);
}

type Code = 'ERROR' | 'OK' | 'UNSET';

function code(context: FileContext, name: Code): string {
  return `code: ${statusCode(context, name)}`;
}

function statusCode(context: FileContext, name: Code): string {
  return `${context.api('SpanStatusCode')}.${name}`;
}

function plain(context: FileContext, parts: readonly Part[]): StatusArgument {
  const space = detectStyle(context.source).bracketSpacing ? ' ' : '';
  return { parts: [`{${space}`, ...parts, `${space}}`], findings: [] };
}
