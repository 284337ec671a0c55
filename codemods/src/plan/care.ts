/** What can be done otherwise in a file that a compiler would not take as it would be written. */
export type Step = 'without callbacks' | 'values guarded' | 'without unused';

/** What a file is written with. */
export interface Care {
  readonly steps: ReadonlySet<Step>;
  /** Why all its calls stay: what was planned for them may not be written. */
  readonly keeps?: string;
}

/** By path, what the files are written with that need care. */
export type Careful = ReadonlyMap<string, Care>;

/** No file needs any. */
export const CAREFREE: Careful = new Map();

const NO_CARE: Care = { steps: new Set() };

export function careFor(careful: Careful, path: string): Care {
  return careful.get(path) ?? NO_CARE;
}

export function withStep(care: Care, step: Step): Care {
  return { ...care, steps: new Set([...care.steps, step]) };
}

/** Errors of a value that OpenTelemetry's attributes cannot be. */
const OF_A_VALUE = /\bAttribute(?:s|Value)\b/;

/** Errors of a name that nobody reads, where the project asks to be told of those. */
const OF_UNUSED = /^TS(?:6133|6138|6196|6198|6199)\b/;

/**
 * What may mend an error: a rewritten call may have been all that a parameter or a private field was for; a callback loses what its
 * surroundings have narrowed or assigned; and a value of which no type could be asked may be none for an attribute. Undefined where that
 * has been done.
 */
export function stepFor(error: string, { steps }: Care): Step | undefined {
  const step = stepOf(error);
  return steps.has(step) ? undefined : step;
}

function stepOf(error: string): Step {
  if (OF_UNUSED.test(error)) return 'without unused';
  return OF_A_VALUE.test(error) ? 'values guarded' : 'without callbacks';
}
