// Every before/after case once more, as other people would have written it: the result is the same, written in their way.
import test from 'ava';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource, migrateFiles, textsOf } from '../support/migrate-fixture';
import { type Variant, variants } from '../support/variants';

/** Files that the codemod creates are written in its own way. */
function expectedTexts({ write, normal = (text) => text }: Variant, { input, output }: Fixture) {
  const given = new Set(input.map(({ path }) => path));
  const written = output.filter(isSource).map((file) => (given.has(file.path) ? write(file) : file));
  return Object.fromEntries(written.map(({ path, text }) => [path, normal(text)]));
}

function actualTexts({ write, normal = (text) => text }: Variant, { input, options }: Fixture) {
  const texts = textsOf(migrateFiles(input.map(write), options));
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, normal(text)]));
}

for (const variant of variants) {
  const fitting = findFixtures().filter((fixture) => variant.fits(fixture));

  for (const fixture of fitting)
    test(`${fixture.name}, ${variant.name}`, (t) => {
      t.deepEqual(actualTexts(variant, fixture), expectedTexts(variant, fixture));
    });

  test(`there are cases ${variant.name}`, (t) => {
    t.true(fitting.length > 0);
  });
}
