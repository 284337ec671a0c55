import { audit } from './audit';
import { codemod } from './codemod';
import type { Command } from './command';
import { explain } from './explain';

/** Every command, in the order in which a migration needs them. */
export const commands: Readonly<Record<string, Command>> = { audit, codemod, explain };
