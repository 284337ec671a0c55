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

/** Draws the traces of a run as trees. */
export function drawTraces({ traces }: AppRun, details: boolean): string {
  return renderTraces(traces, { details, style: STYLE });
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
  if (same) say(indent(markedTree(before, later)));
  for (const { name, lines } of reports) sayReport(name, lines);
  return same;
}

function differences(before: AppRun, after: AppRun): string[] {
  const lines = compareTraces(before.traces, after.traces).map(describeDifference);
  return before.stdout === after.stdout
    ? lines
    : [...lines, `it printed\n${after.stdout}where it had printed\n${before.stdout}`];
}

/** Equal traces are drawn as equal text, so every line is told by every run. */
function markedTree(before: NamedRun, later: readonly NamedRun[]): string {
  const trees = [before, ...later].map(({ run }) => new Set(renderTraces(run.traces, { details: true }).split('\n')));
  const plain = renderTraces(before.run.traces, { details: true }).split('\n');
  const drawn = drawTraces(before.run, true).split('\n');
  return drawn
    .map((line, index) => {
      const marks = trees.map((tree) => (tree.has(plain[index] ?? '') ? paint.good('✓') : paint.bad('✗'))).join('');
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
