import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { isCall } from '../data/syntax';
import { allNodes } from '../lifetime/flow';
import type { FileContext } from '../types';

const API = '@opentelemetry/api';

/** Whether an expression, or the constant that it names, is made by OpenTelemetry's API: `trace.setSpan(...)`, `propagation.extract(...)`. */
export function isMadeOfApi(context: FileContext, node: t.Node): boolean {
  return [...allNodes([node])].some((inner) => {
    const binding = inner.type === 'Identifier' ? context.facts.scopes.bindingOf(inner) : undefined;
    return binding !== undefined && (isImported(context, binding) || isConstantOfApi(context, binding));
  });
}

function isConstantOfApi(context: FileContext, { declaration, reassigned, identifier }: Binding): boolean {
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== identifier || reassigned) return false;
  const { init } = declaration;
  return init != null && isCall(init) && namesApi(context, init);
}

function namesApi(context: FileContext, { callee }: { readonly callee: t.Node }): boolean {
  const binding = 'object' in callee ? context.facts.scopes.bindingOf(callee.object as t.Node) : undefined;
  return binding !== undefined && isImported(context, binding);
}

/** `import { trace } from '@opentelemetry/api'`, `const { trace } = require('@opentelemetry/api')` */
function isImported({ source }: FileContext, { declaration }: Binding): boolean {
  if (declaration.type === 'VariableDeclarator') {
    const { init } = declaration;
    const [from] = init?.type === 'CallExpression' ? init.arguments : [];
    return from?.type === 'StringLiteral' && from.value === API;
  }
  const importing = source.parents.get(declaration);
  return importing?.type === 'ImportDeclaration' && importing.source.value === API;
}
