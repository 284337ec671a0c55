import nodePath, { posix } from 'node:path';
import type { Finding } from '../../catalog/findings';
import type { Severity } from '../../catalog/findings/types';
import { oncePerKey } from '../../facts/flow/once';
import { REASONS } from '../../rules/lifetime/fallbacks';
import type { Account, Migration, NeedsShim } from '../run-migration';
import type { OutdatedReader } from '../types/outdated-readers';
import type { Outdated } from '../types/outdated-typescript';
import { type Place, placesIn } from './place';

/** The report of a run: what every format shows. Paths are relative to the folder that the command ran in. */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: 'ot2otel'; readonly version: string };
  readonly command: string;
  readonly dryRun: boolean;
  /** Files that change, are created, fail or are skipped; those that stay as they are are only counted. */
  readonly files: readonly ReportedFile[];
  readonly findings: readonly ReportedFinding[];
  /** What a compiler said of the TypeScript among the changed files. */
  readonly types: ReportedTypes;
  /** A jest of the project that cannot load OpenTelemetry's SDK, and what to do about it. */
  readonly outdatedJest?: Outdated & { readonly next: string };
  /** An `@opentelemetry/api` that the project lists and that is too old for what is written, and what to do about it. */
  readonly outdatedApi?: Outdated & { readonly next: string };
  /** What reads the files before Node.js does (Babel, `esm`) and cannot read what is there now, and what to do about it. */
  readonly outdatedReaders?: readonly ReportedReader[];
  /** Calls stay that reach OpenTelemetry through `@ot2otel/shim`, and no package.json listed it: it is missing still, or this run adds it. */
  readonly needsShim?: NeedsShim;
  readonly totals: Totals;
}

export interface ReportedReader extends OutdatedReader {
  readonly next: string;
}

export interface ReportedTypes {
  /** Why no compiler was asked, where one could have told something. */
  readonly missing?: string;
  /** A TypeScript of the project that cannot read OpenTelemetry's types, and what to do about it. */
  readonly outdated?: Outdated & { readonly next: string };
  /** Files that compile only with `import '@ot2otel/shim/types'`, because code that they are used with stays. */
  readonly atBorder: readonly string[];
  /** Files of which nothing can be said, mostly because a package is not installed. */
  readonly unchecked: readonly { readonly path: string; readonly reason: string }[];
}

export interface ReportedFile {
  readonly path: string;
  readonly status: 'changed' | 'created' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reason?: string;
  /** What to do about a failure, where no finding of the file says it. */
  readonly next?: string;
}

export interface ReportedFinding extends Place {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly next: string;
  readonly file: string;
}

/** What became of the calls that start spans. */
export interface ReportedSpans {
  /** `startActiveSpan` around the code that the span covers. */
  readonly active: number;
  /** `startSpan` where it stood, by what keeps the code from moving into a callback; the most frequent first. */
  readonly inPlace: readonly { readonly reason: string; readonly why: string; readonly count: number }[];
  /** OpenTracing's still. */
  readonly left: number;
}

export interface Totals extends Account {
  readonly created: number;
  readonly sites: { readonly rewritten: number; readonly left: number };
  readonly spans: ReportedSpans;
  readonly findings: Readonly<Record<Severity, number>>;
}

const FOR_BROKEN_SYNTAX = 'correct it and run again, or leave it out; its calls of OpenTracing stay until then';

const FOR_BROKEN_PACKAGE = 'correct the package.json and run again; the calls of OpenTracing stay until then';

const FOR_OLD_JEST = 'raise it to 28 or later before you run the tests';

const FOR_OLD_API =
  'raise it to 1.9 or later, and with it what else of OpenTelemetry is listed, before you run what is written';

const FOR_OLD_BABEL =
  'raise Babel to 7.8 or later, its parser too, before you run what is written, or leave such files out of what it reads';

const FOR_BABEL_6 =
  'have it read them by babel-plugin-transform-object-rest-spread, raise Babel to 7.8 or later, or leave such files out of what it reads';

const FOR_ESM = 'start the program without it: Node.js reads import by itself, in .mjs files and by "type": "module"';

const FOR_OLD_TAP = 'run the tests with --no-esm, or raise it to 15 or later';

const FOR_OLD_TYPESCRIPT =
  'raise it to 4.7 or later before you compile what is written; until then pin @opentelemetry/api to 1.9.1, which 4.5 reads, or to 1.9.0, which 3.8 reads, and keep what imports the SDK in JavaScript';

function forReader({ package: name, cannot }: OutdatedReader): string {
  if (cannot === 'read-syntax') return FOR_OLD_BABEL;
  if (cannot === 'read-spreads') return FOR_BABEL_6;
  return name === 'tap' ? FOR_OLD_TAP : FOR_ESM;
}

/** Makes the report of a migration. */
export function reportOf(
  migration: Migration,
  about: Pick<Report, 'command' | 'dryRun'> & { version: string; cwd: string },
): Report {
  const { command, dryRun, version, cwd } = about;
  const { findings, sites, spans, account, writes, project } = migration;
  const shown = (path: string) => displayPath(cwd, nodePath.join(project.root, path));
  const placesOf = oncePerKey((path: string) => placesIn(migration.textOf(path)));
  return {
    schema: 1,
    tool: { name: 'ot2otel', version },
    command,
    dryRun,
    files: [
      ...writes.map(({ path, before }) => ({
        path: shown(path),
        status: before ? ('changed' as const) : ('created' as const),
      })),
      ...migration.failed.map((failed) => reportedFailure(failed, shown(failed.path))),
      ...[...migration.skipped].map(([file, reason]) => ({
        path: displayPath(cwd, file),
        status: 'skipped' as const,
        reason,
      })),
    ],
    findings: findings.map((finding) => reported(finding, shown(finding.path), placesOf(finding.path))),
    types: {
      ...(migration.typesMissing === undefined ? {} : { missing: migration.typesMissing }),
      ...(migration.outdated === undefined ? {} : { outdated: { ...migration.outdated, next: FOR_OLD_TYPESCRIPT } }),
      atBorder: [...(migration.types?.atBorder ?? [])].map(shown),
      unchecked: [...(migration.types?.unchecked ?? [])].map(([path, reason]) => ({ path: shown(path), reason })),
    },
    ...(migration.outdatedJest && { outdatedJest: { ...migration.outdatedJest, next: FOR_OLD_JEST } }),
    ...(migration.outdatedApi && { outdatedApi: { ...migration.outdatedApi, next: FOR_OLD_API } }),
    ...(migration.outdatedReaders.length === 0
      ? {}
      : { outdatedReaders: migration.outdatedReaders.map((reader) => ({ ...reader, next: forReader(reader) })) }),
    ...(migration.needsShim && { needsShim: migration.needsShim }),
    totals: {
      ...account,
      created: writes.filter(({ before }) => !before).length,
      sites,
      spans: reportedSpans(spans),
      findings: countBySeverity(findings),
    },
  };
}

function reportedFailure({ reason, cause }: Migration['failed'][number], path: string): ReportedFile {
  if (cause === 'verification') return { path, status: 'failed', reason };
  const why = cause === 'manifest' ? `of its package nothing is known: ${reason}` : `it cannot be parsed: ${reason}`;
  return { path, status: 'failed', reason: why, next: cause === 'manifest' ? FOR_BROKEN_PACKAGE : FOR_BROKEN_SYNTAX };
}

function reported(finding: Finding, file: string, placeOf: ReturnType<typeof placesIn>): ReportedFinding {
  const { code, severity, message, next } = finding;
  return { code, severity, message, next, file, ...placeOf(finding) };
}

function reportedSpans({ active, inPlace, left }: Migration['spans']): ReportedSpans {
  const reasons = Object.entries(inPlace) as [keyof typeof REASONS, number][]; // its own keys
  const counted = reasons.map(([reason, count]) => ({ reason, why: REASONS[reason], count }));
  return { active, inPlace: counted.sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)), left };
}

/** A path as the user would write it, with forward slashes on every platform. */
export function displayPath(cwd: string, absolute: string): string {
  return nodePath.relative(cwd, absolute).split(nodePath.sep).join(posix.sep);
}

function countBySeverity(findings: readonly { readonly severity: Severity }[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { left: 0, review: 0, note: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
