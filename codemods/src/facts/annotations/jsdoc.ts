import type * as t from '@babel/types';
import { type FunctionNode, isFunction, parametersOf } from '../../parse/functions';
import { memberName, propertyName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import type { Context } from '../constraints/context';
import { modelFunction } from '../constraints/functions';
import { readMember, writeMember } from '../constraints/members';
import { modelOfModule } from '../constraints/module-value';
import { Slot } from '../flow/slot';
import { CONTENT, DYNAMIC, NOTHING, parameter, RESULT, type Shape, UNDEFINED } from '../flow/tokens';
import { typeFunctions } from './annotate';
import { type DocComment, type DocTag, docComments } from './jsdoc-comments';
import { docImportOf } from './jsdoc-imports';
import { type DocName, docTypeSlot, type Typedefs } from './jsdoc-types';

const HAS_TYPES =
  /@(?:param|arg|returns?|type|typedef|prop|this|template|satisfies|callback|import)\b|@argument|@property/;

/** Reads the JSDoc types of a file of JavaScript; in TypeScript they mean nothing. */
export function constrainDocs(at: Context): readonly DocName[] {
  const { source } = at.file;
  if (/\.[cm]?tsx?$/.test(source.path) || !HAS_TYPES.test(source.text)) return [];
  const comments = docComments(source);
  const reader = new DocReader(at, declareTypedefs(at, comments));
  for (const comment of comments) reader.read(comment);
  return reader.names;
}

/** `@typedef` may stand below its first use, so all are declared before any is read. */
function declareTypedefs(at: Context, comments: readonly DocComment[]): Map<string, Slot> {
  const typedefs = new Map<string, Slot>();
  for (const { tags } of comments) {
    for (const { tag, name } of tags) if (DECLARES.has(tag) && name !== '') typedefs.set(name, new Slot());
  }
  for (const [name, slot] of typedefs) at.solver.add(slot, at.graph.docShape('alias', at.file, name));
  for (const { tags } of comments)
    for (const { tag, type } of tags)
      if (tag === 'import') for (const [name, slot] of imported(at, type)) typedefs.set(name, slot);
  return typedefs;
}

const IS_FUNCTION = /^\s*[?!]?function\s*\(|=>/;
const DECLARES: ReadonlySet<string> = new Set(['typedef', 'callback']);

/** The names of `@import { Span, Tracer as T } from 'opentracing'`, and what they stand for. */
function imported(at: Context, clause: string): [string, Slot][] {
  return (docImportOf(clause)?.names ?? []).map(({ name, local, specifier }) => {
    const module = modelOfModule(at, specifier);
    const slot = new Slot();
    if (name === '*') return [local, module];
    readMember(at, module, name, slot);
    return [local, slot];
  });
}

class DocReader {
  readonly names: DocName[] = [];
  /** The type parameters of the comment that is read. */
  #templates: Typedefs = new Map();

  constructor(
    readonly at: Context,
    readonly typedefs: Typedefs,
  ) {}

  read({ tags, nodes }: DocComment): void {
    this.#templates = this.#templatesOf(tags);
    for (const [typedef, own] of typedefsOf(tags)) this.#typedef(typedef, own);
    // What `@callback` declares is described by the tags below it.
    const fn = tags.some(({ tag }) => tag === 'callback') ? undefined : firstFunction(nodes);
    for (const tag of tags) {
      if (tag.tag === 'satisfies') this.#satisfies(tag, nodes);
      if (tag.tag === 'this' && fn !== undefined) this.#flowTo(tag, modelFunction(this.at, fn).self);
      if (tag.tag === 'type') this.#type(tag, nodes);
      if (tag.tag === 'returns' && fn !== undefined) this.#flowTo(tag, modelFunction(this.at, fn).result);
      if (tag.tag === 'param' && fn !== undefined) this.#param(tag, fn, tags);
    }
  }

  #slot({ type, start }: DocTag, holder?: t.Node): Slot | undefined {
    const known = this.#templates.size === 0 ? this.typedefs : new Map([...this.typedefs, ...this.#templates]);
    const names: DocName[] = [];
    const slot = docTypeSlot(this.at, type, start, known, names);
    this.names.push(...names.map((name) => ({ ...name, holder })));
    return slot;
  }

  /** `@template {Span} T`: a T is a Span. */
  #templatesOf(tags: readonly DocTag[]): Typedefs {
    this.#templates = new Map();
    return new Map(
      tags.flatMap((tag) => {
        const bound = tag.tag === 'template' ? this.#slot(tag) : undefined;
        if (bound === undefined) return [];
        const alias = this.at.graph.docShape('alias', this.at.file, `${tag.name} ${tag.start}`);
        this.at.solver.flow(bound, alias.field(CONTENT));
        const slot = new Slot();
        this.at.solver.add(slot, alias);
        return [[tag.name, slot] as const];
      }),
    );
  }

  #flowTo(tag: DocTag, target: Slot, holder?: t.Node): void {
    const slot = this.#slot(tag, holder);
    if (slot === undefined) return;
    this.at.solver.flow(slot, target);
    typeFunctions(this.at, slot, target);
    if (tag.optional || /=\s*$/.test(tag.type)) this.at.solver.add(target, UNDEFINED);
    if (/^\s*\?/.test(tag.type)) this.at.solver.add(target, NOTHING);
  }

  /** `@typedef {Object} Options` with `@property {Span} span`, or `@typedef {import('x').Y} Y`. */
  #typedef(typedef: DocTag, tags: readonly DocTag[]): void {
    const { at } = this;
    const content = at.graph.docShape('alias', at.file, typedef.name).field(CONTENT);
    const slot = this.#slot(typedef);
    if (slot !== undefined) at.solver.flow(slot, content);
    if (typedef.tag === 'callback') at.solver.add(content, this.#callback(typedef, tags));
    const properties = tags.filter(({ tag }) => tag === 'property');
    if (properties.length === 0) return;
    const shape = at.graph.docShape('type', at.file, typedef.name);
    for (const property of properties) {
      if (IS_FUNCTION.test(property.type)) shape.addCallable(property.name);
      this.#flowTo(property, shape.field(property.name));
    }
    at.solver.add(content, shape);
  }

  /** `@callback Work` with `@param {Span} span` and `@returns`. */
  #callback({ name }: DocTag, tags: readonly DocTag[]): Shape {
    const shape = this.at.graph.docShape('type', this.at.file, name);
    const params = tags.filter(({ tag }) => tag === 'param');
    for (const [i, tag] of params.entries()) this.#flowTo(tag, shape.field(parameter(i)));
    for (const tag of tags) if (tag.tag === 'returns') this.#flowTo(tag, shape.field(RESULT));
    return shape;
  }

  #param(tag: DocTag, fn: FunctionNode, tags: readonly DocTag[]): void {
    const [owner = '', ...path] = tag.name.split('.');
    const place = placeOf(fn, withoutBrackets(owner), tags);
    const { params, rest } = modelFunction(this.at, fn);
    // `{...Span} spans` are spans, each of them.
    const isEach =
      place !== undefined && parametersOf(fn.params)[place]?.type === 'RestElement' && /^\s*\.\.\./.test(tag.type);
    const slot = isEach ? rest : params[place ?? -1];
    if (!slot) return;
    if (path.length === 0) this.#flowTo(tag, slot, parametersOf(fn.params)[place ?? -1]);
    else this.#flowTo(tag, this.#member(slot, owner, path, fn));
  }

  /** `span` of `@param {Span} options.span`, and of `@param {Span} jobs[].span`, which each of them has. */
  #member(owner: Slot, name: string, path: readonly string[], fn: FunctionNode): Slot {
    const { graph, file, solver } = this.at;
    let way = `${fn.start} ${name}`;
    let slot = this.#each(owner, way);
    for (const next of path) {
      const shape = graph.docShape('type', file, withoutBrackets(way));
      solver.add(slot, shape);
      way = `${way}.${next}`;
      slot = this.#each(shape.field(withoutBrackets(next)), way);
    }
    return slot;
  }

  /** What a name with brackets behind it says of a list: that is of each in it. */
  #each(slot: Slot, way: string): Slot {
    if (!way.endsWith(BRACKETS)) return slot;
    const list = this.at.graph.docShape('array', this.at.file, way);
    this.at.solver.add(slot, list);
    this.at.solver.flow(list.field(CONTENT), list.field(DYNAMIC));
    return list.field(CONTENT);
  }

  /** It says what the functions in a value are given, and nothing of the value itself. */
  #satisfies(tag: DocTag, nodes: readonly t.Node[]): void {
    const slot = this.#slot(tag);
    const target = nodes.find(isInParentheses);
    if (slot !== undefined && target !== undefined) typeFunctions(this.at, slot, this.at.slot(target));
  }

  #type(tag: DocTag, nodes: readonly t.Node[]): void {
    const cast = nodes.find(isInParentheses);
    if (cast !== undefined) {
      const slot = this.at.slot(cast);
      this.#flowTo(tag, slot, cast);
      this.at.graph.casts.push({ path: this.at.file.source.path, node: cast, value: slot, cast: slot });
      return;
    }
    for (const node of nodes) {
      const target = typedTarget(node);
      if (target === undefined) continue;
      this.#flowTo(tag, this.#declared(target), target);
      return;
    }
  }

  /** What holds the values of a target: itself, or the member that it writes. */
  #declared(target: t.Node): Slot {
    const { at } = this;
    const [owner, name] = memberOf(at, target);
    if (owner === undefined) return at.slot(target);
    const value = new Slot();
    writeMember(at, at.slot(owner), name, value, owner);
    return value;
  }
}

/** The types that a comment declares, each with the tags below it. */
function typedefsOf(tags: readonly DocTag[]): (readonly [DocTag, readonly DocTag[]])[] {
  const places = tags.flatMap(({ tag }, place) => (DECLARES.has(tag) ? [place] : []));
  return places.flatMap((place, i) => {
    const typedef = tags[place];
    return typedef ? [[typedef, tags.slice(place + 1, places[i + 1])]] : [];
  });
}

/** `options` of `options.span`, and `jobs` of `jobs[].span`. */
function ownerOf({ name }: DocTag): string {
  return withoutBrackets(name.split('.')[0] ?? '');
}

const BRACKETS = '[]';

function withoutBrackets(name: string): string {
  return name.endsWith(BRACKETS) ? name.slice(0, -BRACKETS.length) : name;
}

/** The parameter of a name; one that is destructured goes by its place among the tags. */
function placeOf(fn: FunctionNode, name: string, tags: readonly DocTag[]): number | undefined {
  const byName = parametersOf(fn.params).findIndex((param) => paramName(param) === name);
  if (byName >= 0) return byName;
  const owners = [...new Set(tags.filter(({ tag }) => tag === 'param').map((tag) => ownerOf(tag)))];
  const place = owners.indexOf(name);
  const param = parametersOf(fn.params)[place];
  return param !== undefined && paramName(param) === undefined ? place : undefined;
}

function paramName(param: t.Node): string | undefined {
  if (param.type === 'Identifier') return param.name;
  if (param.type === 'AssignmentPattern') return paramName(param.left);
  return param.type === 'RestElement' ? paramName(param.argument) : undefined;
}

/** What `@param` and `@returns` speak of: the function that is declared, assigned, exported or a member here. */
function firstFunction(nodes: readonly t.Node[]): FunctionNode | undefined {
  for (const node of nodes) {
    const fn = functionOf(node);
    if (fn !== undefined) return fn;
  }
  return undefined;
}

function functionOf(node: t.Node | null | undefined): FunctionNode | undefined {
  if (!node) return undefined;
  if (isFunction(node)) return node;
  switch (node.type) {
    case 'VariableDeclaration':
      return functionOf(node.declarations[0]?.init);
    case 'VariableDeclarator':
      return functionOf(node.init);
    case 'ExpressionStatement':
      return functionOf(node.expression);
    case 'AssignmentExpression':
      return functionOf(node.right);
    case 'ObjectProperty':
    case 'ClassProperty':
      return functionOf(node.value);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return functionOf(node.declaration);
    default:
      return undefined;
  }
}

/** What `@type` speaks of: the variable, the member, or the expression in parentheses. */
function typedTarget(node: t.Node): t.Node | undefined {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations[0]?.id;
    case 'ExportNamedDeclaration':
      return node.declaration ? typedTarget(node.declaration) : undefined;
    case 'ExpressionStatement':
      return typedTarget(node.expression);
    case 'AssignmentExpression':
      return node.left;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return node;
    case 'MemberExpression':
      return node;
    default:
      return undefined;
  }
}

/** The object that a target is a member of, and its name there. */
function memberOf(at: Context, target: t.Node): readonly [owner: t.Node | undefined, name: string | undefined] {
  if (isMember(target)) return [target.object, memberName(target)];
  return target.type === 'ObjectProperty' ? [at.parent(target), propertyName(target)] : [undefined, undefined];
}

/** A comment is a cast of what follows it in parentheses: `/** @type {Span} *\/ (x).finish()`. */
function isInParentheses({ extra }: t.Node): boolean {
  return extra?.parenthesized === true;
}
