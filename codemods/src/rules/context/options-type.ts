import type * as t from '@babel/types';
import { walk } from '../../parse/parents';
import { isCall, isMember, memberName, unwrap } from '../data/syntax';
import type { FileContext } from '../types';

const known = new WeakMap<FileContext['project'], boolean>();

/**
 * Whether some `startSpan` of the project is given options that come from elsewhere. Such options keep OpenTracing's shape, and so
 * does their type; a literal, or a variable that starts as one, is rewritten with the call. It is asked of the text, not of the
 * facts, so that the answer is the same after a migration.
 */
export function passesOptionsOn({ project }: FileContext): boolean {
  const passes = known.get(project) ?? [...project.files.values()].some(({ source }) => isFoundIn(source.ast.program));
  known.set(project, passes);
  return passes;
}

function isFoundIn(program: t.Node): boolean {
  let found = false;
  const literals = namesOfLiterals(program);
  walk(program, (node) => {
    if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'startSpan') return;
    const options = node.arguments[1];
    if (options && !isMadeHere(unwrap(options), literals)) found = true;
  });
  return found;
}

function isMadeHere(options: t.Node, literals: ReadonlySet<string>): boolean {
  return options.type === 'ObjectExpression' || (options.type === 'Identifier' && literals.has(options.name));
}

/** The names of variables that are given object literals, and of nothing else in the file. */
function namesOfLiterals(program: t.Node): Set<string> {
  const literals = new Set<string>();
  const others = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      (unwrap(node.init).type === 'ObjectExpression' ? literals : others).add(node.id.name);
    if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier')
      (unwrap(node.right).type === 'ObjectExpression' ? literals : others).add(node.left.name);
    if ('params' in node) for (const name of parameterNames(node)) others.add(name);
  });
  for (const name of others) literals.delete(name);
  return literals;
}

function parameterNames(node: t.Node): string[] {
  const names: string[] = [];
  for (const parameter of 'params' in node ? (node.params as readonly t.Node[]) : [])
    walk(parameter, (inner) => {
      if (inner.type === 'Identifier') names.push(inner.name);
    });
  return names;
}
