import type * as t from '@babel/types';
import type { FileModel } from '../flow/graph';
import { isRequireName } from '../scopes/require-name';
import { specifierOf } from './module-value';

/** The package that a function comes from: `proxyquire`, `proxyquire.noCallThru().load`, `require('proxyquire')()`. */
export function packageLoadedAt(file: FileModel, node: t.Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return packageLoadedAt(file, node.object);
    case 'CallExpression':
      if (isRequireName(file.scopes, node.callee)) return specifierOf(node.arguments[0]);
      return packageLoadedAt(file, node.callee);
    case 'Identifier':
      return loadedIn(file, file.scopes.bindingOf(node)?.declaration);
    default:
      return undefined;
  }
}

function loadedIn(file: FileModel, declaration: t.Node | undefined): string | undefined {
  switch (declaration?.type) {
    case 'VariableDeclarator':
      return declaration.init && declaration.id.type === 'Identifier'
        ? packageLoadedAt(file, declaration.init)
        : undefined;
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportSpecifier': {
      const importing = file.source.parents.get(declaration);
      return importing?.type === 'ImportDeclaration' ? importing.source.value : undefined;
    }
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = declaration;
      return moduleReference.type === 'TSExternalModuleReference' ? moduleReference.expression.value : undefined;
    }
    default:
      return undefined;
  }
}
