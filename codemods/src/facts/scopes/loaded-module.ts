import type * as t from '@babel/types';
import { isCall } from '../../parse/calls';
import { isMember } from '../../parse/members';
import { plainText } from '../../parse/plain-text';
import type { SourceFile } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { constantFrom } from './declared-with';
import { isRequireName } from './require-name';
import type { Scopes } from './scope';

interface Loading {
  readonly scopes: Scopes;
  readonly source: Pick<SourceFile, 'parents'>;
}

/**
 * The module that a node loads: `import ... from 'm'`, `import x = require('m')`, `require('m')`, `import('m')`; undefined where it loads none,
 * or one whose name is not written out.
 */
export function loadedModule(scopes: Scopes, node: t.Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'ImportDeclaration':
      return node.source.value;
    case 'TSImportEqualsDeclaration':
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? node.moduleReference.expression.value
        : undefined;
    default:
      return isCall(node) && node.callee.type === 'Import'
        ? plainText(node.arguments[0])
        : requiredModule(scopes, node);
  }
}

/** The module that a call of `require` gives. */
export function requiredModule(scopes: Scopes, node: t.Node | null | undefined): string | undefined {
  return isCall(node) && isRequireName(scopes, node.callee) ? plainText(node.arguments[0]) : undefined;
}

/** What loads the module that a value comes from by reading, calling and constructing: the `require('a')` of `a.b().c`. */
export function loadBehind(file: Loading, value: t.Node): t.Node | undefined {
  // A variable may be declared with itself: `var a = a.b`.
  const seen = new Set<t.Node>();
  // A chain may be thousands of calls long.
  for (let node: t.Node | undefined = unwrap(value); node !== undefined; ) {
    if (loadedModule(file.scopes, node) !== undefined) return node;
    if (node.type !== 'Identifier') {
      node = madeOf(node);
      continue;
    }
    const binding = seen.has(node) ? undefined : file.scopes.bindingOf(node);
    if (binding === undefined) return undefined;
    seen.add(node);
    const from = constantFrom(binding);
    if (from === undefined) return statementOf(file, binding.declaration);
    node = unwrap(from);
  }
  return undefined;
}

/** What a member is read of, or what is called. */
function madeOf(node: t.Node): t.Node | undefined {
  if (isMember(node)) return unwrap(node.object);
  return isCall(node) || node.type === 'NewExpression' ? unwrap(node.callee) : undefined;
}

/** The import that declares a name. */
function statementOf(file: Loading, declaration: t.Node): t.Node | undefined {
  const around = [declaration, file.source.parents.get(declaration)];
  return around.find((statement) => loadedModule(file.scopes, statement) !== undefined);
}

/** The module that a value comes from. */
export function moduleBehind(file: Loading, value: t.Node): string | undefined {
  return loadedModule(file.scopes, loadBehind(file, value));
}
