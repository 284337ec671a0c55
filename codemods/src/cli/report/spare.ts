import type { Spare } from '../spare';
import type { Paint } from './paint';

/** The last step of all. A package may speak OpenTracing of which nothing is known here. */
export function renderSpare(spare: Spare | undefined, paint: Paint): string {
  if (spare === undefined) return '';
  const { packages, files } = spare;
  const steps = [
    ...(packages.includes('@ot2otel/shim') ? ['start the program without @ot2otel/shim/register'] : []),
    ...(files.length > 0 ? [`delete ${files.join(', ')}`] : []),
    `${paint('bold', `npm uninstall ${packages.join(' ')}`)}`,
  ];
  return `next: no file here loads OpenTracing any more. If no package does either (${paint('bold', 'npm ls opentracing')}): ${steps.join(', ')}`;
}
