import { countUnproven } from '../../catalog/findings/unproven';
import { PLACE_CODES } from '../../rules/lifetime/fallbacks';
import { BORDER_TYPES } from '../types/border-types';
import { counted } from './counted';
import { renderFailures } from './failures';
import type { Paint } from './paint';
import type { Report, ReportedFinding } from './report';

const MAX_SKIPPED_KINDS = 8;

/** More are not read; the report in JSON has them all. */
const MAX_LINES = 30;

/** The account of a run, for people. */
export function renderAccount({ totals, files, findings, dryRun }: Report, paint: Paint): string {
  const { seen, changed, unchanged, skipped, failed, created, sites } = totals;
  const parts = [
    `${changed} ${dryRun ? 'would change' : 'changed'}`,
    ...(created > 0 ? [`${created} ${dryRun ? 'would be created' : 'created'}`] : []),
    `${unchanged} unchanged`,
    `${skipped} skipped`,
    `${failed} failed`,
  ];
  const unproven = countUnproven(findings);
  return [
    renderFailures(files, paint),
    `${paint('bold', `${counted(seen, 'file')} seen`)}: ${parts.join(', ')}${skippedWhy(files)}`,
    `${paint('bold', `${sites.rewritten} of ${sites.rewritten + sites.left}`)} calls of OpenTracing ${dryRun ? 'would be ' : ''}rewritten${unproven === 0 ? '' : `; ${unproven} more may be OpenTracing's and ${unproven === 1 ? 'stays' : 'stay'}`}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** How many spans become active around their code, and what keeps the others where they are. */
export function renderSpans({ totals: { spans }, dryRun }: Report, paint: Paint): string {
  const inPlace = spans.inPlace.reduce((sum, { count }) => sum + count, 0);
  const all = spans.active + inPlace + spans.left;
  if (all === 0) return '';
  const others = [
    ...spans.inPlace.map(({ count, why }) => `${String(count).padStart(6)}  in place: ${why}`),
    ...(spans.left > 0 ? [`${String(spans.left).padStart(6)}  left`] : []),
  ];
  const verb = dryRun ? 'would become' : 'became';
  return [`${paint('bold', `${spans.active} of ${all}`)} spans ${verb} active around their code`, ...others].join('\n');
}

/** How many files were passed over, by reason. */
export function skippedWhy(files: Report['files']): string {
  const reasons = new Map<string, number>();
  for (const { status, reason = '' } of files)
    if (status === 'skipped') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const listed = [...reasons].slice(0, MAX_SKIPPED_KINDS).map(([reason, count]) => `${count} ${reason}`);
  return listed.length === 0 ? '' : ` (skipped: ${listed.join(', ')})`;
}

/** What a person should look at, file by file, and what to do about it. */
export function renderFindings(findings: readonly ReportedFinding[], paint: Paint): string {
  const shown = findings.filter(({ severity }) => severity === 'left' || severity === 'review');
  const files = [...new Set(shown.map(({ file }) => file))];
  return files
    .map((file) =>
      fold(shown.filter((finding) => finding.file === file))
        .map((group) => renderGroup(group, paint))
        .join('\n'),
    )
    .join('\n\n');
}

/** Findings that say the same of a file are said once. */
function fold(findings: readonly ReportedFinding[]): readonly (readonly ReportedFinding[])[] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function renderGroup(group: readonly ReportedFinding[], paint: Paint): string {
  const [first, ...others] = group;
  if (first === undefined) return '';
  const { file, line, column, severity, code, message, next } = first;
  const label = severity === 'left' ? paint('yellow', 'left') : paint('cyan', 'review');
  const elsewhere = others.filter((other) => other.line !== line);
  return [
    `${paint('bold', `${file}:${line}:${column}`)}  ${label}  ${message} [${code}]`,
    ...(elsewhere.length > 0 ? [`  ${paint('dim', `also on ${linesOf(elsewhere)}`)}`] : []),
    `  ${paint('dim', `next: ${next}`)}`,
  ].join('\n');
}

/** What stays and is nobody's to settle: a line for each reason, however many places it explains. */
export function renderAsides(findings: readonly ReportedFinding[], paint: Paint): string {
  return fold(findings.filter(({ severity }) => severity === 'info'))
    .map(([first, ...others]) => {
      if (first === undefined) return '';
      const { file, line, column, message, code } = first;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return `${paint('bold', `${file}:${line}:${column}`)}${more}  ${paint('dim', 'info')}  ${message} [${code}]`;
    })
    .join('\n');
}

/** What was rewritten and is worth knowing: the first of each kind, and how many there are. */
export function renderNotes(findings: readonly ReportedFinding[], paint: Paint): string {
  // Why a span is started in place is told with the count of the spans.
  const notes = findings.filter(({ severity, code }) => severity === 'note' && !PLACE_CODES.has(code));
  const codes = [...new Set(notes.map(({ code }) => code))].sort();
  return codes
    .map((code) => {
      const [first, ...others] = notes.filter((note) => note.code === code);
      if (first === undefined) return '';
      const { file, line, column, message, next } = first;
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return `${paint('bold', `${file}:${line}:${column}`)}${more}  ${paint('dim', 'note')}  ${message} [${code}]\n  ${paint('dim', `next: ${next}`)}`;
    })
    .join('\n');
}

/** `line 3`, or `lines 3, 5-7`, or of many the first and how many more. */
function linesOf(findings: readonly ReportedFinding[]): string {
  const runs: [from: number, to: number][] = [];
  for (const line of new Set(findings.map((finding) => finding.line))) {
    const last = runs.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else runs.push([line, line]);
  }
  const shown = runs.slice(0, MAX_LINES).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  const more = runs.slice(MAX_LINES).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  const word = shown.length === 1 && !shown[0]?.includes('-') ? 'line' : 'lines';
  return `${word} ${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** Findings by code, the most frequent first. */
export function renderCodes(findings: readonly ReportedFinding[], titleOf: (code: string) => string): string {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .map(([code, count]) => `${String(count).padStart(6)}  ${code}  ${titleOf(code)}`)
    .join('\n');
}

/** What is to be known of the TypeScript that was written. */
function renderTypes(report: Report, paint: Paint): string {
  const { missing, outdated, unchecked } = report.types;
  const [first] = unchecked;
  const said = [
    ...(missing === undefined ? [] : [`the project's types were not looked at: ${missing}`]),
    ...(outdated === undefined
      ? []
      : [
          `TypeScript ${outdated.version} (${outdated.from}) cannot read the types of @opentelemetry/api: ${outdated.next}`,
        ]),
    ...(first === undefined
      ? []
      : [
          `${counted(unchecked.length, 'file')} could not be compiled (${first.reason.replace(/[.\s]+$/, '')}): run tsc when it can be`,
        ]),
    ...renderBorder(report, paint),
  ];
  return said.map((line) => `${paint('dim', 'types:')} ${line}`).join('\n');
}

/** What is to be known before what is written is compiled, run and tested. */
export function renderBeforehand(report: Report, paint: Paint): readonly string[] {
  return [renderTypes, renderApi, renderTests, renderReaders].map((render) => render(report, paint));
}

/** What is to be known before anything is run. */
function renderApi({ outdatedApi }: Report, paint: Paint): string {
  if (outdatedApi === undefined) return '';
  const { version, from, next } = outdatedApi;
  return `${paint('dim', 'api:')} @opentelemetry/api ${version} (${from}) is older than what is written needs: ${next}`;
}

/** What is to be known before the tests are run. */
function renderTests({ outdatedJest }: Report, paint: Paint): string {
  if (outdatedJest === undefined) return '';
  const { version, from, next } = outdatedJest;
  return `${paint('dim', 'tests:')} jest ${version} (${from}) cannot load the SDK of OpenTelemetry: ${next}`;
}

const READERS = {
  'read-syntax': 'does not read ?. and ??, which are in what is written',
  'read-spreads': 'does not read { ...more }, which is in what is written',
  'load-sdk': 'cannot load the SDK of OpenTelemetry, in which there is ?.',
};

/** What is to be known before the program is run. */
function renderReaders({ outdatedReaders = [] }: Report, paint: Paint): string {
  return outdatedReaders
    .map(({ package: name, version, from, cannot, next }) => {
      return `${paint('dim', 'syntax:')} ${name} ${version} (${from}) ${READERS[cannot]}: ${next}`;
    })
    .join('\n');
}

/** What code that has moved needs to be compiled with code that stays. */
function renderBorder({ files: written, types: { atBorder }, dryRun }: Report, paint: Paint): readonly string[] {
  const places = written.filter(({ path, status }) => status === 'created' && path.endsWith(BORDER_TYPES));
  const brought = places.map(({ path }) => path).join(', ');
  if (brought !== '')
    return [
      `${brought} ${dryRun ? 'would bring' : 'brings'} in the types of ${paint('bold', '@ot2otel/shim')}, with which code that has moved and code that stays compile together (by skipLibCheck, where the SDK's types are there too; ts-node reads it with --files); delete it with the shim`,
    ];
  if (atBorder.length === 0) return [];
  return [
    `${counted(atBorder.length, 'file')} ${dryRun ? 'would compile' : 'compile'} only with ${paint('bold', "import '@ot2otel/shim/types'")} in one file of the project, while other code stays`,
  ];
}
