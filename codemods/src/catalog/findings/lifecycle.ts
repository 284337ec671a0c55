import { kind } from './types';

/** OT1nn: spans, their lifetime and their parents. */
export const lifecycleFindings = {
  OT101: kind<{ name: string }>({
    severity: 'left',
    title: 'options of startSpan that are not known',
    message: ({ name }) => `the options that reach ${name}.startSpan() are built where the codemod cannot see them`,
    next: () => 'pass an object literal, or rewrite the call by hand as startSpan(name, { attributes }, context)',
  }),
} as const;
