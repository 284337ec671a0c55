import path from 'node:path';
import { SHIM } from '../catalog/opentelemetry-api';
import { listedIn, mentions, replaced } from '../manifest/manifest-change';
import { mayLoadIn } from './files/aside';
import { asksHostFor } from './files/peers';
import { readJson } from './files/read-json';
import type { Migration } from './run-migration';
import { BORDER_TYPES } from './types/border-types';

/** What only code that speaks OpenTracing needs. */
export interface Spare {
  readonly packages: readonly string[];
  readonly files: readonly string[];
}

const LEGACY = [SHIM, ...replaced];

/** What is there still when the last of that code has moved and is written; undefined where some is left, or may be. */
export function spareOf({ project, writes, findings, failed }: Migration): Spare | undefined {
  if (failed.length > 0 || findings.some(({ code, severity }) => severity === 'left' || code === 'OT807'))
    return undefined;
  const { root, files, others, aside, manifests } = project;
  const after = new Map(
    [...files, ...writes.map((write) => ({ path: write.path, text: write.after }))].map((file) => [
      file.path,
      file.text,
    ]),
  );
  if ([...after].some(([file, text]) => !isBorder(file) && isLegacy((name) => mentions(text, name)))) return undefined;
  const listed = [...manifests.keys()].map((folder) => listedOnDisk(path.join(root, folder)));
  const packages = LEGACY.filter((name) => listed.some(({ names }) => names.includes(name)));
  if (packages.length === 0) return undefined;
  const mayLoad = mayLoadIn(root);
  const isNeeded =
    listed.some(({ at, names }) =>
      names.some((name) => !LEGACY.includes(name) && asksHostFor(at, name, 'opentracing')),
    ) || aside.some((file) => isLegacy((name) => mayLoad(file, name)));
  return isNeeded ? undefined : { packages, files: [...after.keys(), ...others.paths].filter(isBorder) };
}

function isLegacy(holds: (name: string) => boolean): boolean {
  return LEGACY.some(holds);
}

function isBorder(file: string): boolean {
  return path.posix.basename(file) === BORDER_TYPES;
}

/** As a run has left it. */
function listedOnDisk(at: string) {
  return { at, names: [...listedIn(readJson(path.join(at, 'package.json'))).keys()] };
}
