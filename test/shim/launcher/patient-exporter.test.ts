import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { PatientExporter } from '../../../shim/src/launcher/export/patient-exporter';
import type { ExportResult, FinishedSpan, SpanExporter } from '../../../shim/src/launcher/sdk/sdk-types';

function span(name: string): FinishedSpan {
  return { name } as FinishedSpan; // nothing else is read
}

function names(spans: readonly FinishedSpan[]): string {
  return spans.map(({ name }) => name).join();
}

interface Stage {
  exporter: PatientExporter;
  /** What reached the exporter behind, a batch a string. */
  exported: string[];
  answers: ((result: ExportResult) => void)[];
  world: { isUp: boolean };
  firsts: number[];
}

function stage(limit = 2048): Stage {
  const exported: string[] = [];
  const answers: ((result: ExportResult) => void)[] = [];
  const firsts: number[] = [];
  const world = { isUp: true };
  const inner: SpanExporter = {
    export: (spans, done) => {
      exported.push(names(spans));
      answers.push(done);
    },
    shutdown: async () => undefined,
  };
  const isReachable = async (): Promise<boolean> => world.isUp;
  const exporter = new PatientExporter(inner, { isReachable, onFirstExport: () => firsts.push(1), limit });
  return { exporter, exported, answers, world, firsts };
}

test('spans go through, and the answer comes back', async (t) => {
  const { exporter, exported, answers } = stage();
  const results: ExportResult[] = [];
  exporter.export([span('a')], (result) => results.push(result));
  await delay(0);
  answers[0]?.({ code: 1, error: new Error('refused') });
  t.deepEqual(exported, ['a']);
  t.is(results[0]?.error?.message, 'refused');
  t.is(results.length, 1);
});

test('what is finished while the backend is down is sent once it is back', async (t) => {
  const { exporter, exported, world } = stage();
  world.isUp = false;
  const results: ExportResult[] = [];
  exporter.export([span('a')], (result) => results.push(result));
  exporter.export([span('b')], (result) => results.push(result));
  await delay(0);
  t.deepEqual(exported, []);
  t.is(results.length, 2);
  world.isUp = true;
  exporter.export([span('c')], () => undefined);
  await delay(0);
  t.deepEqual(exported, ['a,b,c']);
});

test('of too many, the oldest are dropped', async (t) => {
  const { exporter, world } = stage(2);
  world.isUp = false;
  for (const name of ['a', 'b', 'c']) exporter.export([span(name)], () => undefined);
  await delay(0);
  t.is(names(exporter.takeAll(() => undefined)), 'b,c');
});

test('a backend that answered is not asked for each time', async (t) => {
  const { exporter, exported, answers, world } = stage();
  exporter.export([span('a')], () => undefined);
  await delay(0);
  answers[0]?.({ code: 0 });
  world.isUp = false;
  exporter.export([span('b')], () => undefined);
  t.deepEqual(exported, ['a', 'b']);
});

test('at the end everything comes that was not sent for certain, and nothing goes out any more', async (t) => {
  const { exporter, exported, answers, world } = stage();
  exporter.export([span('sent')], () => undefined);
  await delay(0);
  answers[0]?.({ code: 0 });
  exporter.export([span('under way')], () => undefined);
  const results: ExportResult[] = [];
  const taken = exporter.takeAll(() => exporter.export([span('queued')], (result) => results.push(result)));
  t.is(names(taken), 'queued,under way');
  t.is(results[0]?.code, 0);
  world.isUp = true;
  exporter.export([span('late')], () => undefined);
  await delay(0);
  t.deepEqual(exported, ['sent', 'under way']);
});

test('spans that wait for the backend to be found are taken once', async (t) => {
  const { exporter, exported } = stage();
  exporter.export([span('a')], () => undefined);
  t.is(names(exporter.takeAll(() => undefined)), 'a');
  await delay(0);
  t.deepEqual(exported, []);
});

test('a slow backend is not waited for, and not sent to twice', async (t) => {
  const { exporter, exported } = stage();
  const answered = new Promise<ExportResult>((resolve) => exporter.export([span('a')], resolve));
  const alive = setTimeout(() => undefined, 10_000);
  t.is((await answered).code, 0);
  clearTimeout(alive);
  t.deepEqual(exported, ['a']);
  t.is(names(exporter.takeAll(() => undefined)), '');
});

test('it tells once that there is something to export', (t) => {
  const { exporter, firsts } = stage();
  exporter.export([span('a')], () => undefined);
  exporter.export([span('b')], () => undefined);
  t.is(firsts.length, 1);
});

test('what is under way can be waited for', async (t) => {
  const { exporter, answers } = stage();
  let isSettled = false;
  exporter.export([span('a')], () => undefined);
  const settled = exporter.settled().then(() => {
    isSettled = true;
  });
  await delay(0);
  t.false(isSettled);
  answers[0]?.({ code: 0 });
  await settled;
  t.true(isSettled);
});

test('what was under way for long when the end came is not sent again', async (t) => {
  const { exporter } = stage();
  exporter.export([span('old')], () => undefined);
  await delay(600);
  exporter.export([span('new')], () => undefined);
  t.is(names(exporter.takeAll(() => undefined)), 'new');
});

test('an exporter that fails at a batch costs that batch, and no more', async (t) => {
  const inner: SpanExporter = {
    export: ([first], done) => {
      if (names([first as FinishedSpan]) === 'bad') throw new Error('cannot be written');
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  };
  const exporter = new PatientExporter(inner, { isReachable: async () => true, onFirstExport: () => undefined });
  const results: unknown[] = [];
  const give = (name: string) =>
    exporter.export([span(name)], ({ code, error }) => results.push([code, error?.message]));
  for (const name of ['bad', 'good', 'bad', 'good']) {
    give(name);
    await exporter.settled();
  }
  t.deepEqual(results, [
    [1, 'cannot be written'],
    [0, undefined],
    [1, 'cannot be written'],
    [0, undefined],
  ]);
});
