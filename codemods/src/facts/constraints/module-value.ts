import { isDeclaration } from '../../catalog/declaration-files';
import { externalTokens, requestFields } from '../flow/externals';
import { Slot } from '../flow/slot';
import type { Context } from './context';

/** What importing a specifier gives: the exports of a file of the project, or what is known of a package. */
export function modelOfModule(at: Context, specifier: string): Slot {
  const file = at.modules.resolve(specifier, at.file);
  const external = externalTokens(specifier);
  if (file !== undefined && (external.length === 0 || at.modules.isOwnPackage(specifier, at.file))) return file.exports;
  const slot = new Slot();
  // The compiler may take a file of the project, and Node.js the package: it is either. Declarations only describe the package.
  if (file !== undefined && !isDeclaration(file.source.path)) at.solver.flow(file.exports, slot);
  for (const [name, token] of requestFields(specifier)) at.solver.add(at.graph.unknownField(name), token);
  for (const token of external) at.solver.add(slot, token);
  return slot;
}
