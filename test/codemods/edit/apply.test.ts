import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { applyEdits, EditConflict } from '../../../codemods/src/edit/apply';
import { type Edit, insert, insertAbove, keep, remove, replace } from '../../../codemods/src/edit/edit';
import { outdent } from '../../../codemods/src/edit/indent';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';

function source(text: string, path = 'a.js'): SourceFile {
  const result = parseSource(path, text);
  if (!result.ok) throw new Error(result.failure.message);
  return result.file;
}

/** The range of the first place where a piece of text stands. */
function at(text: string, piece: string) {
  const start = text.indexOf(piece);
  if (start < 0) throw new Error(`no ${piece} in ${text}`);
  return { start, end: start + piece.length };
}

function gives(t: ExecutionContext, text: string, edits: readonly Edit[], expected: string) {
  t.is(applyEdits(source(text), edits).text, expected);
}

const CALL = 'const a = span.setTag(key, value);\n';

test('replaces, inserts and removes', (t) => {
  const edits = [
    replace(at(CALL, 'setTag'), 'setAttribute'),
    insert(at(CALL, 'key').start, 'my'),
    remove(at(CALL, 'const a = ')),
  ];
  gives(t, CALL, edits, 'span.setAttribute(mykey, value);\n');
});

test('writes what stands above a statement ahead of what is written around its beginning, and inside what is around it all', (t) => {
  const text = 'tracer.go();';
  const remark = insertAbove(at(text, text), '// why\n', -1);
  const wrapped = replace(at(text, 'tracer'), 'both(', keep(at(text, 'tracer')), ')');
  gives(t, text, [remark, wrapped], '// why\nboth(tracer).go();');
  const inBlock = replace(at(text, text), '{ ', keep(at(text, text)), ' }');
  gives(t, text, [remark, wrapped, inBlock], '{ // why\nboth(tracer).go(); }');
});

test('applies the edits inside a kept part, and forgets those inside what is gone', (t) => {
  const edits = [
    replace(at(CALL, 'span.setTag(key, value)'), 'f(', keep(at(CALL, 'value')), ')'),
    replace(at(CALL, 'value'), 'other'),
    replace(at(CALL, 'key'), 'void'),
  ];
  gives(t, CALL, edits, 'const a = f(other);\n');
});

test('keeps parts in any order', (t) => {
  const edits = [replace(at(CALL, 'key, value'), keep(at(CALL, 'value')), ', ', keep(at(CALL, 'key')))];
  gives(t, CALL, edits, 'const a = span.setTag(value, key);\n');
});

test('moves a part to another place, with the edits inside it', (t) => {
  const text = 'start(name);\nspan.setTag(kind, value);\nend();\n';
  const edits = [
    insert(at(text, 'name').end, ', '),
    { ...insert(at(text, 'name').end, '', 1), parts: [keep(at(text, 'value'))] },
    remove(at(text, 'span.setTag(kind, value);\n')),
    replace(at(text, 'value'), 'other'),
  ];
  gives(t, text, edits, 'start(name, other);\nend();\n');
});

test('keeps a part a second time without the edit around it', (t) => {
  const text = 'start(parent && more);';
  const edits = [
    replace(at(text, 'parent && more'), keep(at(text, 'parent && more')), ', ', keep(at(text, 'parent'))),
    replace(at(text, 'parent && more'), keep(at(text, 'parent')), ' ? less : none'),
    replace(at(text, 'parent'), 'span'),
  ];
  gives(t, text, edits, 'start(span ? less : none, span);');
});

test('nests equal ranges: the one that keeps the whole is outside', (t) => {
  const edits = [replace(at(CALL, 'value'), 'other'), replace(at(CALL, 'value'), '[', keep(at(CALL, 'value')), ']')];
  gives(t, CALL, edits, 'const a = span.setTag(key, [other]);\n');
});

test('puts an insertion at the border of a kept part inside it, once', (t) => {
  const text = 'a();\nb();\n';
  const wrap = replace(
    { start: 0, end: 9 },
    'f(() => {\n',
    keep(at(text, 'a();\n'), '  '),
    keep(at(text, 'b();'), '  '),
    '\n});',
  );
  gives(
    t,
    text,
    [wrap, insert(0, '// first\n'), insert(5, '// second\n')],
    'f(() => {\n// first\n  a();\n  // second\n  b();\n});\n',
  );
});

test('orders insertions at one place', (t) => {
  gives(t, CALL, [insert(0, 'b;', 2), insert(0, 'a;', 1), insert(0, 'c;', 2)], `a;b;c;${CALL}`);
});

test('counts two equal replacements once', (t) => {
  gives(t, CALL, [replace(at(CALL, 'key'), 'k'), replace(at(CALL, 'key'), 'k')], 'const a = span.setTag(k, value);\n');
});

const conflicts = test.macro({
  exec(t, edits: readonly Edit[]) {
    const error = t.throws(() => applyEdits(source(CALL), edits), { instanceOf: EditConflict });
    t.regex(error?.message ?? '', /\[\d+,\d+\) -> .* and \[\d+,\d+\) -> /);
  },
  title: (title) => `refuses ${title}, and names both edits`,
});

test('two replacements of one range', conflicts, [replace(at(CALL, 'key'), 'a'), replace(at(CALL, 'key'), 'b')]);
test('ranges that cross', conflicts, [replace(at(CALL, 'key, v'), 'a'), replace(at(CALL, 'value'), 'b')]);
test('an edit across the border of a kept part', conflicts, [
  replace(at(CALL, 'setTag(key, value)'), 'f(', keep(at(CALL, 'key')), ')'),
  replace(at(CALL, 'key, value'), 'b'),
]);

test('indents kept lines, but no blank line, no template literal and no string over several lines', (t) => {
  const text = "a(`\n  x\n`, 'y\\\n  z');\n\n/*\n * b\n */\nc();\n";
  const edits = [
    replace({ start: 0, end: text.length - 1 }, '{\n  ', keep({ start: 0, end: text.length - 1 }, '  '), '\n}'),
  ];
  gives(t, text, edits, "{\n  a(`\n  x\n`, 'y\\\n  z');\n\n  /*\n   * b\n   */\n  c();\n}\n");
});

test('takes indentation away', (t) => {
  const text = 'if (a) {\n    b();\n  c();\n}\n';
  const inner = at(text, 'b();\n  c();');
  gives(t, text, [replace({ start: 0, end: text.length - 1 }, keep(inner, outdent('  ')))], 'b();\nc();\n');
});

test('indents JSX text and what is new inside a kept part', (t) => {
  const text = 'x = (\n  <b>\n    text\n  </b>\n);\n';
  const all = { start: 0, end: text.length - 1 };
  const edits = [replace(all, 'f(() => {\n\t', keep(all, '\t'), '\n});'), replace(at(text, 'text'), 'a\n    b')];
  gives(t, text, edits, 'f(() => {\n\tx = (\n\t  <b>\n\t    a\n\t    b\n\t  </b>\n\t);\n});\n');
});

test('writes new lines with the line ends of the file', (t) => {
  gives(t, 'a();\r\nb();\r\n', [insert(0, '// new\n')], '// new\r\na();\r\nb();\r\n');
});

test('takes the parentheses of an argument with it, where nothing keeps what is inside of them alone', (t) => {
  const text = 'f((value), (other));';
  const edits = [replace(at(text, 'value'), 'a, b'), replace(at(text, 'other'), 'c')];
  gives(t, text, edits, 'f(a, b, c);');
  gives(t, text, [...edits, replace(at(text, text), 'g(', keep(at(text, 'value')), ');')], 'g(a, b);');
});

test('names the edits of a conflict, and those of which nothing came, as they were given', (t) => {
  const text = 'f((value));';
  const [one, other] = [replace(at(text, 'value'), 'a'), replace(at(text, 'value'), 'b')];
  const error = t.throws(() => applyEdits(source(text), [one, other]), { instanceOf: EditConflict });
  t.is(error?.first, one);
  t.is(error?.second, other);
  t.false(applyEdits(source(text), [one]).isVoid(one));
});

test('knows what survives', (t) => {
  const edited = applyEdits(source(CALL), [replace(at(CALL, 'span.setTag(key, value)'), keep(at(CALL, 'value')))]);
  t.true(edited.survives(at(CALL, 'value')));
  t.false(edited.survives(at(CALL, 'key')));
  t.false(edited.survives(at(CALL, 'value)')));
  t.true(edited.survives(at(CALL, 'const a = ')));
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
const TEXT = 'async function f(a, b) {\n  const c = `x\n  ${a}`;\n\n  return g(c, () => {\n    b();\n  });\n}\n';

/** Disjoint ranges of TEXT, each with new text. */
const disjointEdits = fc.uniqueArray(fc.nat({ max: TEXT.length }), { minLength: 2, maxLength: 12 }).chain((offsets) => {
  const sorted = [...offsets].sort((a, b) => a - b);
  const edits: Edit[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 2)
    edits.push(replace({ start: sorted[index] ?? 0, end: sorted[index + 1] ?? 0 }, `<${index}>`));
  return fc.shuffledSubarray(edits, { minLength: edits.length }).map((shuffled) => ({ edits, shuffled }));
});

test('no edits change nothing', (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '`', "'", '/*', '*/', '{', '}', ';') }),
      (text) => {
        const result = parseSource('a.js', text);
        return !result.ok || applyEdits(result.file, []).text === text;
      },
    ),
  );
  t.pass();
});

test('disjoint edits may come in any order', (t) => {
  const file = source(TEXT);
  fc.assert(
    fc.property(
      disjointEdits,
      ({ edits, shuffled }) => applyEdits(file, edits).text === applyEdits(file, shuffled).text,
    ),
  );
  t.pass();
});

test('text between edits survives byte for byte', (t) => {
  const file = source(TEXT);
  fc.assert(
    fc.property(disjointEdits, ({ edits }) => {
      let expected = TEXT;
      for (const edit of [...edits].reverse())
        expected = expected.slice(0, edit.start) + String(edit.parts[0]) + expected.slice(edit.end);
      return applyEdits(file, edits).text === expected;
    }),
  );
  t.pass();
});

test('indenting and taking it away again is the identity', (t) => {
  const all = { start: 0, end: TEXT.length };
  fc.assert(
    fc.property(fc.constantFrom('  ', '\t', '    '), (indent) => {
      const deeper = applyEdits(source(TEXT), [replace(all, indent, keep(all, indent))]).text;
      const again = { start: indent.length, end: deeper.length };
      const back = [replace({ start: 0, end: deeper.length }, keep(again, outdent(indent)))];
      return applyEdits(source(deeper), back).text === TEXT;
    }),
  );
  t.pass();
});
