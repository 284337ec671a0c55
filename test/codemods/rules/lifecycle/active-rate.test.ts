// Of the spans that have a region, nine in ten become active around it: they are kept in a constant of their own, every use lies in
// the block that starts them, and they end there. What keeps the others is counted by reason.
import test from 'ava';
import { runMigration } from '../../../../codemods/src/cli/run-migration';
import { type MigrateResult, migrate } from '../../../../codemods/src/migrate';
import { addSpans, type SpanCounts } from '../../../../codemods/src/plan/span-counts';
import type { Reason } from '../../../../codemods/src/rules/types';
import { appNames, copyOfApp } from '../../../../scripts/run-app/app';
import { findFixtures } from '../../../support/fixtures';
import { migrateFiles } from '../../../support/migrate-fixture';

/** There is a region, and its code cannot run in a callback as it is. */
const IN_A_REGION: readonly Reason[] = ['jump', 'yield', 'return', 'binding', 'narrowing', 'syntax', 'types'];

function rateOf({ active, inPlace }: SpanCounts): number {
  const kept = IN_A_REGION.reduce((sum, reason) => sum + (inPlace[reason] ?? 0), 0);
  return active / (active + kept);
}

function spansOf(text: string, style: 'active' | 'minimal' = 'active'): MigrateResult['spans'] {
  return migrate({ files: [{ path: 'main.js', text }], options: { style } }).spans;
}

const span = "const span = require('opentracing').globalTracer().startSpan('work');";

test('nine in ten of the spans of all cases that have a region become active', (t) => {
  const counts = findFixtures().map(({ input, options }) => migrateFiles(input, options).spans);
  const all = addSpans(counts);
  t.true(all.active > 250, `${all.active}`);
  t.true(rateOf(all) >= 0.9, JSON.stringify(all));
});

test('and of the spans of the legacy apps', (t) => {
  const counts = appNames().map((name) => runMigration(copyOfApp(name).folder, ['.'], {}, { ask: false }).spans);
  const all = addSpans(counts);
  t.true(all.active >= 14, `${all.active}`);
  t.true(rateOf(all) >= 0.9, JSON.stringify(all));
});

test('each span is counted once: active, in place by its reason, or left', (t) => {
  t.deepEqual(spansOf(`${span}\nwork();\nspan.finish();\n`), { active: 1, inPlace: {}, left: 0 });
  t.deepEqual(spansOf(`function* f() { ${span}\nyield 1;\nspan.finish(); }\n`).inPlace, { place: 1 });
  t.deepEqual(spansOf(`function* f() {\n${span}\nyield 1;\nspan.finish();\n}\n`).inPlace, { yield: 1 });
  t.deepEqual(spansOf(`function f() {\n${span}\nreturn span;\n}\n`).inPlace, { escapes: 1 });
  t.deepEqual(spansOf(`${span}\nwork();\nspan.finish();\n`, 'minimal'), { active: 0, inPlace: { style: 1 }, left: 0 });
  t.deepEqual(spansOf("require('opentracing').globalTracer().startSpan(...all);\n"), {
    active: 0,
    inPlace: {},
    left: 1,
  });
});

test('a file that does not compile with callbacks says so of each of its spans', (t) => {
  const { spans, findings } = migrate({
    files: [{ path: 'main.js', text: `${span}\nwork();\nspan.finish();\n` }],
    checkTypes: (_before, after) => ({
      errors: new Map([...after].filter(([, text]) => text.includes('startActiveSpan')).map(([file]) => [file, 'no'])),
      atBorder: new Set(),
      unchecked: new Map(),
    }),
  });
  t.deepEqual(spans, { active: 0, inPlace: { types: 1 }, left: 0 });
  t.deepEqual(
    findings.map(({ code }) => code),
    ['OT115'],
  );
});
