import type * as t from '@babel/types';
import { isRequireName } from '../../facts/scopes/require-name';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { isFunctionLike, nodesOfCall } from '../syntax/flow';
import { calledName, isCall, isMember } from '../syntax/syntax';

/** The file that an expression stands in, and the project around it. */
export interface Reading {
  readonly facts: FileFacts;
  readonly project: ProjectFacts;
}

/** How many functions of the project are looked into, one calling the other. */
const DEPTH = 3;

/** Whether a call does nothing that the program can see afterwards, so that it may run before or after another. */
export function isPureCall(reading: Reading, node: t.Node, depth = DEPTH): boolean {
  const site = siteOf(reading, node);
  if (site) return PURE_MEMBERS.test(site.member);
  if (node.type === 'NewExpression') return isPureNew(node);
  if (!isCall(node)) return false;
  const callee = unwrap(node.callee);
  if (isRequireName(reading.facts.scopes, callee)) return true;
  if (callee.type === 'Identifier' && isGlobal(reading, callee)) return GLOBALS.has(callee.name);
  if (isMember(callee) && isPureMethod(reading, callee)) return true;
  return isPureFunction(reading, callee, depth);
}

/** OpenTracing's own that answer and do nothing. */
const PURE_MEMBERS =
  /\.(?:context|tracer|getBaggageItem|extract|toTraceId|toSpanId|type|referencedContext|report)$|^(?:globalTracer|childOf|followsFrom|new Reference|new BinaryCarrier)$/;

const GLOBALS: ReadonlySet<string> = new Set([
  'Array',
  'BigInt',
  'Boolean',
  'Date',
  'Number',
  'Object',
  'String',
  'Symbol',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
]);

const OBJECTS: ReadonlySet<string> = new Set([
  'Array',
  'BigInt',
  'Buffer',
  'Date',
  'JSON',
  'Math',
  'Number',
  'Object',
  'Reflect',
  'String',
  'performance',
  'process',
]);

/** Members of those that do something after all. */
const DOES =
  /^(?:assign|define|delete|set|freeze|seal|preventExtensions|emit|on|once|exit|kill|chdir|nextTick|mark|measure)/;

const MODULES = /^(?:node:)?(?:os|path|querystring|url|util)$/;

// By these names nothing is done in the language itself, nor by anybody's convention.
const READS =
  /^(?:at|bind|charAt|charCodeAt|codePointAt|concat|endsWith|entries|every|exec|filter|find|findIndex|findLast|flat|flatMap|get|getTime|has|hasOwnProperty|header|includes|indexOf|join|keys|lastIndexOf|localeCompare|map|match|normalize|padEnd|padStart|reduce|repeat|replace|replaceAll|search|slice|some|split|startsWith|substr|substring|test|trim|trimEnd|trimStart|values|valueOf|to[A-Z]\w*|(?:get|is|has)[A-Z]\w*)$/;

const CLASSES =
  /^(?:Array|Buffer|Date|Map|Number|Object|RegExp|Set|String|URL|URLSearchParams|WeakMap|WeakSet|\w*Error)$/;

function isPureNew(made: t.NewExpression): boolean {
  const name = calledName(made);
  return name !== undefined && CLASSES.test(name);
}

function isPureMethod(reading: Reading, callee: t.MemberExpression | t.OptionalMemberExpression): boolean {
  const name = memberName(callee);
  if (name === undefined) return false;
  const object = unwrap(callee.object);
  if (object.type !== 'Identifier') return READS.test(name) || isOfProcess(reading, object);
  if (isGlobal(reading, object) && OBJECTS.has(object.name)) return !DOES.test(name);
  return READS.test(name) || isModuleOfNode(reading, object);
}

/** `process.hrtime.bigint()` */
function isOfProcess(reading: Reading, object: t.Node): boolean {
  return isMember(object) && memberName(object) === 'hrtime' && isGlobal(reading, object.object);
}

function isGlobal({ facts: { scopes } }: Reading, node: t.Node): boolean {
  return node.type === 'Identifier' && scopes.bindingOf(node) === undefined;
}

function isModuleOfNode({ facts: { scopes, source } }: Reading, object: t.Identifier): boolean {
  const declaration = scopes.bindingOf(object)?.declaration;
  if (declaration?.type === 'VariableDeclarator') {
    const [path] = declaration.init?.type === 'CallExpression' ? declaration.init.arguments : [];
    return path?.type === 'StringLiteral' && MODULES.test(path.value);
  }
  const imported = declaration && source.parents.get(declaration);
  return imported?.type === 'ImportDeclaration' && MODULES.test(imported.source.value);
}

/** Functions that were looked into: many calls ask for the same. */
const known = new WeakMap<t.Function, boolean>();

/** Whether all that may be called are functions of the project that neither write to anything outside nor call what is not known. */
function isPureFunction({ facts, project }: Reading, callee: t.Node, depth: number): boolean {
  const functions = depth > 0 ? facts.functionsOf(callee) : undefined;
  if (functions === undefined || functions.length === 0) return false;
  return functions.every(({ file, node }) => {
    const there = project.files.get(file);
    if (there === undefined || node.async || node.generator) return false;
    const seen = depth === DEPTH ? known.get(node) : undefined;
    const isPure = seen ?? isPureBody({ facts: there, project }, node, depth);
    if (depth === DEPTH) known.set(node, isPure);
    return isPure;
  });
}

function isPureBody(reading: Reading, fn: t.Function, depth: number): boolean {
  for (const node of nodesOfCall([...fn.params, fn.body])) if (doesSomething(reading, node, fn, depth)) return false;
  return true;
}

function doesSomething(reading: Reading, node: t.Node, fn: t.Function, depth: number): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
      return !isOwn(reading, node.left, fn);
    case 'UpdateExpression':
      return !isOwn(reading, node.argument, fn);
    case 'UnaryExpression':
      return node.operator === 'delete';
    case 'TaggedTemplateExpression':
      return true;
    default:
      return CALLS.test(node.type) && !isPureCall(reading, node, depth - 1);
  }
}

const CALLS = /^(?:OptionalCall|Call|New|Await|Yield|Import)Expression$/;

/** A variable of the function itself. */
function isOwn({ facts: { scopes, source } }: Reading, target: t.Node, fn: t.Function): boolean {
  const binding = target.type === 'Identifier' ? scopes.bindingOf(target) : undefined;
  let at: t.Node | undefined = binding?.identifier;
  while (at !== undefined && !isFunctionLike(at)) at = source.parents.get(at);
  return binding !== undefined && at === fn;
}
