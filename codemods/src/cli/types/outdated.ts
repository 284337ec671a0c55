import path from 'node:path';
import { packageOf } from '../../facts/modules/packages';
import { isTypeScript } from '../../types-oracle/check-types';
import type { Project } from '../files/read-project';
import type { Write } from '../run-migration';
import { findOutdatedApi } from './outdated-api';
import { findOutdatedJest } from './outdated-jest';
import { findOutdatedReaders, type OutdatedReader } from './outdated-readers';
import { findOutdatedTypeScript, type Outdated } from './outdated-typescript';

/** What the project has installed or lists that is too old for what is written. */
export interface OutdatedParts {
  /** A TypeScript of the project that will not compile what is written. */
  readonly outdated: Outdated | undefined;
  /** A jest of the project that cannot load the SDK which is written down now. */
  readonly outdatedJest: Outdated | undefined;
  /** An API of OpenTelemetry that the project lists and that is too old for what is written. */
  readonly outdatedApi: Outdated | undefined;
  /** What reads the files before Node.js does and cannot read what is there now. */
  readonly outdatedReaders: readonly OutdatedReader[];
}

export function outdatedParts({ root, manifests }: Project, written: readonly Write[]): OutdatedParts {
  const foldersWith = (has: (write: Write) => boolean) => foldersOf(written.filter(has), manifests);
  const sdk = foldersWith(loadsSdk);
  return {
    outdated: findOutdatedTypeScript(root, foldersWith(isTyped)),
    outdatedJest: findOutdatedJest(root, sdk),
    outdatedApi: findOutdatedApi(root, foldersWith(speaksNew)),
    outdatedReaders: findOutdatedReaders(root, {
      newSyntax: foldersWith((write) => bringsSyntax(NEW_SYNTAX, write)),
      spreads: foldersWith((write) => bringsSyntax(SPREAD, write)),
      sdk,
    }),
  };
}

/** TypeScript that reads OpenTelemetry's types. */
function isTyped({ path: file, after }: Write): boolean {
  return isTypeScript(file) && after.includes('@opentelemetry/');
}

/** OpenTelemetry is spoken there now. */
function speaksNew({ after }: Write): boolean {
  return /@(?:opentelemetry|ot2otel)\//.test(after);
}

/** The SDK is loaded there now, for a test or by the program. */
function loadsSdk({ after }: Write): boolean {
  return after.includes('@opentelemetry/sdk-');
}

/** `?.` and `??`, and not `test ?.5 : 1`. */
const NEW_SYNTAX = /\?\.(?!\d)|\?\?/;

/** `{ ...more }` */
const SPREAD = /\{\s*\.\.\./;

/** Such syntax is written there by this run, in a file that had none. */
function bringsSyntax(syntax: RegExp, { before, after }: Write): boolean {
  return syntax.test(after) && !syntax.test(before?.text ?? '');
}

/** The packages that files stand in. */
function foldersOf(writes: readonly Write[], manifests: Project['manifests']): ReadonlySet<string> {
  return new Set(writes.map((write) => packageOf(write.path, manifests).folder ?? path.posix.dirname(write.path)));
}
