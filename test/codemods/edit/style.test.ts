import test from 'ava';
import { detectStyle, type Style } from '../../../codemods/src/edit/style';
import { parseSource } from '../../../codemods/src/parse/parse-source';

const follows = test.macro({
  exec(t, text: string, style: Partial<Style>) {
    const result = parseSource('a.js', text);
    if (!result.ok) return t.fail(result.failure.message);
    t.like(detectStyle(result.file), style);
  },
  title: (title) => `sees ${title}`,
});

test('double quotes', follows, 'a("x");\nb("y");\nc(\'z\');\n', { quote: '"' });
test('single quotes where the only double ones had to be', follows, "a(\"it's\");\nb('y');\n", { quote: "'" });
test('no quote from JSX attributes', follows, 'x = <a b="c" d="e" />;\nb(\'y\');\n', { quote: "'" });
test('a file without semicolons', follows, "const a = b\nlet c\nimport('d')\n;[1].map(a)\n", { semicolons: false });
test('a file with semicolons', follows, 'const a = b;\nfor (const c of a) d();\n', { semicolons: true });
test('tabs', follows, 'if (a) {\n\tif (b) {\n\t\tc();\n\t}\n}\n', { indent: '\t' });
test('four spaces', follows, '/**\n * a\n */\nif (a) {\n    b();\n}\n', { indent: '    ' });
test('two spaces where nothing is indented', follows, 'a();\n', { indent: '  ' });
test('Windows line ends', follows, 'a();\r\nb();\r\nc();\n', { eol: '\r\n' });
test('tight braces', follows, 'x = {a: 1};\nconst {b} = x;\nc = { d };\n', { bracketSpacing: false });
test('properties by their names alone', follows, 'x = { a, b };\ny = { c: c };\n', { shorthand: true });
test('nothing of properties from what is taken out of objects', follows, 'const { a } = f;\nx = { b: b };\n', {
  shorthand: false,
});
test('trailing commas', follows, 'x = {\n  a: 1,\n};\ny = [\n  1,\n];\nz = [\n  1\n];\n', { trailingComma: true });
test('no comma behind the last argument', follows, 'x = {\n  a: 1,\n};\nf(\n  x\n);\nfunction g(\n  y\n) {}\n', {
  trailingComma: true,
  argumentComma: false,
});
test('a comma behind the last parameter', follows, 'x = [\n  1\n];\nfunction g(\n  y,\n) {}\n', {
  trailingComma: false,
  argumentComma: true,
});
test('a comma behind arguments as behind members where no list tells', follows, 'x = {\n  a: 1,\n};\nf(x);\n', {
  argumentComma: true,
});
test('arrow functions without parentheses', follows, 'f(a => b);\ng(async a => b);\nh((a, b) => c);\n', {
  arrowParentheses: false,
});
test('arrow functions with parentheses', follows, 'f((a) => b);\ng(() => c);\nh((a, b) => c);\n', {
  arrowParentheses: true,
});
