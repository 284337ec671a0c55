// What is proven of a value decides whether it goes in as it is, becomes a string, or is told as unproven.
import test from 'ava';
import { collectFacts } from '../../../../codemods/src/facts';
import { parseSource } from '../../../../codemods/src/parse/parse-source';
import { kindOfValue } from '../../../../codemods/src/rules/values/value-kind';
import type { ValueKind } from '../../../../codemods/src/rules/values/value-kinds';

/** The kind of the expression that the last statement of a source is. */
function kindIn(text: string, path = 'main.ts'): ValueKind {
  const parsed = parseSource(path, text);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  const { file: source } = parsed;
  const project = collectFacts([source]);
  const facts = project.files.get(path);
  const last = source.ast.program.body.at(-1);
  if (!facts || last?.type !== 'ExpressionStatement') throw new Error(`no expression at the end of ${text}`);
  return kindOfValue({ source, scopes: facts.scopes, facts, project, visiting: new Set() }, last.expression);
}

const cases: readonly (readonly [title: string, kind: ValueKind, text: string])[] = [
  ['a template', 'text', `\`a\${b}\`;`],
  ['a comparison', 'boolean', 'a.b > c;'],
  ['a negation', 'boolean', '!a;'],
  ['arithmetic', 'primitive', 'a - b;'],
  ['a sum of what is not known is never an object', 'primitive', 'a + b;'],
  ['a sum with a text', 'text', "a + 'b';"],
  [
    'the message of what is told to be an error',
    'text',
    'function f(e) { return e instanceof Error ? e.message : String(e); } f(a);',
  ],
  [
    'the message of what is told not to be one',
    'unknown',
    'function f(e) { return e instanceof Error ? String(e) : e.message; } f(a);',
  ],
  [
    'the message of an Error of ones own',
    'unknown',
    'const Error = a(); function f(e) { return e instanceof Error ? e.message : String(e); } f(a);',
  ],
  [
    'the message of what is written again',
    'unknown',
    'function f(e) { e = a(); return e instanceof Error ? e.message : String(e); } f(a);',
  ],
  ['a call that is not known', 'unknown', 'a();'],
  ['a member that is not known', 'unknown', 'a.b;'],
  ['a length', 'primitive', 'a.b.length;'],
  ['an environment variable', 'text', 'process.env.HOME;'],
  ['a member of a process of ones own', 'unknown', 'const process = a(); process.pid;'],
  ['String()', 'text', 'String(a);'],
  ['a String of ones own', 'unknown', 'const String = a(); String(b);'],
  ['JSON.stringify()', 'text', 'JSON.stringify(a);'],
  ['JSON.parse()', 'unknown', 'JSON.parse(a);'],
  ['a function that declares what it gives', 'text', 'function f(): string { return a(); } f();'],
  ['a function that does not', 'unknown', 'function f() { return a(); } f();'],
  ['a constant', 'boolean', 'const a = b === c; a;'],
  ['a variable that is written twice with the same kind', 'text', "let a = 'b'; a = `c`; a;"],
  ['a variable that is written with something else', 'unknown', "let a = 'b'; a = c(); a;"],
  ['a variable that refers to itself', 'unknown', 'let a = a || b; a;'],
  ['both sides of a default', 'primitive', "const a = 1; a || 'none';"],
  ['a default of an unknown value', 'unknown', "a || 'none';"],
  ['both branches of a choice', 'text', "a ? 'b' : 'c';"],
  ['nothing', 'nullish', 'undefined;'],
  ['nothing or a text', 'primitive', "a ? 'b' : undefined;"],
  ['a cast', 'text', 'a as string;'],
  ['a cast to any', 'unknown', 'a as any;'],
  ['an object', 'object', '({ a });'],
  ['an object with a bigint somewhere in it', 'unknown', 'const n = 1n; ({ a: { n } });'],
  ['a map', 'entries', 'new Map();'],
  ['a set in a constant', 'entries', 'const a = new Set(); a;'],
  ['a map of ones own', 'unknown', "const Map = require('immutable'); new Map();"],
  ['an object in a constant', 'object', 'const a = {}; a;'],
  ['an instance of an error class', 'error', 'const a = new HttpError(); a;'],
  ['the message of an error', 'text', 'const a = new Error(); a.message;'],
  ['the message of something', 'unknown', 'a.message;'],
  ['a date', 'date', 'new Date();'],
  ['a list of texts', 'list', "['a', 'b'];"],
  ['a list of two types', 'object', "['a', 1];"],
  ['a list of which JSON cannot be made', 'unknown', "['a', 1n];"],
  ['a list with an object', 'object', "['a', {}];"],
  ['the index of a loop over names', 'unknown', 'for (const a of b) {} a;'],
];

for (const [title, kind, text] of cases) {
  test(`${title} is ${kind}: ${text}`, (t) => {
    t.is(kindIn(text), kind);
  });
}

test('a parameter is what its annotation says', (t) => {
  t.is(kindIn('let a: number | undefined; a;'), 'primitive');
  t.is(kindIn('let a: string[]; a;'), 'list');
  t.is(kindIn('let a: unknown; a;'), 'nullish', 'never written: undefined');
});

test('a parameter is what its JSDoc says', (t) => {
  const text = (type: string) => `/** @param {${type}} id */\nfunction f(id) { return id; }\n`;
  const kindOfParam = (type: string): ValueKind => {
    const parsed = parseSource('main.js', text(type));
    if (!parsed.ok) throw new Error(parsed.failure.message);
    const { file: source } = parsed;
    const project = collectFacts([source]);
    const facts = project.files.get('main.js');
    const [declared] = source.ast.program.body;
    const [returned] = declared?.type === 'FunctionDeclaration' ? declared.body.body : [];
    if (!facts || returned?.type !== 'ReturnStatement' || !returned.argument) throw new Error('no return');
    return kindOfValue({ source, scopes: facts.scopes, facts, project, visiting: new Set() }, returned.argument);
  };
  t.is(kindOfParam('string'), 'text');
  t.is(kindOfParam('number|string'), 'primitive');
  t.is(kindOfParam('Object'), 'unknown');
});
