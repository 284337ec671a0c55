import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { type AnyMember, isMember } from '../syntax/syntax';
import type { FlowContext } from './binding-kind';
import type { ValueKind } from './value-kinds';

const GLOBALS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['String', 'text'],
  ['Number', 'primitive'],
  ['Boolean', 'boolean'],
  ['parseInt', 'primitive'],
  ['parseFloat', 'primitive'],
  ['encodeURIComponent', 'text'],
  ['decodeURIComponent', 'text'],
  ['encodeURI', 'text'],
  ['decodeURI', 'text'],
  ['isNaN', 'boolean'],
  ['BigInt', 'bigint'],
  ['Error', 'error'],
  ['TypeError', 'error'],
]);

/** What calling one of the language's own functions by its name gives. */
export function globalCallKind(flow: FlowContext, callee: t.Identifier): ValueKind {
  return flow.scopes.bindingOf(callee) ? 'unknown' : (GLOBALS.get(callee.name) ?? 'unknown');
}

/** Methods of one name on every object that has them: strings, numbers, dates, arrays. */
const METHODS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['toString', 'text'],
  ['toLocaleString', 'text'],
  ['toISOString', 'text'],
  ['toUTCString', 'text'],
  ['toFixed', 'text'],
  ['toPrecision', 'text'],
  ['toUpperCase', 'text'],
  ['toLowerCase', 'text'],
  ['trim', 'text'],
  ['padStart', 'text'],
  ['padEnd', 'text'],
  ['substring', 'text'],
  ['substr', 'text'],
  ['charAt', 'text'],
  ['join', 'text'],
  ['getTime', 'primitive'],
  ['startsWith', 'boolean'],
  ['endsWith', 'boolean'],
  ['hasOwnProperty', 'boolean'],
  ['toTraceId', 'text'],
  ['toSpanId', 'text'],
  ['getBaggageItem', 'text'],
]);

/** Functions of the language's own objects. */
const STATICS: ReadonlyMap<string, ValueKind> = new Map<string, ValueKind>([
  ['JSON.stringify', 'text'],
  ['Date.now', 'primitive'],
  ['Date.parse', 'primitive'],
  ['performance.now', 'primitive'],
  ['Array.isArray', 'boolean'],
  ['process.cwd', 'text'],
  ['process.uptime', 'primitive'],
  ['Buffer.byteLength', 'primitive'],
  ['Buffer.isBuffer', 'boolean'],
  ['Number.isInteger', 'boolean'],
  ['Number.isNaN', 'boolean'],
  ['Number.parseFloat', 'primitive'],
  ['Number.parseInt', 'primitive'],
  ['Object.keys', 'list'],
  ['Object.is', 'boolean'],
  ['Object.fromEntries', 'object'],
]);

/** What calling a method gives, where its name alone or the language's own object says so. */
export function methodKind(flow: FlowContext, callee: AnyMember): ValueKind {
  const name = memberName(callee);
  if (name === undefined) return 'unknown';
  const { object } = callee;
  if (name === 'bigint' && nameOf(object) === 'hrtime') return 'bigint';
  if (object.type === 'Identifier' && !flow.scopes.bindingOf(object)) {
    if (object.name === 'Math') return 'primitive';
    const known = STATICS.get(`${object.name}.${name}`);
    if (known) return known;
  }
  return METHODS.get(name) ?? 'unknown';
}

/** `hrtime`, also of `process`. */
function nameOf(node: t.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return isMember(node) ? memberName(node) : undefined;
}
