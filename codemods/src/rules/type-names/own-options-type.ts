import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import { type Edit, insert, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { OptionsDeclaration } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { optionsEdit } from '../options/options-type';
import { indentationAt } from '../syntax/layout';
import type { FileContext, Proposal } from '../types';

type Settled = Pick<Proposal, 'units' | 'outcome'>;

/** What becomes of a type of the project that is made of that of options which are passed on. */
export function madeOfOptions(context: FileContext, type: t.Node, told: Finding): Settled | undefined {
  const declaration = declaredAround(context, type);
  if (!declaration) return undefined;
  const passed = context.project.optionFlows().flatMap((flow) => {
    const places = [...flow.carriers, ...flow.makers].filter(({ declared }) => declared.includes(declaration));
    return places.map((place) => ({ flow, place }));
  });
  if (passed.length === 0) return undefined;
  const units = [...new Set(passed.map(({ flow }) => flow.unit))];
  if (passed.some(({ flow }) => flow.open !== undefined)) return { units, outcome: { kind: 'leave', finding: told } };
  const withParent = passed.some(({ place }) => place.withParent);
  const edits =
    declaration.type === 'TSInterfaceDeclaration'
      ? [replace(type, context.api('SpanOptions')), ...(withParent ? [parentMember(context, declaration)] : [])]
      : [optionsEdit(context, context.source.parents.get(type) ?? type, withParent)];
  return { units, outcome: { kind: 'rewrite', edits } };
}

/** `interface Options extends SpanOptions`, `type Options = SpanOptions & ...`. */
function declaredAround({ source: { parents } }: FileContext, type: t.Node): OptionsDeclaration | undefined {
  const reference = parents.get(type);
  if (reference?.type === 'TSTypeReference') {
    let at = parents.get(reference);
    while (at && PART_OF_ALIAS.has(at.type)) at = parents.get(at);
    return at?.type === 'TSTypeAliasDeclaration' ? at : undefined;
  }
  const declaration = reference && parents.get(reference);
  return declaration?.type === 'TSInterfaceDeclaration' ? declaration : undefined;
}

const PART_OF_ALIAS: ReadonlySet<t.Node['type']> = new Set([
  'TSIntersectionType',
  'TSTypeParameterInstantiation',
  'TSTypeReference',
]);

/** The parent stays among the options, as a Context. */
function parentMember(context: FileContext, { body }: t.TSInterfaceDeclaration): Edit {
  const { source } = context;
  const { eol, indent, semicolons } = detectStyle(source);
  const member = `childOf?: ${context.api('Context')}${semicolons ? ';' : ''}`;
  const { start, end } = rangeOf(body);
  const isOnLines = source.text.slice(start, end).includes('\n');
  if (isOnLines) return insert(start + 1, `${eol}${indentationAt(source, start)}${indent}${member}`);
  const separator = semicolons ? '' : body.body.length > 0 ? ',' : '';
  return insert(start + 1, ` ${member}${separator}${body.body.length > 0 ? '' : ' '}`);
}
