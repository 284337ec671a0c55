// MIGRATION.md shows code before and after: the codemod must do what the guide says.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { migrate } from '../../codemods/src/migrate';

const guide = readFileSync(path.resolve(__dirname, '../../MIGRATION.md'), 'utf8');
const prelude = "const opentracing = require('opentracing');\n\nconst tracer = opentracing.globalTracer();\n\n";

interface Pair {
  readonly title: string;
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

function pairsOf(text: string): Pair[] {
  const pairs = text.matchAll(/```(js|ts) before\n([\s\S]*?)```\s*```\1 after\n([\s\S]*?)```/g);
  return [...pairs].map(({ index, 1: language = '', 2: before = '', 3: after = '' }) => {
    const headings = text.slice(0, index).match(/^## .*$/gm);
    const line = text.slice(0, index).split('\n').length;
    return { title: `${headings?.at(-1)?.slice(3)}, line ${line}`, language, before, after };
  });
}

for (const { title, language, before, after } of pairsOf(guide)) {
  test(`MIGRATION.md, ${title}: the codemod does what the guide shows`, (t) => {
    const { files } = migrate({
      // TypeScript says for itself where its types come from.
      files: [{ path: `main.${language}`, text: language === 'ts' ? before : prelude + before }],
      manifests: new Map([['', { name: 'shop', version: '1.0.0' }]]),
    });
    const output = files[0]?.text ?? '';
    t.true(output.includes(after.trimEnd()), output);
  });
}

/** The two sides of a diff block. */
function sidesOf(diff: string): { before: string; after: string } {
  const side = (mark: string) =>
    diff
      .split('\n')
      .filter((line) => !line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  return { before: side('+'), after: side('-') };
}

test('README.md: the codemod does what the diff shows', (t) => {
  const readme = readFileSync(path.resolve(__dirname, '../../README.md'), 'utf8');
  const { before, after } = sidesOf(/```diff\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? '');
  const { files } = migrate({
    files: [{ path: 'main.js', text: before }],
    manifests: new Map([['', { name: 'shop', version: '1.0.0' }]]),
  });
  t.is(files[0]?.text, after);
});

test('the guide shows code before and after', (t) => {
  t.true(pairsOf(guide).length > 0);
});
