// Every before/after case: the exact text, the findings, and a second run that changes nothing.
// `npx ava test/codemods/fixtures.test.ts --match '*a part of the name*'` runs some of them.
import test from 'ava';
import type { InputFile } from '../../codemods/src/migrate';
import { migrate } from '../../codemods/src/migrate';
import { type Fixture, findFixtures } from '../support/fixtures';

const sources = /\.([cm]?[jt]sx?|vue|svelte)$/;

function manifestsOf(files: readonly InputFile[]): Map<string, unknown> {
  const manifests = files.filter(({ path }) => path.endsWith('package.json'));
  const found = new Map(manifests.map(({ path, text }) => [path.slice(0, -'/package.json'.length), JSON.parse(text)]));
  return found.size > 0 ? found : new Map([['', { name: 'fixture', version: '1.0.0' }]]);
}

function run(files: readonly InputFile[], options: Record<string, unknown>) {
  return migrate({ files: files.filter(({ path }) => sources.test(path)), manifests: manifestsOf(files), options });
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Findings as a case lists them; notes are listed too. */
function listed(fixture: Fixture, result: ReturnType<typeof migrate>): string[] {
  const texts = new Map(fixture.input.map(({ path, text }) => [path, text]));
  return result.findings
    .map(({ code, path, start }) => {
      const place = `${code}:${lineOf(texts.get(path) ?? '', start)}`;
      return fixture.input.filter((file) => sources.test(file.path)).length > 1 ? `${path} ${place}` : place;
    })
    .sort();
}

function textsOf(result: ReturnType<typeof migrate>): Record<string, string> {
  return Object.fromEntries([...result.files, ...result.created].map(({ path, text }) => [path, text]));
}

for (const fixture of findFixtures()) {
  test(`${fixture.name}: the text and the findings are those of the case`, (t) => {
    const result = run(fixture.input, fixture.options);
    const expected = fixture.output.filter(({ path }) => sources.test(path));
    t.deepEqual(textsOf(result), Object.fromEntries(expected.map(({ path, text }) => [path, text])));
    t.deepEqual(listed(fixture, result), [...fixture.findings].sort());
  });

  test(`${fixture.name}: a second run changes nothing`, (t) => {
    const second = run(fixture.output, fixture.options);
    const changed = second.files.filter(({ status }) => status !== 'unchanged').map(({ path }) => path);
    t.deepEqual({ changed, created: second.created }, { changed: [], created: [] });
  });
}

test('there are cases', (t) => {
  t.true(findFixtures().length > 0);
});
