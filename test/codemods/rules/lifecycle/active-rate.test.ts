// How the spans are counted: active around their region, in place by reason, or left. That nine in ten of those that have a region become
// active is seen of all cases in fixtures.test.ts, and here of the legacy apps.
import test from 'ava';
import { runMigration } from '../../../../codemods/src/cli/run-migration';
import { type MigrateResult, migrate } from '../../../../codemods/src/migrate';
import { addSpans } from '../../../../codemods/src/plan/span-counts';
import { appNames, copyOfApp } from '../../../../scripts/run-app/app';
import { activeRate } from '../../../support/active-rate';

function spansOf(text: string, style: 'active' | 'minimal' = 'active'): MigrateResult['spans'] {
  return migrate({ files: [{ path: 'main.js', text }], options: { style } }).spans;
}

const span = "const span = require('opentracing').globalTracer().startSpan('work');";

test('nine in ten of the spans of the legacy apps that have a region become active', (t) => {
  const counts = appNames().map((name) => runMigration(copyOfApp(name).folder, ['.'], {}, { ask: false }).spans);
  const all = addSpans(counts);
  t.true(all.active >= 14, `${all.active}`);
  t.true(activeRate(all) >= 0.9, JSON.stringify(all));
});

test('each span is counted once: active, in place by its reason, or left', (t) => {
  t.deepEqual(spansOf(`${span}\nwork();\nspan.finish();\n`), { active: 1, inPlace: {}, left: 0 });
  t.deepEqual(spansOf(`exports.a = ${span.slice(span.indexOf('=') + 1)}\n`).inPlace, { place: 1 });
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
