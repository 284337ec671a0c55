import { API } from '../../catalog/opentelemetry-api';
import type { Outdated } from './outdated-typescript';
import { installedVersion, isListed, listedVersion } from './package-version';

/**
 * The first `@opentelemetry/api` older than 1.9 among those that what is written in these folders gets: a program that traced by an early
 * OpenTelemetry as well lists one, and no package.json is given a second.
 */
export function findOutdatedApi(root: string, folders: Iterable<string>): Outdated | undefined {
  for (const folder of folders) {
    if (!isListed(root, folder, API)) continue;
    const known = listedVersion(root, folder, API) ?? installedVersion(root, folder, API);
    if (known === undefined) continue;
    const { major, minor } = known.release;
    if (major === 0 || (major === 1 && minor < 9)) return { version: known.version, from: known.from };
  }
  return undefined;
}
