import { constants } from 'node:os';
import { countUnproven } from '../../catalog/findings/unproven';
import { writeFiles } from '../files/write-files';
import { EXIT, type Io, UserError } from '../io';
import { MIGRATE_OPTIONS, migrateOptionsOf, typeUseOf } from '../migrate-options';
import type { Arguments } from '../options';
import { type Paint, paintFor, paintForReaders } from '../report/paint';
import { paintPatch, patchOf } from '../report/patch';
import {
  renderAccount,
  renderAsides,
  renderBeforehand,
  renderFindings,
  renderNotes,
  renderSpans,
} from '../report/pretty';
import { displayPath, type Report, reportOf } from '../report/report';
import { renderSpare } from '../report/spare';
import { type Migration, type NeedsShim, runMigration } from '../run-migration';
import { spareOf } from '../spare';
import { ownVersion } from '../version';
import type { Command } from './command';
import { assertReadable } from './readable';
import { assertTakenBack } from './taken-back';

export const codemod: Command = {
  summary: 'rewrites OpenTracing to OpenTelemetry',
  usage: '<files, folders or globs...>',
  options: {
    'dry-run': { help: 'print what would change, as a patch for `git apply`; write nothing', short: 'n' },
    force: { help: 'write over changes that are not committed', short: 'f' },
    format: { value: 'format', choices: ['pretty', 'json'], default: 'pretty', help: 'how to report' },
    'fail-on': { value: 'what', choices: ['left', 'review'], help: 'exit 1 if anything of this kind is found' },
    ...MIGRATE_OPTIONS,
  },
  examples: [
    'ot2otel codemod src/',
    'ot2otel codemod --dry-run src/ > migration.patch',
    "ot2otel codemod 'packages/*/src'",
  ],
  async run(given, io) {
    if (given.positionals.length === 0)
      throw new UserError('nothing to migrate was named', 'name files, folders or globs: ot2otel codemod src/');
    const dryRun = given.has('dry-run');
    const migration = runMigration(io.cwd, given.positionals, migrateOptionsOf(given), typeUseOf(given));
    assertReadable(migration);
    assertAddsUp(migration);
    const report = reportOf(migration, { command: 'codemod', dryRun, version: ownVersion(), cwd: io.cwd });
    if (dryRun) showPatch(migration, given, io);
    else {
      if (!given.has('force')) assertTakenBack(migration, io);
      const { count, interrupted } = await writeFiles(migration.writes);
      if (interrupted !== undefined) return explainInterrupt(interrupted, count, migration, io);
    }
    if (given.text('format') === 'json') io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else showReport(report, migration, given, io);
    return exitCodeOf(report, given.text('fail-on'));
  },
};

function assertAddsUp({ account: { seen, changed, unchanged, skipped, failed } }: Migration): void {
  if (seen === changed + unchanged + skipped + failed) return;
  throw new UserError(
    `the account does not add up: ${seen} files seen, but ${changed} changed, ${unchanged} unchanged, ${skipped} skipped and ${failed} failed`,
    'please report this; no file was touched',
  );
}

function showPatch({ writes, project }: Migration, given: Arguments, io: Io): void {
  if (given.text('format') === 'json') return;
  const patch = patchOf(writes, (write) => (project.inGit ? write.path : displayPath(io.cwd, write.absolute)));
  io.stdout.write(paintPatch(patch, paintForReaders(io, io.stdout)));
}

/** How to look at what was written, and to undo it: git brings back no more than what was committed. */
function wayBack({ project }: Migration, given: Arguments, paint: Paint): string {
  if (!project.inGit) return 'read what has changed';
  return `read ${paint('bold', 'git diff')}${given.has('force') ? '' : '; git restore takes it back'}`;
}

function showReport(report: Report, migration: Migration, given: Arguments, io: Io): void {
  const sink = report.dryRun ? io.stderr : io.stdout;
  const paint = paintFor(io, sink);
  const findings = renderFindings(report.findings, paint);
  const parts = [
    findings,
    renderNotes(report.findings, paint),
    renderAsides(report.findings, paint),
    renderAccount(report, paint),
    renderSpans(report, paint),
    ...renderBeforehand(report, paint),
    nextSteps(report, [...installing(migration), wayBack(migration, given, paint)].join(', then '), paint),
    report.dryRun ? '' : renderSpare(spareOf(migration), paint),
  ];
  sink.write(`${parts.filter(Boolean).join('\n\n')}\n`);
}

function installing({ writes }: Migration): readonly string[] {
  return writes.some(({ path }) => path.endsWith('package.json')) ? ['install what package.json names now'] : [];
}

function nextSteps({ dryRun, totals, findings, needsShim }: Report, afterWriting: string, paint: Paint): string {
  if (totals.changed === 0) return '';
  const [first] = findings.filter(({ severity }) => severity === 'left');
  const steps = dryRun
    ? [`next: the same without --dry-run, or pipe the patch into ${paint('bold', 'git apply')}`]
    : [
        `next: ${afterWriting}`,
        ...(first ? [`      ${paint('bold', `npx ot2otel explain ${first.code}`)} says more about a code`] : []),
      ];
  return [
    ...steps,
    ...(needsShim
      ? [throughShim(whereListed(needsShim, dryRun, paint), totals.sites.left, countUnproven(findings), paint)]
      : []),
  ].join('\n');
}

/** Without the shim, what stays would go on with a tracer that exports nothing, lose its parents, or find no such method. */
function throughShim(listed: string, left: number, unproven: number, paint: Paint): string {
  const calls = left === 1 ? '1 call that stays reaches' : `${left} calls that stay reach`;
  const maybe =
    unproven === 1 ? "1 call that may be OpenTracing's reaches" : `${unproven} calls that may be OpenTracing's reach`;
  return `      ${left > 0 ? calls : maybe} OpenTelemetry through @ot2otel/shim, which ${listed} the program with ${paint('bold', 'node --import @ot2otel/shim/register')}`;
}

function whereListed(needsShim: NeedsShim, dryRun: boolean, paint: Paint): string {
  if (needsShim === 'missing') return `no package.json lists: ${paint('bold', 'npm install @ot2otel/shim')}, and start`;
  return dryRun ? 'package.json would list: start' : 'package.json lists now: start';
}

function exitCodeOf({ totals }: Report, failOn: string | undefined): number {
  if (failOn === undefined) return EXIT.done;
  const { left, review } = totals.findings;
  return left > 0 || totals.failed > 0 || (failOn === 'review' && review > 0) ? EXIT.findings : EXIT.done;
}

function explainInterrupt(signal: NodeJS.Signals, count: number, { writes }: Migration, io: Io): number {
  io.stderr.write(
    `ot2otel: stopped by ${signal}: ${count} of ${writes.length} files are written, each of them whole; run again for the others\n`,
  );
  return 128 + (constants.signals[signal] ?? 0);
}
