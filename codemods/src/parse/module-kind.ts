import type * as t from '@babel/types';

const COMMONJS_WORD = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/;

/** Whether new code of a file imports or requires. The extension decides, then the file's own declarations, then its use of `require`. */
export function moduleKindOf(path: string, ast: t.File, text: string): 'esm' | 'commonjs' {
  if (/\.m[jt]s$/.test(path)) return 'esm';
  if (ast.program.body.some(isModuleDeclaration)) return 'esm';
  if (/\.c[jt]s$/.test(path)) return 'commonjs';
  // TypeScript with neither is a module whose author writes imports; a plain script is not.
  return COMMONJS_WORD.test(text) || /\.jsx?$/.test(path) ? 'commonjs' : 'esm';
}

function isModuleDeclaration({ type }: t.Statement): boolean {
  return (
    type === 'ImportDeclaration' ||
    type === 'ExportNamedDeclaration' ||
    type === 'ExportDefaultDeclaration' ||
    type === 'ExportAllDeclaration' ||
    type === 'TSImportEqualsDeclaration' ||
    type === 'TSExportAssignment'
  );
}
