// The pages of the findings show code before and after: the codemod must do what they show, and tell what they are about.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { type MigrateResult, migrate, type ProjectInput } from '../../codemods/src/migrate';

const pages = path.resolve(__dirname, '../../docs/rules');
const cases = path.resolve(__dirname, '../../fixtures/rules/mocks');

/** A sample is a piece of a file: what it stands in, where its page does not show that. */
interface Place {
  readonly before?: string;
  readonly after?: string;
  readonly file?: string;
  readonly options?: ProjectInput['options'];
  readonly dependencies?: Readonly<Record<string, string>>;
  /** The pair shows the usual case, which is not worth a finding, beside the one that is told. */
  readonly isUsual?: true;
}

const NAMES =
  'Tags, FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP, FORMAT_BINARY, Span, SpanContext, Tracer, Reference, globalTracer, initGlobalTracer';
const HEADS: Readonly<Record<string, string>> = {
  js: `const opentracing = require('opentracing');\nconst { ${NAMES} } = opentracing;\nconst tracer = globalTracer();\n`,
  ts: `import * as opentracing from 'opentracing';\nimport { ${NAMES}, type SpanOptions } from 'opentracing';\nconst tracer = globalTracer();\n`,
};

/** Where a few lines of tracing may stand. A sample counts as true where one of them makes it so. */
const PLACES: readonly Place[] = [
  {},
  { before: `async function sample(span = tracer.startSpan('sample'), headers, parent) {\n`, after: '}\n' },
  {
    before: `/** @param {import('opentracing').Span} parent\n @param {import('opentracing').Span} fallback */\nfunction sample(headers, parent, fallback) {\n`,
    after: '}\n',
  },
  { before: `function sample() {\nconst span = tracer.startSpan('sample');\n`, after: 'span.finish();\n}\n' },
  { before: 'class Sample {\nconstructor() {\n', after: '}\n}\n' },
  { before: 'interface Sample {\n', after: '}\n' },
];

const DOUBLE: Place = {
  file: 'main.test',
  before: `const tags = [];\nconst logs = [];\n/** @param {import('opentracing').Span} given */\nconst begin = (given) => {\ngiven.setTag('a', true).log({ event: 'b' });\ngiven.finish();\n};\n`,
};

const JAEGER: Place = { dependencies: { 'jaeger-client': '^3.19.0' } };

/** What some pages speak of besides. */
const OF_PAGES: Readonly<Record<string, Place>> = {
  OT216: { isUsual: true },
  OT305: JAEGER,
  OT313: JAEGER,
  OT607: { file: 'main.test', isUsual: true },
  OT612: { file: 'main.test' },
  OT211: { options: { semconv: 'stable' } },
  OT410: { after: `export const sample = (given: Traced) => given.finish();\nsample(tracer.startSpan('sample'));\n` },
  OT411: { before: `import { Injectable } from '@nestjs/common';\n` },
  OT602: { ...DOUBLE, after: 'begin(span);\n' },
  OT606: {
    ...DOUBLE,
    isUsual: true,
    before: `${DOUBLE.before}const span = { setTag: jest.fn().mockReturnThis(), log: jest.fn(), finish: jest.fn() };\nbegin(span);\n`,
  },
};

/** Pairs that take several files to be so, with the case that has them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'OT607.md, pair 2': 'a-test-that-replaces-the-start-of-spans',
  'OT608.md, pair 1': 'a-double-of-which-some-calls-stay-answers-to-both',
};

interface Pair {
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

function pairsOf(text: string): Pair[] {
  const pairs = text.matchAll(/```(js|ts)\n([\s\S]*?)```\s*becomes\s*```\1\n([\s\S]*?)```/g);
  return [...pairs].map(({ 1: language = '', 2: before = '', 3: after = '' }) => ({ language, before, after }));
}

/** White space and the comma at an end are the style of the file around. */
function words(text: string): string {
  return text
    .replaceAll(/\{ \.\.\. \}/g, '{}')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/,? ?([)\]}])/g, '$1')
    .replaceAll(/([([{]) /g, '$1')
    .trim();
}

function moved({ language, before }: Pair, page: Place, place: Place): MigrateResult {
  const sample = before.replaceAll('{ ... }', '{}');
  const text = [HEADS[language], page.before, place.before, sample, place.after, page.after].join('');
  return migrate({
    files: [{ path: `${page.file ?? 'main'}.${language}`, text }],
    manifests: new Map([
      ['', { name: 'shop', version: '1.0.0', main: `main.${language}`, dependencies: page.dependencies ?? {} }],
    ]),
    options: page.options ?? {},
  });
}

for (const name of readdirSync(pages)) {
  const code = path.basename(name, '.md');
  for (const [index, pair] of pairsOf(readFileSync(path.join(pages, name), 'utf8')).entries()) {
    const title = `${name}, pair ${index + 1}`;
    if (title in ELSEWHERE) continue;
    test(`${title}: the codemod does what the page shows`, (t) => {
      const results = PLACES.map((place) => moved(pair, OF_PAGES[code] ?? {}, place));
      const shown = results.filter(({ files }) => words(files[0]?.text ?? '').includes(words(pair.after)));
      t.true(shown.length > 0, results.map(({ files }) => files[0]?.failure ?? files[0]?.text).join('\n----\n'));
      const told = new Set(shown.flatMap(({ findings }) => findings.map((one) => one.code)));
      t.true(
        OF_PAGES[code]?.isUsual ?? told.has(code as never),
        `the page of ${code} shows what tells ${[...told].join(', ') || 'nothing'}`,
      );
    });
  }
}

test('the cases that are named exist', (t) => {
  for (const name of Object.values(ELSEWHERE)) t.true(existsSync(path.join(cases, name)), name);
});
