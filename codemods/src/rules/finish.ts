import { callsTo, renameMethod, rewrite } from './data/sites';
import type { Rule } from './types';

/** `span.finish(time)` becomes `span.end(time)`: both take milliseconds since the epoch. */
export const finish: Rule = {
  name: 'finish',
  *propose(context) {
    for (const site of callsTo(context, 'span.finish', 'mockSpan.finish'))
      yield rewrite('finish', site, renameMethod(context, site, 'end'));
  },
};
