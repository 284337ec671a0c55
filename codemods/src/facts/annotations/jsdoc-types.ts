import { parse } from '@babel/parser';
import type * as t from '@babel/types';
import { annotationOf } from '../../parse/annotation';
import { walk } from '../../parse/parents';
import type { Context } from '../constraints/context';
import { Slot } from '../flow/slot';
import { parameter, RESULT } from '../flow/tokens';
import { typeSlot } from './types';

/** Types that are of no interest, so that most comments are not parsed. */
const DULL =
  /^[?!*.\s]*(?:string|number|boolean|bool|object|function|any|unknown|void|undefined|null|buffer|error|date|regexp|array|symbol|bigint|mixed)?(?:\[\]|=)?\s*$/i;
const PREFIX = 'let x:';

/** Names that comments of a file declare. */
export type Typedefs = ReadonlyMap<string, Slot>;

/** A name in a JSDoc type, and where it stands in the file. */
export interface DocName {
  readonly start: number;
  readonly end: number;
  /** Its slot says what it stands for. */
  readonly name: t.Node;
  /** The parameter, variable or cast that the comment describes. */
  readonly holder?: t.Node | undefined;
}

/** The slot of a type that is written in a comment; undefined where it says nothing to us. */
export function docTypeSlot(
  at: Context,
  type: string,
  start: number,
  typedefs: Typedefs,
  names: DocName[],
): Slot | undefined {
  if (DULL.test(type)) return undefined;
  const fn = CLOSURE_FUNCTION.exec(type);
  if (fn !== null) return functionSlot(at, fn, start, typedefs, names);
  const parsed = parseType(type);
  if (parsed === undefined) return undefined;
  resolveNames(at, parsed, start - PREFIX.length, typedefs, names);
  return typeSlot(at, parsed);
}

/** `function(Span, string): void`, as the Closure compiler has it. */
const CLOSURE_FUNCTION = /^(\s*[?!]?function\s*\()(.*)\)\s*(?::([^()]*))?$/s;

function functionSlot(
  at: Context,
  [, before = '', params = '', result = '']: RegExpExecArray,
  start: number,
  typedefs: Typedefs,
  names: DocName[],
): Slot {
  const shape = at.graph.docShape('type', at.file, `function ${start}`);
  const slotOf = (type: string, offset: number) => docTypeSlot(at, type, offset, typedefs, names) ?? new Slot();
  let offset = start + before.length;
  separated(params).forEach((param, i) => {
    at.solver.flow(slotOf(param, offset), shape.field(parameter(i)));
    offset += param.length + 1;
  });
  // The result stands behind the parenthesis; a colon may follow it at a distance.
  const end = start + before.length + params.length;
  at.solver.flow(slotOf(result, end + 1 + at.file.source.text.slice(end + 1).indexOf(':') + 1), shape.field(RESULT));
  const slot = new Slot();
  at.solver.add(slot, shape);
  return slot;
}

/** Splits at the commas that stand in no brackets. */
function separated(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of list) {
    if ('<({['.includes(sign)) depth++;
    if ('>)}]'.includes(sign)) depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** JSDoc's own signs become spaces, so that offsets stay; `?T` and `T=` add undefined elsewhere. */
function parseType(type: string): t.TSType | undefined {
  const plain = type
    .replace(/(^|[|<(,\s])[?!](?=[\w(])/g, '$1 ')
    .replace(/=\s*$/, ' ')
    .replace(/\.</g, ' <')
    .replace(/^\s*\.\.\./, '   ');
  try {
    const file = parse(`${PREFIX}${plain};`, { plugins: ['typescript'], attachComment: false });
    const [statement] = file.program.body;
    if (statement?.type !== 'VariableDeclaration') return undefined;
    const id = statement.declarations[0]?.id;
    return id?.type === 'Identifier' ? annotationOf(id) : undefined;
  } catch {
    return undefined; // not a type as TypeScript has them: closure's `function(string): T`, a description, a mistake
  }
}

/** The names of a comment mean what the file declares or imports under them, at its top. */
function resolveNames(at: Context, type: t.Node, offset: number, typedefs: Typedefs, names: DocName[]): void {
  walk(type, (node, parent) => {
    const name = node.type === 'TSTypeReference' ? node.typeName : node.type === 'TSImportType' ? node.qualifier : null;
    // What a `@typedef` of the file stands for moves where that is declared.
    const isOwn = node.type === 'TSTypeReference' && name?.type === 'Identifier' && typedefs.has(name.name);
    if (name && !isOwn) names.push({ start: offset + (node.start ?? 0), end: offset + (name.end ?? 0), name });
    if (node.type !== 'Identifier' || (parent?.type === 'TSQualifiedName' && parent.right === node)) return;
    const declared = typedefs.get(node.name) ?? declaredSlot(at, node.name);
    if (declared !== undefined) at.graph.alias(node, declared);
  });
}

function declaredSlot(at: Context, name: string): Slot | undefined {
  const { root } = at.file.scopes;
  const binding = root.bindings.get(name);
  return binding === undefined ? undefined : at.graph.binding(binding);
}
