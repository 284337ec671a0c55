import type { Finding } from '../../catalog/findings';
import type { Edit } from '../../edit/edit';

/** What becomes of one call. */
export interface Rewritten {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}
