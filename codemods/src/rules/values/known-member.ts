import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { exportedName } from '../../parse/exported-name';
import { propertyName } from '../../parse/key-name';
import type { FlowContext } from './binding-kind';
import type { ValueKind } from './value-kinds';

type Members = Readonly<Record<string, ValueKind>>;
type Types = Readonly<Record<string, Members>>;

const MESSAGE: Members = {
  headers: 'object',
  trailers: 'object',
  url: 'text',
  method: 'text',
  httpVersion: 'text',
  statusCode: 'primitive',
  statusMessage: 'text',
};
const ANSWER: Members = { statusCode: 'primitive', statusMessage: 'text' };

const HTTP: Types = { IncomingMessage: MESSAGE, ServerResponse: ANSWER };

const EXPRESS: Types = {
  Request: {
    ...MESSAGE,
    query: 'object',
    params: 'object',
    // What a parser made of it: an object, or a text.
    body: 'maybe object',
    originalUrl: 'text',
    baseUrl: 'text',
    path: 'text',
    protocol: 'text',
    hostname: 'text',
  },
  Response: { ...ANSWER, locals: 'object' },
};

const FETCH: Types = {
  Request: { headers: 'object', url: 'text', method: 'text' },
  Response: { headers: 'object', url: 'text', status: 'primitive', statusText: 'text', ok: 'boolean' },
};

/** The requests and responses that are logged the most, by the package of their types; the empty name is the platform. */
const PACKAGES: Readonly<Record<string, Types>> = {
  express: EXPRESS,
  http: HTTP,
  'node:http': HTTP,
  'node-fetch': FETCH,
  '': FETCH,
};

/** What a member is, where the object is annotated with a type that everybody knows. No compiler has to find its package for that. */
export function knownMember(flow: FlowContext, object: t.Node, member: string | undefined): ValueKind {
  const binding = object.type === 'Identifier' ? flow.scopes.bindingOf(object) : undefined;
  const annotation = binding?.identifier.typeAnnotation;
  if (member === undefined || annotation?.type !== 'TSTypeAnnotation') return 'unknown';
  const type = annotation.typeAnnotation;
  const members = type.type === 'TSTypeReference' ? membersOf(flow, type.typeName) : undefined;
  return members !== undefined && Object.hasOwn(members, member) ? (members[member] ?? 'unknown') : 'unknown';
}

/** What a variable is that was taken out of such an object: `const { headers } = request`. */
export function knownProperty(flow: FlowContext, { declaration, identifier, reassigned }: Binding): ValueKind {
  if (declaration.type !== 'VariableDeclarator' || !declaration.init || reassigned) return 'unknown';
  const property = flow.source.parents.get(identifier);
  if (property?.type !== 'ObjectProperty' || property.value !== identifier) return 'unknown';
  const isOwn = flow.source.parents.get(property) === declaration.id;
  const name = isOwn ? propertyName(property) : undefined;
  return name === undefined ? 'unknown' : knownMember(flow, declaration.init, name);
}

function membersOf(flow: FlowContext, name: t.Node): Members | undefined {
  const [root, type] = name.type === 'TSQualifiedName' ? [name.left, name.right] : [name, name];
  if (root.type !== 'Identifier' || type.type !== 'Identifier') return undefined;
  const origin = importOf(flow, root);
  if (origin === undefined || (origin.isWhole && root === type)) return undefined;
  const types = Object.hasOwn(PACKAGES, origin.from) ? PACKAGES[origin.from] : undefined;
  const called = root === type ? origin.name : type.name;
  return types !== undefined && Object.hasOwn(types, called) ? types[called] : undefined;
}

/** Where a name was imported from. */
export interface Origin {
  readonly from: string;
  /** What it is called there. */
  readonly name: string;
  readonly isWhole: boolean;
}

/** The package that a name was imported from, with an empty name where it is a global; undefined for what is the project's own. */
export function importOf({ scopes, source }: FlowContext, name: t.Identifier): Origin | undefined {
  const binding = scopes.bindingOf(name);
  if (binding === undefined) return { from: '', name: name.name, isWhole: false };
  const { declaration } = binding;
  const statement = source.parents.get(declaration);
  if (statement?.type !== 'ImportDeclaration') return undefined;
  const from = statement.source.value;
  if (declaration.type !== 'ImportSpecifier') return { from, name: '', isWhole: true };
  return { from, name: exportedName(declaration.imported), isWhole: false };
}
