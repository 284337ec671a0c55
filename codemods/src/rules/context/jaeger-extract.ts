import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import type { FileContext } from '../types';

/**
 * What is said of a test of an extracted context where jaeger-client is in use: its `extract` gave a context even where nothing
 * came in, against OpenTracing's own rule, so that the test always passed.
 */
export function alwaysThereWithJaeger(context: FileContext, node: t.Node): readonly Finding[] {
  if (!usesJaeger(context)) return [];
  return [finding('OT305', context.source.path, node, { name: textOf(context.source, node) })];
}

function usesJaeger({ project, manifest }: FileContext): boolean {
  const imported = [...project.files.values()].some(({ imports }) =>
    imports.some(({ specifier, typeOnly }) => specifier === JAEGER && !typeOnly),
  );
  return imported || isNamedIn(manifest, 'dependencies') || isNamedIn(manifest, 'devDependencies');
}

const JAEGER = 'jaeger-client';

function isNamedIn(manifest: unknown, field: 'dependencies' | 'devDependencies'): boolean {
  const named = (manifest as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof named === 'object' && named !== null && Object.hasOwn(named, JAEGER);
}
