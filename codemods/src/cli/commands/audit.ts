import { findingKinds } from '../../catalog/findings';
import { countUnproven } from '../../catalog/findings/unproven';
import { EXIT, type Io, UserError } from '../io';
import { MIGRATE_OPTIONS, migrateOptionsOf, typeUseOf, wordsOf } from '../migrate-options';
import type { Arguments } from '../options';
import { counted } from '../report/counted';
import { renderFailures } from '../report/failures';
import { type Paint, paintFor } from '../report/paint';
import { renderAsides, renderBeforehand, renderCodes, renderFindings, renderSpans, skippedWhy } from '../report/pretty';
import { type Report, reportOf } from '../report/report';
import { shellWord } from '../report/shell-word';
import { renderSpare } from '../report/spare';
import { runMigration } from '../run-migration';
import { spareOf } from '../spare';
import { ownVersion } from '../version';
import type { Command } from './command';
import { assertReadable } from './readable';

export const audit: Command = {
  summary: 'says what there is of OpenTracing, how much moves by itself, and what will need you; writes nothing',
  usage: '[files, folders or globs...]',
  options: {
    check: { help: 'exit 1 while anything of OpenTracing is left, for a build' },
    'max-findings': { value: 'number', help: 'with --check: how much may be left, calls that move by themselves too' },
    format: { value: 'format', choices: ['pretty', 'json'], default: 'pretty', help: 'how to report' },
    ...MIGRATE_OPTIONS,
  },
  examples: ['ot2otel audit', 'ot2otel audit --check src/', 'ot2otel audit --format json > audit.json'],
  async run(given, io) {
    const limit = limitOf(given);
    const paths = given.positionals.length > 0 ? given.positionals : ['.'];
    const migration = runMigration(io.cwd, paths, migrateOptionsOf(given), typeUseOf(given));
    assertReadable(migration);
    const report = reportOf(migration, { command: 'audit', dryRun: true, version: ownVersion(), cwd: io.cwd });
    if (given.text('format') === 'json') io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else {
      const paint = paintFor(io, io.stdout);
      const spare = report.totals.changed > 0 ? undefined : spareOf(migration);
      io.stdout.write(
        `${[render(report, commandAfter(paths, given), paint), renderSpare(spare, paint)].filter(Boolean).join('\n\n')}\n`,
      );
    }
    return limit === undefined ? EXIT.done : exitCodeOf(openIn(report), limit, io);
  },
};

/** A build that fails says why, also where all that is left moves by itself. */
function exitCodeOf(open: number, limit: number, io: Io): number {
  if (open <= limit) return EXIT.done;
  io.stderr.write(
    `ot2otel: --check: ${counted(open, 'place')} ${open === 1 ? 'is' : 'are'} left (calls that move by themselves count), and ${limit} may be\n`,
  );
  return EXIT.findings;
}

/** What rewrites as this audit has said, to be pasted into a shell. */
function commandAfter(paths: readonly string[], given: Arguments): string {
  const operands = paths.map((one) => (one.startsWith('-') ? `./${one}` : one));
  return ['npx ot2otel codemod', ...[...wordsOf(given), ...operands].map(shellWord)].join(' ');
}

/** How much may be left; undefined where nobody asks. */
function limitOf(given: Arguments): number | undefined {
  const text = given.text('max-findings');
  if (!given.has('check')) {
    if (text === undefined) return undefined;
    throw new UserError('--max-findings has no effect without --check', 'add --check');
  }
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UserError(`--max-findings cannot be "${text}"`, 'give a whole number');
}

/** What a build waits for: calls that could move and have not, files that could not be read, and what has to be done by hand. */
function openIn({ totals }: Report): number {
  return totals.findings.left + totals.sites.rewritten + totals.failed;
}

function render(report: Report, command: string, paint: Paint): string {
  const { totals, findings, files } = report;
  const { sites } = totals;
  const all = sites.rewritten + sites.left;
  const unproven = countUnproven(findings);
  const among = `${counted(totals.seen, 'file')}${skippedWhy(files)}`;
  const parts = [
    all === 0
      ? `No calls of OpenTracing in ${among}.`
      : `${paint('bold', `${counted(all, 'call')} of OpenTracing`)} in ${among}: ${paint('green', `${sites.rewritten} ${sites.rewritten === 1 ? 'moves by itself' : 'move by themselves'}`)}, ${paint('yellow', `${sites.left} ${sites.left === 1 ? 'needs' : 'need'} you`)}.${unproven === 0 ? '' : ` ${unproven} more may be OpenTracing's.`}`,
    renderFailures(files, paint),
    renderFindings(
      findings.filter(({ severity }) => severity === 'left'),
      paint,
    ),
    renderAsides(findings, paint),
    renderCodes(findings, titleOf),
    renderSpans(report, paint),
    ...renderBeforehand(report, paint),
    totals.changed > 0
      ? `next: ${paint('bold', command)} rewrites ${counted(totals.changed, 'file')} (--dry-run shows the patch)`
      : '',
  ];
  return parts.filter(Boolean).join('\n\n');
}

function titleOf(code: string): string {
  return Object.entries(findingKinds).find(([known]) => known === code)?.[1].title ?? '';
}
