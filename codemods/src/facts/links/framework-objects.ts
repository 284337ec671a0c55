import type { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import { receiverName } from '../flow/unknown-receivers';
import { neededBy, packageOf } from '../modules/packages';

/**
 * What egg calls the object that a file of `app/extend` adds members to. Nobody imports such a file: the framework loads it by its
 * place, and hands the object to the middleware, the controllers and the services.
 */
const EXTENDED: Readonly<Record<string, string>> = { application: 'app', agent: 'agent', context: 'ctx' };

const PLACE = /(?:^|\/)app\/extend\/(application|agent|context)\.[cm]?[jt]s$/;

/** Lets `app.startSpan` be what `app/extend/application.js` exports, where nothing else is known of `app`. */
export function linkFrameworkObjects(contexts: readonly Context[], manifests: ReadonlyMap<string, unknown>): void {
  const extensions = contexts.flatMap((at) => {
    const name = nameExtendedBy(at, manifests);
    return name === undefined ? [] : [{ at, name }];
  });
  for (const { at, name } of extensions) {
    const members = exportedBy(at);
    // What is linked may read further members: those are no longer unknown.
    for (const access of [...at.graph.accesses]) {
      if (access.write || receiverName(access.receiverNode) !== name || access.receiver.tokens.size > 0) continue;
      if (!isSamePackage(at, access.file.source.path, manifests)) continue;
      for (const shape of members) {
        const member = shape.fields.get(access.name);
        if (member !== undefined) at.solver.flowAs(member, access.value, 'field');
      }
    }
    at.solver.solve();
  }
}

function nameExtendedBy({ file }: Context, manifests: ReadonlyMap<string, unknown>): string | undefined {
  const { path } = file.source;
  const [, place] = PLACE.exec(path) ?? [];
  return place !== undefined && isForEgg(packageOf(path, manifests).manifest) ? EXTENDED[place] : undefined;
}

function isForEgg(manifest: unknown): boolean {
  const isPlugin = typeof manifest === 'object' && manifest !== null && 'eggPlugin' in manifest;
  return isPlugin || neededBy(manifest).has('egg');
}

function isSamePackage({ file }: Context, path: string, manifests: ReadonlyMap<string, unknown>): boolean {
  return packageOf(path, manifests).folder === packageOf(file.source.path, manifests).folder;
}

function exportedBy({ file }: Context): readonly Shape[] {
  return [...file.exports.tokens].filter((token) => token instanceof Shape);
}
