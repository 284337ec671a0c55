import type * as t from '@babel/types';
import { type FunctionNode, isFunction } from '../../parse/functions';
import type { Context } from '../constraints/context';
import { modelFunction } from '../constraints/functions';
import { Slot } from '../slot';
import { CONTENT, NULL } from '../tokens';
import { typeFunctions } from './annotate';
import { type DocComment, type DocTag, docComments } from './jsdoc-comments';
import { type DocName, docTypeSlot, type Typedefs } from './jsdoc-types';

const HAS_TYPES = /@(?:param|arg|returns?|type|typedef|prop)/;

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
    for (const { tag, name } of tags) if (tag === 'typedef' && name !== '') typedefs.set(name, new Slot());
  }
  for (const [name, slot] of typedefs) at.solver.add(slot, at.graph.docShape('alias', at.file, name));
  return typedefs;
}

class DocReader {
  readonly names: DocName[] = [];

  constructor(
    readonly at: Context,
    readonly typedefs: Typedefs,
  ) {}

  read({ tags, nodes }: DocComment): void {
    for (const [typedef, own] of typedefsOf(tags)) this.#typedef(typedef, own);
    const fn = firstFunction(nodes);
    for (const tag of tags) {
      if (tag.tag === 'type') this.#type(tag, nodes);
      if (tag.tag === 'returns' && fn !== undefined) this.#flowTo(tag, modelFunction(this.at, fn).result);
      if (tag.tag === 'param' && fn !== undefined) this.#param(tag, fn, tags);
    }
  }

  #slot({ type, start }: DocTag): Slot | undefined {
    return docTypeSlot(this.at, type, start, this.typedefs, this.names);
  }

  #flowTo(tag: DocTag, target: Slot): void {
    const slot = this.#slot(tag);
    if (slot === undefined) return;
    this.at.solver.flow(slot, target);
    typeFunctions(this.at, slot, target);
    if (tag.optional || /^\s*\?|=\s*$/.test(tag.type)) this.at.solver.add(target, NULL);
  }

  /** `@typedef {Object} Options` with `@property {Span} span`, or `@typedef {import('x').Y} Y`. */
  #typedef(typedef: DocTag, tags: readonly DocTag[]): void {
    const { at } = this;
    const content = at.graph.docShape('alias', at.file, typedef.name).field(CONTENT);
    const slot = this.#slot(typedef);
    if (slot !== undefined) at.solver.flow(slot, content);
    const properties = tags.filter(({ tag }) => tag === 'property');
    if (properties.length === 0) return;
    const shape = at.graph.docShape('type', at.file, typedef.name);
    for (const property of properties) this.#flowTo(property, shape.field(property.name));
    at.solver.add(content, shape);
  }

  #param(tag: DocTag, fn: FunctionNode, tags: readonly DocTag[]): void {
    const [owner = '', ...path] = tag.name.split('.');
    const place = placeOf(fn, owner, tags);
    const slot = place === undefined ? undefined : modelFunction(this.at, fn).params[place];
    if (slot === undefined) return;
    if (path.length === 0) this.#flowTo(tag, slot);
    else if (path.length === 1) this.#member(tag, slot, path[0] ?? '', fn);
  }

  /** `@param {Span} options.span`. */
  #member(tag: DocTag, owner: Slot, name: string, fn: FunctionNode): void {
    const shape = this.at.graph.docShape('type', this.at.file, `${fn.start} ${tag.name.split('.')[0]}`);
    this.#flowTo(tag, shape.field(name));
    this.at.solver.add(owner, shape);
  }

  #type(tag: DocTag, nodes: readonly t.Node[]): void {
    for (const node of nodes) {
      const target = typedTarget(node);
      if (target === undefined) continue;
      this.#flowTo(tag, this.at.slot(target));
      return;
    }
  }
}

/** The types that a comment declares, each with the tags below it. */
function typedefsOf(tags: readonly DocTag[]): (readonly [DocTag, readonly DocTag[]])[] {
  const places = tags.flatMap(({ tag }, place) => (tag === 'typedef' ? [place] : []));
  return places.flatMap((place, i) => {
    const typedef = tags[place];
    return typedef ? [[typedef, tags.slice(place + 1, places[i + 1])]] : [];
  });
}

/** The parameter of a name; one that is destructured goes by its place among the tags. */
function placeOf(fn: FunctionNode, name: string, tags: readonly DocTag[]): number | undefined {
  const byName = fn.params.findIndex((param) => paramName(param) === name);
  if (byName >= 0) return byName;
  const owners = [...new Set(tags.filter(({ tag }) => tag === 'param').map((tag) => tag.name.split('.')[0]))];
  const place = owners.indexOf(name);
  const param = fn.params[place];
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
      return node.extra?.parenthesized === true ? node : undefined;
  }
}
