import { compareTraces, describeDifference, type RenderStyle, renderTraces } from '../../codemods/src/traces';
import type { AppRun } from '../run-app/run-app';
import { indent, paint, say } from './terminal';

const STYLE: RenderStyle = {
  lines: paint.dim,
  service: paint.name,
  name: paint.bold,
  failed: paint.bad,
  details: paint.dim,
};

/** Draws the traces of a run as trees, in short. */
export function drawTraces({ traces }: AppRun): string {
  return renderTraces(traces, { style: STYLE });
}

/** One run, by the name of its column. */
export interface NamedRun {
  readonly name: string;
  readonly run: AppRun;
}

/** Compares each later run to the first; draws the trees, with a mark a run at each line. True if nothing differs. */
export function compareRuns(before: NamedRun, later: readonly NamedRun[]): boolean {
  say(indent(`${paint.dim('compared:')} ${[before, ...later].map(({ name }) => name).join(paint.dim(' · '))}\n`));
  const reports = later.map(({ name, run }) => ({ name, lines: differences(before.run, run) }));
  const same = reports.every(({ lines }) => lines.length === 0);
  if (same) say(indent(`${markedTree(before, later)}\n`));
  for (const { name, lines } of reports) sayReport(name, lines);
  return same;
}

function differences(before: AppRun, after: AppRun): string[] {
  const lines = compareTraces(before.traces, after.traces).map(describeDifference);
  return before.stdout === after.stdout
    ? lines
    : [...lines, `it printed\n${after.stdout}where it had printed\n${before.stdout}`];
}

/** The largest trace with all that its spans hold, the others in short; equal traces are drawn as equal text. */
function drawings({ traces }: AppRun, style: RenderStyle): string[] {
  const sizes = new Map(traces.map((trace) => [trace, renderTraces([trace], { details: true }).split('\n').length]));
  const [largest, ...others] = [...traces].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  if (largest === undefined) return [];
  const text = [renderTraces([largest], { details: true, style }), renderTraces(others, { style })].join('\n\n');
  return text.split('\n');
}

/** A mark for each run at each line that its traces have too. */
function markedTree(before: NamedRun, later: readonly NamedRun[]): string {
  const known = [before, ...later].map(({ run }) => new Set(drawings(run, {})));
  const plain = drawings(before.run, {});
  const drawn = drawings(before.run, STYLE);
  return drawn
    .map((line, index) => {
      const marks = known.map((lines) => (lines.has(plain[index] ?? '') ? paint.good('✓') : paint.bad('✗'))).join('');
      return line === '' ? '' : `${marks}  ${line}`;
    })
    .join('\n');
}

function sayReport(name: string, lines: readonly string[]): void {
  const same = lines.length === 0;
  say(
    indent(
      same
        ? paint.good(`✓ ${name}: the same traces, the same output`)
        : paint.bad(`✗ ${name}: ${lines.length} differences`),
    ),
  );
  for (const line of lines) say(indent(`  ${line}`));
}
