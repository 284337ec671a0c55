// A finding code is a promise: a message, a page and a case that shows it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { findingKinds } from '../../codemods/src/catalog/findings';
import { findFixtures } from '../support/fixtures';

const pages = path.resolve(__dirname, '../../docs/rules');
const shown = new Set(findFixtures().flatMap(({ findings }) => findings.map((entry) => /OT\d{3}/.exec(entry)?.[0])));

/** Codes that a case cannot show, with where they are tested instead. */
const elsewhere: Readonly<Record<string, string>> = {
  OT415: 'test/codemods/plan',
  OT613: 'test/codemods/plan',
  OT807: 'test/codemods/cli',
  OT899: 'test/codemods/plan',
  OT901: 'test/codemods/verify',
  OT902: 'test/codemods/plan',
};

for (const code of Object.keys(findingKinds)) {
  test(`${code} has a page that names it`, (t) => {
    const page = path.join(pages, `${code}.md`);
    t.true(existsSync(page), `docs/rules/${code}.md is missing`);
    t.regex(readFileSync(page, 'utf8'), new RegExp(`^# ${code}`));
  });

  test(`${code} is shown by a case`, (t) => {
    t.true(shown.has(code) || code in elsewhere, `no findings.json below fixtures/rules names ${code}`);
  });
}

test('every page belongs to a code that exists', (t) => {
  const codes = new Set(Object.keys(findingKinds));
  const orphans = readdirSync(pages).filter((name) => name.startsWith('OT') && !codes.has(path.basename(name, '.md')));
  t.deepEqual(orphans, []);
});
