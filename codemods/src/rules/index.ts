import { finish } from './finish';
import { spanContext } from './span-context';
import { startSpan } from './start-span';
import { tracer } from './tracer';
import type { Rule } from './types';

/** The rules, in the order in which a reader meets them; the order has no effect on the result. */
export const rules: readonly Rule[] = [tracer, startSpan, spanContext, finish];
