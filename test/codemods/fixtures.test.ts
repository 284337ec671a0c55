// Every before/after case: the exact text, the findings, a second run that changes nothing, and no comment lost; and of all of them, how many
// spans become active.
// `npx ava test/codemods/fixtures.test.ts --match '*a part of the name*'` runs some of them.
import test from 'ava';
import type { MigrateResult } from '../../codemods/src/migrate';
import { addSpans, type SpanCounts } from '../../codemods/src/plan/span-counts';
import { activeRate } from '../support/active-rate';
import { commentsOf, missingComments } from '../support/comments';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource, migrateFiles, textsOf } from '../support/migrate-fixture';

const LEAST_CASES = 300;

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Findings as a case lists them; notes are listed too. */
function listed(fixture: Fixture, result: MigrateResult): string[] {
  const texts = new Map(fixture.input.map(({ path, text }) => [path, text]));
  return result.findings
    .map(({ code, path, start }) => {
      const place = `${code}:${lineOf(texts.get(path) ?? '', start)}`;
      return fixture.input.filter(isSource).length > 1 ? `${path} ${place}` : place;
    })
    .sort();
}

/** Comments of a case that its output does not have: none, but those between the names of an import that goes, and those of an earlier run. */
function lostComments({ input, output }: Fixture): string[] {
  const after = new Map(output.map(({ path, text }) => [path, text]));
  return input
    .filter(isSource)
    .flatMap(({ path, text }) => missingComments(commentsOf(path, text), commentsOf(path, after.get(path) ?? '')))
    .filter((comment) => !comment.startsWith('TODO(ot2otel '));
}

const fixtures = findFixtures();
const spans: SpanCounts[] = [];

for (const fixture of fixtures) {
  test(`${fixture.name}: the text and the findings are those of the case`, (t) => {
    const result = migrateFiles(fixture.input, fixture.options);
    spans.push(result.spans);
    const expected = fixture.output.filter(isSource);
    t.deepEqual(textsOf(result), Object.fromEntries(expected.map(({ path, text }) => [path, text])));
    t.deepEqual(listed(fixture, result), [...fixture.findings].sort());
    for (const { message, next } of result.findings) t.notRegex(message + next, /\n/, 'a message is one line');
  });

  test(`${fixture.name}: a second run changes nothing`, (t) => {
    const second = migrateFiles(fixture.output, fixture.options);
    const changed = second.files.filter(({ status }) => status !== 'unchanged').map(({ path }) => path);
    t.deepEqual({ changed, created: second.created }, { changed: [], created: [] });
  });

  test(`${fixture.name}: both sides parse, and no comment is lost`, (t) => {
    t.deepEqual(lostComments(fixture), []);
  });
}

test('there are as many cases as were promised, and each is a sentence', (t) => {
  t.true(fixtures.length >= LEAST_CASES, `${fixtures.length} cases`);
  const unlike = fixtures.map(({ name }) => name).filter((name) => !/^[a-z-]+\/[a-z0-9]+(-[a-z0-9]+){2,}$/.test(name));
  t.deepEqual(unlike, []);
});

test('there are cases in which nothing must change', (t) => {
  t.true(fixtures.filter(({ negative }) => negative).length >= 10);
});

test('nine in ten of the spans of all cases that have a region become active', (t) => {
  t.is(spans.length, fixtures.length, 'each case was migrated before');
  const all = addSpans(spans);
  t.true(all.active > 250, `${all.active}`);
  t.true(activeRate(all) >= 0.9, JSON.stringify(all));
});
