import type { Paint } from './paint';
import type { Report } from './report';

/** The files that could not be migrated: where, why, and what to do, which is said once of those that have it in common. */
export function renderFailures(files: Report['files'], paint: Paint): string {
  const failures = files.filter(({ status }) => status === 'failed');
  const steps = [...new Set(failures.map(({ next }) => next))];
  return steps
    .flatMap((step) => [
      ...failures
        .filter(({ next }) => next === step)
        .map(({ path, reason }) => `${paint('red', 'failed')}  ${paint('bold', path)}: ${reason}`),
      ...(step === undefined ? [] : [`  ${paint('dim', `next: ${step}`)}`]),
    ])
    .join('\n');
}
