import type { Rule } from './types';

/** The rules, in the order in which a reader meets them; the order has no effect on the result. */
export const rules: readonly Rule[] = [];
