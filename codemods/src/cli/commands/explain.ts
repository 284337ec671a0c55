import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findingKinds } from '../../catalog/findings';
import { nearest } from '../../catalog/nearest';
import { EXIT, UserError } from '../io';
import type { Command } from './command';

/** Beside the compiled program, or in the repository that it is developed in. */
const ROOTS = ['../../..', '../../../..'].map((folder) => path.join(__dirname, folder));

/** What the reasons in a report point to, beside the page of each code. */
const GUIDES: ReadonlyMap<string, { readonly file: string; readonly title: string }> = new Map([
  ['migration', { file: 'MIGRATION.md', title: 'every shape of the OpenTracing API, before and after' }],
  ['propagation', { file: 'docs/propagation.md', title: 'which headers to read and write while services migrate' }],
  ['launcher', { file: 'docs/launcher.md', title: 'what @ot2otel/shim/register does, and its settings' }],
  ['report', { file: 'docs/report.md', title: 'the fields of the report in JSON' }],
]);

export const explain: Command = {
  summary: 'says what a code means and what to do about it; without one, lists the codes and the guides',
  usage: '[codes or guides...]',
  options: {},
  examples: ['ot2otel explain', 'ot2otel explain OT801', 'ot2otel explain propagation'],
  async run({ positionals }, io) {
    io.stdout.write(positionals.length === 0 ? `${listOfPages()}\n` : positionals.map(pageOf).join('\n'));
    return EXIT.done;
  },
};

function listOfPages(): string {
  const codes = Object.entries(findingKinds)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { severity, title }]) => `${code}  ${severity.padEnd(6)}  ${title}`);
  const width = Math.max(...[...GUIDES.keys()].map((name) => name.length));
  const guides = [...GUIDES].map(([name, { title }]) => `${name.padEnd(width)}  ${title}`);
  return [...codes, '', ...guides].join('\n');
}

function pageOf(name: string): string {
  const guide = GUIDES.get(name.toLowerCase());
  if (guide !== undefined) return textOf(guide.file) ?? `${name}: ${guide.title}\n`;
  const code = name.toUpperCase();
  const kind = Object.entries(findingKinds).find(([known]) => known === code)?.[1];
  if (kind !== undefined) return textOf(`docs/rules/${code}.md`) ?? `${code}: ${kind.title}\n`;
  const meant = nearest(code, Object.keys(findingKinds)) ?? nearest(name.toLowerCase(), [...GUIDES.keys()]);
  throw new UserError(
    `there is no code or guide ${name}`,
    meant ? `did you mean ${meant}?` : 'ot2otel explain lists all of them',
  );
}

function textOf(file: string): string | undefined {
  const found = ROOTS.map((root) => path.join(root, file)).find((page) => existsSync(page));
  return found === undefined ? undefined : readFileSync(found, 'utf8');
}
