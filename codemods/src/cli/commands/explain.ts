import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findingKinds } from '../../catalog/findings';
import { nearest } from '../../catalog/nearest';
import { EXIT, UserError } from '../io';
import type { Command } from './command';

/** Beside the compiled program, or in the repository that it is developed in. */
const PAGES = ['../../../docs/rules', '../../../../docs/rules'].map((folder) => path.join(__dirname, folder));

export const explain: Command = {
  summary: 'says what a code means and what to do about it',
  usage: '<code>',
  options: {},
  examples: ['ot2otel explain OT801'],
  async run({ positionals }, io) {
    const [code] = positionals;
    if (code === undefined) {
      io.stdout.write(`${listOfCodes()}\n`);
      return EXIT.done;
    }
    io.stdout.write(pageOf(code.toUpperCase()));
    return EXIT.done;
  },
};

function listOfCodes(): string {
  return Object.entries(findingKinds)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, { severity, title }]) => `${code}  ${severity.padEnd(6)}  ${title}`)
    .join('\n');
}

function pageOf(code: string): string {
  const kind = Object.entries(findingKinds).find(([known]) => known === code)?.[1];
  if (kind === undefined) {
    const meant = nearest(code, Object.keys(findingKinds));
    throw new UserError(
      `there is no code ${code}`,
      meant ? `did you mean ${meant}?` : 'ot2otel explain lists all of them',
    );
  }
  const page = PAGES.map((folder) => path.join(folder, `${code}.md`)).find((file) => existsSync(file));
  return page ? readFileSync(page, 'utf8') : `${code}: ${kind.title}\n`;
}
