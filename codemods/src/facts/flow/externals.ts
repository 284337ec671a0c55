import { SHIM } from '../../catalog/opentelemetry-api';
import {
  classes,
  constants,
  functions,
  interfaces,
  lookAlikePackages,
  tags,
  tracerPackages,
  tracerTypes,
} from '../../catalog/opentracing-api';
import { packageNameOf } from '../../catalog/package-name';
import {
  apiToken,
  builtinToken,
  factoryToken,
  packageToken,
  roleToken,
  roleTypeToken,
  strangerToken,
  successorToken,
  type Token,
} from './tokens';

/** What stands behind `opentracing/lib/<module>` as its default export. */
const DEEP: Readonly<Record<string, string>> = {
  tracer: 'Tracer',
  span: 'Span',
  span_context: 'SpanContext',
  reference: 'Reference',
  binary_carrier: 'BinaryCarrier',
  'mock_tracer/mock_tracer': 'MockTracer',
  'mock_tracer/mock_span': 'MockSpan',
  'mock_tracer/mock_context': 'MockContext',
  'ext/tags': 'Tags',
};

/** Packages whose functions are modelled; `constraints/builtins/` says what they do. */
const BUILTIN_MODULES: Readonly<Record<string, string>> = {
  util: 'util',
  async_hooks: 'async_hooks',
  events: 'events',
  'cls-hooked': 'cls',
  'continuation-local-storage': 'cls',
  lodash: 'lodash',
  [SHIM]: 'shim',
};

/** What a package gives that is not part of the project, as far as it concerns tracing. */
export function externalTokens(specifier: string): Token[] {
  const name = specifier.replace(/^node:/, '').replace(/\.js$/, '');
  if (name === 'opentracing') return [apiToken('')];
  if (Object.hasOwn(BUILTIN_MODULES, name)) return [builtinToken(null, BUILTIN_MODULES[name] ?? name)];
  if (name.startsWith('opentracing/')) return deepTokens(name);
  if (Object.hasOwn(tracerPackages, name)) return [packageToken(name)];
  if (name.startsWith('@opentelemetry/')) return [successorToken('package')];
  return lookAlikePackages.test(name) ? [strangerToken(packageNameOf(name))] : [];
}

/** What a middleware hangs on the requests that it sees. */
export function requestFields(specifier: string): readonly (readonly [string, Token])[] {
  return specifier === 'express-opentracing' ? [['span', roleToken('span', 'field')]] : [];
}

/** Whether importing it concerns tracing. */
export function isTracingPackage(specifier: string): boolean {
  return /^opentracing(\/|$)/.test(specifier) || Object.hasOwn(tracerPackages, specifier);
}

function deepTokens(name: string): Token[] {
  const module = name.replace(/^opentracing\/(?:(?:lib|src|dist)\/)?/, '');
  if (module === 'ext/tags') return [apiToken('Tags')];
  return [apiToken(`lib/${module}`)];
}

/** What reading a member of an exported name gives. */
export function apiMember(owner: string, name: string): Token[] {
  if (owner === 'Tags') return name === 'default' ? [apiToken('Tags')] : tagMember(name);
  if (owner.startsWith('lib/')) return deepMember(owner.slice('lib/'.length), name);
  return owner === '' ? namespaceMember(name) : [];
}

function tagMember(name: string): Token[] {
  return Object.hasOwn(tags, name) ? [apiToken(`Tags.${name}`)] : [];
}

function deepMember(module: string, name: string): Token[] {
  const own = DEEP[module];
  if (name === 'default') return own === undefined ? [] : [apiToken(own)];
  if (module === 'noop' && (name === 'tracer' || name === 'span')) return [roleToken(name, 'import')];
  return namespaceMember(name);
}

function namespaceMember(name: string): Token[] {
  if (name === 'default' || name === 'opentracing') return [apiToken('')];
  const known =
    name === 'Tags' || [functions, classes, interfaces, constants].some((table) => Object.hasOwn(table, name));
  return known ? [apiToken(name)] : [];
}

/** What reading a member of a package that makes tracers gives. */
export function packageMember(owner: string, name: string): Token[] {
  const member = tracerPackages[owner]?.[name];
  if (member === 'opentracing') return [apiToken('')];
  if (member !== undefined) return [factoryToken(member)];
  const type = tracerTypes[owner]?.[name];
  if (type !== undefined) return [roleTypeToken(type)];
  return name === 'default' ? [packageToken(owner)] : [];
}

/** What a package gives when it is called or constructed itself. */
export function packageFactory(owner: string): Token[] {
  const member = tracerPackages[owner]?.default;
  return member === undefined || member === 'opentracing' ? [] : [factoryToken(member)];
}
