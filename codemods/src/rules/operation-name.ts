import { callsTo, renameMethod, rewrite } from './calls/proposals';
import type { Rule } from './types';

/** `setOperationName(name)` is `updateName(name)`. */
export const operationName: Rule = {
  name: 'operation-name',
  *propose(context) {
    for (const site of callsTo(context, 'span.setOperationName', 'mockSpan.setOperationName'))
      yield rewrite('operation-name', site, renameMethod(context, site, 'updateName'));
  },
};
