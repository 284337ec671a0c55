import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import { loadedModule, requiredModule } from '../../facts/scopes/loaded-module';
import type { Binding } from '../../facts/scopes/scope';
import { memberName, propertyName } from '../../parse/key-name';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { FlowContext } from './binding-kind';
import { importOf, type Origin } from './known-member';
import type { ValueKind } from './value-kinds';

type Functions = Readonly<Record<string, ValueKind>>;

const PATH: Functions = {
  basename: 'text',
  dirname: 'text',
  extname: 'text',
  join: 'text',
  normalize: 'text',
  relative: 'text',
  resolve: 'text',
};

/** Functions of Node's own modules that are logged the most. */
const MODULES: Readonly<Record<string, Functions>> = {
  crypto: { randomUUID: 'text' },
  fs: { existsSync: 'boolean' },
  os: {
    arch: 'text',
    freemem: 'primitive',
    hostname: 'text',
    platform: 'text',
    totalmem: 'primitive',
    uptime: 'primitive',
  },
  path: PATH,
  querystring: { escape: 'text', stringify: 'text' },
  url: { format: 'text', resolve: 'text' },
  util: { format: 'text', inspect: 'text' },
};

/** What calling a function of a module of Node gives, however it is imported. */
export function importedCallKind(flow: FlowContext, callee: t.Node): ValueKind {
  const origin = originOf(flow, callee);
  const functions = origin && ownOf(MODULES, origin.from.replace(/^node:/, ''));
  return (functions && ownOf(functions, origin.name)) ?? 'unknown';
}

function ownOf<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

type OriginOfCall = Pick<Origin, 'from' | 'name'>;

/** Whether a callee is a function of lodash by that name, however it is imported. */
export function isOfLodash({ source, facts, project }: FileContext, callee: t.Node, name: string): boolean {
  const origin = originOf({ source, scopes: facts.scopes, facts, project, visiting: new Set() }, callee);
  return origin?.name === name && /^lodash(?:-es)?$/.test(origin.from);
}

/** `inspect`, or `util.inspect`. */
function originOf(flow: FlowContext, callee: t.Node): OriginOfCall | undefined {
  if (callee.type === 'Identifier') return originOfName(flow, callee);
  const name = isMember(callee) ? memberName(callee) : undefined;
  const from = isMember(callee) && name !== undefined ? wholeModule(flow, callee.object) : undefined;
  return from === undefined || name === undefined ? undefined : { from, name };
}

/** A name that is taken out of a module: `import { inspect }`, `const { inspect } = require(...)`, `const inspect = require(...).inspect`. */
function originOfName(flow: FlowContext, name: t.Identifier): OriginOfCall | undefined {
  const binding = constantOf(flow, name);
  const { declaration } = binding ?? {};
  const imported = importOf(flow, name);
  if (imported && !imported.isWhole) return imported;
  if (declaration?.type !== 'VariableDeclarator' || !declaration.init) return undefined;
  if (declaration.id === binding?.identifier)
    return isMember(declaration.init) ? originOf(flow, declaration.init) : undefined;
  const from = wholeModule(flow, declaration.init);
  const property = binding && flow.source.parents.get(binding.identifier);
  const isPart = property?.type === 'ObjectProperty' && flow.source.parents.get(property) === declaration.id;
  const taken = isPart ? propertyName(property) : undefined;
  return from === undefined || taken === undefined ? undefined : { from, name: taken };
}

/** The module that an expression is: `require('util')`, or what it is imported as. A variable may be declared with itself: `var util = util`. */
function wholeModule(flow: FlowContext, node: t.Node, seen: ReadonlySet<Binding> = new Set()): string | undefined {
  if (node.type !== 'Identifier') return requiredModule(flow.scopes, node);
  const binding = constantOf(flow, node);
  if (binding && seen.has(binding)) return undefined;
  const made = constantInit(binding);
  if (binding && made) return wholeModule(flow, made, new Set([...seen, binding]));
  const imported = importOf(flow, node);
  return imported?.isWhole ? imported.from : loadedModule(flow.scopes, binding?.declaration);
}

function constantOf({ scopes }: FlowContext, name: t.Identifier): Binding | undefined {
  const binding = scopes.bindingOf(name);
  return binding?.reassigned === false ? binding : undefined;
}
