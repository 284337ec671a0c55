// What the source alone says of the types of values, in the words of a compiler.
import type * as t from '@babel/types';
import test from 'ava';
import type { Others } from '../../../codemods/src/facts/modules/bridges';
import type { Neighbour } from '../../../codemods/src/facts/modules/connected';
import { nodesOf } from '../../../codemods/src/parse/nodes-of';
import { rangeOf } from '../../../codemods/src/parse/source-file';
import { factsOf, fileOf, type Tree } from './support';

const OPENTRACING = "import { globalTracer } from 'opentracing';\nglobalTracer();\n";

/** The parts of what is given to `show`, joined; `-` where the source does not tell. */
function shown(source: string, others: Tree = {}): string[] {
  const unread: Others<Neighbour> = {
    paths: Object.keys(others),
    read: (path) => ({ path, text: others[path] ?? '' }),
  };
  const facts = fileOf(factsOf({ 'main.ts': OPENTRACING + source }, { others: unread }), 'main.ts');
  const calls = nodesOf(facts.source, 'CallExpression').filter(({ callee }) => isShow(callee));
  return calls
    .sort((a, b) => rangeOf(a).start - rangeOf(b).start)
    .map(({ arguments: [given] }) => (given && [...(facts.writtenValueOf(given)?.parts ?? ['-'])].join('|')) ?? '');
}

function isShow(callee: t.Node): boolean {
  return callee.type === 'Identifier' && callee.name === 'show';
}

test('a type that a file without a word of tracing declares is read there', (t) => {
  const source =
    "import type { Id, Item as Thing } from './model';\nexport const run = (id: Id, item: Thing) => [show(id), show(item), show(item.at)];\n";
  const model = "export * from './ids';\nexport interface Item { at: Date }\n";
  t.deepEqual(shown(source, { 'model.ts': model, 'ids.ts': 'export type Id = string | number;\n' }), [
    'text|number',
    'object',
    'date',
  ]);
});

test('what a package declares nobody tells', (t) => {
  t.deepEqual(
    shown("import type { Id } from 'ids';\nexport const run = (id: Id, one: Id | string) => [show(id), show(one)];\n"),
    ['-', '-'],
  );
});

test('type arguments stand for the parameters of what they are given to', (t) => {
  const types = 'interface Box<T> { content: T; boxes: Box<T>[] }\ntype Pair<A, B = number> = { a: A; b: B };\n';
  const run =
    'export function run(box: Box<string>, pair: Pair<bigint>) {\n  show(box.content); show(box.boxes[0].content); show(pair.a); show(pair.b);\n}\n';
  t.deepEqual(shown(types + run), ['text', 'text', 'bigint', 'number']);
});

test('a function that is declared more than once gives what nobody tells', (t) => {
  const source =
    'declare function parse(text: string): number;\ndeclare function parse(text: string, radix: number): bigint;\nshow(parse("1"));\n';
  t.deepEqual(shown(source), ['-']);
});

test('types that are made of themselves come to an end', (t) => {
  const source =
    'type Json = string | Json[];\ninterface Tree { child: Tree; top: Tree["child"]["child"] }\ntype Loop = Loop | string;\nexport const run = (json: Json, tree: Tree, loop: Loop) => [show(json), show(tree.top), show(loop)];\n';
  t.deepEqual(shown(source), ['-', 'opaque', '-']);
});

test('members of classes, what is awaited, and what a pattern takes out', (t) => {
  const source = `
class Store {
  size = 1;
  constructor(readonly name: string, private at?: Date) {}
  load(): Promise<Error> { throw this.at; }
  show() { show(this.size); show(this.name); show(this.at); }
}
export async function run({ size, name = '' }: { size: number; name?: string }, store: Store) {
  show(size); show(name); show(await store.load()); show(store.load);
  for (const one of [] as Array<'a' | 'b'>) show(one);
}
`;
  t.deepEqual(shown(source), ['number', 'text', 'date|undefined', 'number', 'text', 'error', 'other', 'text']);
});

test("the language's own types that are made of others", (t) => {
  const source = `
interface Item { id: string; at: Date; size: number }
export function run(
  part: Partial<Item>, picked: Pick<Item, 'id' | 'at'>, rest: Omit<Item, 'id'>, fixed: Readonly<Item>,
  there: NonNullable<string | null>, done: Awaited<Promise<bigint>>, made: ReturnType<() => Error>, table: Record<string, Date>,
) {
  show(part.id); show(picked.id); show(picked.size); show(rest.size); show(rest.id); show(fixed.at);
  show(there); show(done); show(made); show(table.any);
}
`;
  t.deepEqual(shown(source), ['text|undefined', 'text', '-', 'number', '-', 'date', 'text', 'bigint', 'error', 'date']);
});

test('what literals, tuples, functions and queries of types say', (t) => {
  const source = `
const limit = 10;
export function run(pair: [string, Date], code: 1 | -1, isOn: true, big: 1n, same: typeof limit, make: () => Date) {
  show(pair); show(code); show(isOn); show(big); show(same); show(make); show(make());
  show(new Date()); show((): string => '');
}
`;
  t.deepEqual(shown(source), ['object', 'number', 'boolean', 'bigint', 'number', 'other', 'date', 'date', 'other']);
});
