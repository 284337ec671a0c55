// Every before/after case once more as a Windows editor would have saved it: the result is that of the case, with the same line ends.
import test from 'ava';
import { migrate } from '../../codemods/src/migrate';
import { findFixtures } from '../support/fixtures';

const sources = /\.([cm]?[jt]sx?)$/;
const windows = (text: string) => text.replace(/\r?\n/g, '\r\n');

for (const { name, input, output, options } of findFixtures()) {
  const code = input.filter(({ path }) => sources.test(path));
  if (code.length !== input.length) continue;
  test(`${name}: line ends of Windows stay`, (t) => {
    const { files } = migrate({
      files: code.map(({ path, text }) => ({ path, text: windows(text) })),
      manifests: new Map([['', { name: 'fixture', version: '1.0.0' }]]),
      options,
    });
    const expected = new Map(output.map(({ path, text }) => [path, windows(text)]));
    for (const { path, text } of files) t.is<string | undefined, string | undefined>(text, expected.get(path));
  });
}
