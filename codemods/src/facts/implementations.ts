import type * as t from '@babel/types';
import { classes, type Role } from '../catalog/opentracing-api';
import { typeSlot } from './annotations/types';
import { byPlace, type Context } from './constraints/context';
import { keyName } from './constraints/members';
import type { FileFacts } from './types';

const ROLES: readonly Role[] = ['tracer', 'span', 'spanContext'];
/** What only an implementation defines. */
const OWN_METHODS: Readonly<Record<string, Role>> = {
  _startSpan: 'tracer',
  _inject: 'tracer',
  _extract: 'tracer',
  _addTags: 'span',
  _log: 'span',
  _finish: 'span',
  _setBaggageItem: 'span',
};

/** A wrapper has what its project needs; only an implementation that does not extend OpenTracing's classes has all of this. */
const COMPLETE: readonly (readonly [Role, readonly string[]])[] = [
  ['span', ['context', 'tracer', 'setOperationName', 'setBaggageItem', 'getBaggageItem', 'setTag', 'log', 'finish']],
  ['tracer', ['startSpan', 'inject', 'extract', 'registerInjector', 'registerExtractor']],
];

/** Classes of the file that are a Tracer, Span or SpanContext themselves. */
export function implementationsOf(at: Context): FileFacts['implementations'] {
  const found: { node: t.Class; role: Role }[] = [];
  for (const node of at.nodes('ClassDeclaration', 'ClassExpression')) {
    const role = inheritedRole(at, node) ?? implementedRole(at, node) ?? roleByMethods(node);
    if (role !== undefined) found.push({ node, role });
  }
  return found.sort(byPlace);
}

function inheritedRole(at: Context, { superClass }: t.Class): Role | undefined {
  if (!superClass) return undefined;
  for (const token of at.slot(superClass).tokens) {
    const role = token.kind === 'api' ? classRole(token.name) : undefined;
    if (role !== undefined) return role;
  }
  return undefined;
}

function classRole(name: string): Role | undefined {
  const table: Readonly<Record<string, Role>> = classes;
  const role = Object.hasOwn(table, name) ? table[name] : undefined;
  return role !== undefined && ROLES.includes(role) ? role : undefined;
}

function implementedRole(at: Context, node: t.Class): Role | undefined {
  for (const type of node.implements ?? []) {
    for (const token of typeSlot(at, type).tokens) {
      if (token.kind === 'role' && ROLES.includes(token.role)) return token.role;
    }
  }
  return undefined;
}

function roleByMethods(node: t.Class): Role | undefined {
  const names = new Set<string>();
  for (const member of node.body.body) {
    const name = member.type === 'ClassMethod' ? keyName(member.key, member.computed) : undefined;
    if (name !== undefined && Object.hasOwn(OWN_METHODS, name)) return OWN_METHODS[name];
    if (name !== undefined) names.add(name);
  }
  return COMPLETE.find(([, methods]) => methods.every((method) => names.has(method)))?.[0];
}
