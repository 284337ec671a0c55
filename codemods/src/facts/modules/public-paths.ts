import { mapped } from './module-aliases';
import { nameOf } from './packages';
import { fieldsOf } from './records';

/** What those who install a package load it by: its name, and what `exports` names beside it. None of an application, which is loaded by nobody, or says so. */
export function publicSpecifiers(manifest: unknown): readonly string[] {
  const name = nameOf(manifest);
  if (name === undefined || !isForOthers(manifest)) return [];
  return subpathsOf(manifest).map((subpath) => `${name}${subpath}`);
}

function isForOthers(manifest: unknown): boolean {
  const fields = fieldsOf(manifest);
  return fields.private !== true && ['main', 'module', 'exports', 'types', 'typings'].some((name) => name in fields);
}

function subpathsOf(manifest: unknown): readonly string[] {
  const { exports } = fieldsOf(manifest);
  const paths = Object.keys(fieldsOf(exports)).filter((key) => key.startsWith('./') && !key.includes('*'));
  return ['', ...paths.filter((path) => mapped(exports, path).length > 0).map((path) => path.slice(1))];
}
