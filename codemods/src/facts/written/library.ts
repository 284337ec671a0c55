import { type Later, one, type Types } from './types';

/** Errors of the language and of Node, by their names. */
const ERRORS = /^(?:(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|NodeJS\.ErrnoException|DOMException)$/;

const COLLECTIONS = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet']);

/** Objects that are none of an attribute's, whatever is in them. */
const OBJECTS = new Set([
  ...['WeakMap', 'WeakSet', 'RegExp', 'URL', 'URLSearchParams'],
  ...['Buffer', 'Uint8Array', 'ArrayBuffer', 'DataView', 'Headers', 'Blob', 'FormData', 'AbortSignal'],
]);

const TEXT = () => one('text');
const OF_ERRORS = new Map<string, Later>([
  ['name', TEXT],
  ['message', TEXT],
  ['stack', () => [...one('text'), ...one('undefined')]],
  ['cause', () => one('unknown')],
]);

/** A type of the language or of Node, which every compiler knows by its name. */
export function libraryType(name: string): Types | undefined {
  if (ERRORS.test(name)) return [errorOf(new Map())];
  if (name === 'Date') return one('date');
  if (name === 'String' || name === 'Number' || name === 'Boolean') return one(name);
  if (name === 'PropertyKey') return [...one('text'), ...one('number'), ...one('other')];
  if (name === 'Function') return one('other');
  if (COLLECTIONS.has(name)) return one('entries');
  return OBJECTS.has(name) ? one('object') : undefined;
}

/** An error with what its own type adds to it. */
export function errorOf(members: ReadonlyMap<string, Later>): Types[number] {
  return { part: 'error', members: new Map([...OF_ERRORS, ...members]) };
}
