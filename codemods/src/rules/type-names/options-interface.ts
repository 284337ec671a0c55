import type * as t from '@babel/types';
import { type Edit, insert, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf } from '../../parse/source-file';
import { indentationAt } from '../syntax/layout';
import type { FileContext, Proposal } from '../types';

/** What becomes of an interface of the project that extends the type of options which are passed on. */
export function extendedBy(context: FileContext, type: t.Node): Pick<Proposal, 'units' | 'outcome'> | undefined {
  const heritage = context.source.parents.get(type);
  const declaration = heritage && context.source.parents.get(heritage);
  if (declaration?.type !== 'TSInterfaceDeclaration') return undefined;
  const passed = context.project.optionFlows().flatMap((flow) => {
    const places = [...flow.carriers, ...flow.makers].filter(({ interfaces }) => interfaces.includes(declaration));
    return places.map((place) => ({ flow, place }));
  });
  if (passed.length === 0 || passed.some(({ flow }) => flow.open !== undefined)) return undefined;
  const units = [...new Set(passed.map(({ flow }) => flow.unit))];
  const parent = passed.some(({ place }) => place.withParent) ? [parentMember(context, declaration)] : [];
  return { units, outcome: { kind: 'rewrite', edits: [replace(type, context.api('SpanOptions')), ...parent] } };
}

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
