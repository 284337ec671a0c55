import type * as t from '@babel/types';
import { type Edit, insert, replace } from '../../edit/edit';
import { eolOf } from '../../edit/style';
import { rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import type { JaegerImport } from './jaeger-import';

/**
 * `jaeger.opentracing` of a module that is held as a whole goes on being jaeger-client's where the module becomes another; what of it moves
 * takes that with it. Undefined where it cannot be told apart.
 */
export function opentracingOfJaeger(
  context: FileContext,
  { whole, statement, specifier }: JaegerImport,
): Edit[] | undefined {
  if (whole === undefined) return [];
  const reads = readsOf(context, whole);
  if (reads === undefined) return undefined;
  const { members, patterns } = reads;
  if (members.length + patterns.length === 0) return [];
  const quote = context.source.text.charAt(rangeOf(specifier).start);
  const from = `${quote}${specifier.value}${quote}`;
  if (statement.type !== 'ImportDeclaration')
    return [
      ...members.map((node) => replace(node, `require(${from}).opentracing`)),
      ...patterns.map((node) => replace(node, `require(${from})`)),
    ];
  if (patterns.length > 0) return undefined;
  const local = NAMES.find((name) => isFree(context, name));
  if (local === undefined) return undefined;
  const taken = local === 'opentracing' ? local : `opentracing as ${local}`;
  const { end } = rangeOf(statement);
  const ended = context.source.text.charAt(end - 1) === ';' ? ';' : '';
  const added = insert(end, `${eolOf(context.source.text)}import { ${taken} } from ${from}${ended}`);
  return [added, ...members.map((node) => replace(node, local))];
}

const NAMES = ['opentracing', 'jaegerOpentracing'];

function isFree({ facts: { scopes } }: FileContext, wanted: string): boolean {
  return !scopes.globals.has(wanted) && !scopes.all.some(({ name }) => name === wanted);
}

/** Where OpenTracing is read from the module. */
interface Reads {
  /** `jaeger.opentracing`, in code and in types. */
  readonly members: readonly t.Node[];
  /** `jaeger` of `const { opentracing } = jaeger`. */
  readonly patterns: readonly t.Node[];
}

/** Undefined where it is taken out of the module in another way. */
function readsOf({ source, facts }: FileContext, whole: t.Identifier): Reads | undefined {
  const members: t.Node[] = [];
  const patterns: t.Node[] = [];
  for (const { node } of facts.scopes.bindingOf(whole)?.references ?? []) {
    const parent = source.parents.get(node);
    if (parent?.type === 'VariableDeclarator' && takesOpenTracing(parent.id)) {
      if (parent.id.properties.length > 1) return undefined;
      patterns.push(node);
    }
    if (isOpenTracingOf(parent, node)) members.push(parent);
  }
  return { members, patterns };
}

function isOpenTracingOf(parent: t.Node | undefined, node: t.Node): parent is t.Node {
  if (parent?.type === 'MemberExpression')
    return parent.object === node && !parent.computed && isNamed(parent.property);
  if (parent?.type === 'TSQualifiedName') return parent.left === node && isNamed(parent.right);
  return parent?.type === 'QualifiedTypeIdentifier' && parent.qualification === node && isNamed(parent.id);
}

function isNamed(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === 'opentracing';
}

function takesOpenTracing(id: t.Node): id is t.ObjectPattern {
  return (
    id.type === 'ObjectPattern' &&
    id.properties.some((property) => property.type === 'ObjectProperty' && isNamed(property.key))
  );
}
