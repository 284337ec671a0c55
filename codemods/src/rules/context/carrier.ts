import type * as t from '@babel/types';
import { constantFrom } from '../../facts/scopes/declared-with';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/** What holds the headers: an object with them as properties, or one that wants to be asked. */
export type CarrierKind = 'plain' | 'headers' | 'metadata' | 'map';

const CLASSES: ReadonlyMap<string, CarrierKind> = new Map([
  ['Headers', 'headers'],
  ['Metadata', 'metadata'],
  ['Map', 'map'],
]);

/** What a carrier is, where its construction or its annotation says so; else a plain object, as OpenTracing's tracers take it. */
export function carrierKind(
  context: FileContext,
  carrier: t.Node,
  seen: ReadonlySet<Binding> = new Set(),
): CarrierKind {
  const inner = unwrap(carrier);
  if (inner.type === 'NewExpression') return kindNamed(context, inner.callee);
  if (inner.type !== 'Identifier') return 'plain';
  const binding = context.facts.scopes.bindingOf(inner);
  const annotated = annotatedKind(context, binding?.identifier.typeAnnotation);
  if (annotated !== 'plain') return annotated;
  const made = constantFrom(binding);
  // A variable may be declared with itself: `var headers = headers`.
  if (!binding || !made || seen.has(binding)) return 'plain';
  return carrierKind(context, made, new Set([...seen, binding]));
}

function annotatedKind(context: FileContext, annotation: t.Node | null | undefined): CarrierKind {
  if (annotation?.type !== 'TSTypeAnnotation' || annotation.typeAnnotation.type !== 'TSTypeReference') return 'plain';
  return kindNamed(context, annotation.typeAnnotation.typeName);
}

/** `Headers`, `grpc.Metadata`. */
function kindNamed(context: FileContext, name: t.Node): CarrierKind {
  const [owner, last] =
    name.type === 'TSQualifiedName'
      ? [name.left, name.right.name]
      : isMember(name)
        ? [name.object, memberName(name)]
        : [name, name.type === 'Identifier' ? name.name : undefined];
  return isOfProject(context, owner) ? 'plain' : (CLASSES.get(last ?? '') ?? 'plain');
}

/** Whether a name is one that the project gives something of its own: `type Headers = Record<string, string>`. */
function isOfProject({ facts }: FileContext, name: t.Node): boolean {
  if (name.type !== 'Identifier' || facts.scopes.bindingOf(name) === undefined) return false;
  return moduleBehind(facts, name)?.startsWith('.') ?? true;
}

/** The third argument of `propagation.inject` for carriers that want to be asked. */
export const setters: Readonly<Record<CarrierKind, string | undefined>> = {
  plain: undefined,
  headers: '{ set: (headers, key, value) => headers.set(key, value) }',
  metadata: '{ set: (metadata, key, value) => metadata.set(key, value) }',
  map: '{ set: (map, key, value) => map.set(key, value) }',
};

/** The third argument of `propagation.extract`. */
export const getters: Readonly<Record<CarrierKind, string | undefined>> = {
  plain: undefined,
  headers: '{ get: (headers, key) => headers.get(key) ?? undefined, keys: (headers) => [...headers.keys()] }',
  metadata:
    '{ get: (metadata, key) => metadata.get(key).map(String), keys: (metadata) => Object.keys(metadata.getMap()) }',
  map: '{ get: (map, key) => map.get(key), keys: (map) => [...map.keys()] }',
};
