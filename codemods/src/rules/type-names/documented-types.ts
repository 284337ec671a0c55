import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import { docComments } from '../../facts/annotations/jsdoc-comments';
import { type DocImportName, docImportOf } from '../../facts/annotations/jsdoc-imports';
import type { OptionFlow, TypeReference } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { flowThrough, mayHaveParent } from '../options/option-flow';
import { passesOptionsOn } from '../options/options-type';
import { isCall } from '../syntax/syntax';
import { excerpt, quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { successorTypes } from './re-exports';

/** Types in JSDoc comments: written as `import('@opentelemetry/api').Span`, which needs no import of the file. */
export function* documentedTypes(context: FileContext): Iterable<Proposal> {
  for (const type of context.facts.types) {
    const successor = type.node === null ? successorTypes.get(type.name) : undefined;
    const proposal = successor && propose(context, type, successor);
    if (proposal) yield proposal;
  }
  const edits = documentedImports(context);
  if (edits.length > 0)
    yield { rule: 'types', site: context.source.ast.program, units: [], outcome: { kind: 'rewrite', edits } };
}

/** It moves with what the comment describes. */
function propose(context: FileContext, type: TypeReference, successor: string): Proposal | undefined {
  const { name, holder, start, end } = type;
  const { facts, source } = context;
  if (name === 'SpanOptions' && (passesOptionsOn(context) || flowOf(context, holder))) return ofOptions(context, type);
  if (holder && facts.isDoubtfulCast(holder)) {
    const told = finding('OT122', source.path, holder, { type: name, value: excerpt(textOf(source, holder)) });
    return { rule: 'types', site: holder, units: [], outcome: { kind: 'leave', finding: told } };
  }
  const edits = [replace({ start, end }, imported(context, type, successor))];
  const outcome = { kind: 'rewrite', edits } as const;
  // A call is settled by what is said of it alone.
  const isOther = holder === undefined || isCall(holder);
  if (isOther) return { rule: 'types', site: source.ast.program, units: [], outcome };
  return { rule: 'types', site: holder, units: [facts.unitOf(holder)], isQuiet: true, outcome };
}

/** In the quotes that the comment has, if it imports the type itself. */
function imported(context: FileContext, { start, end }: TypeReference, name: string): string {
  const quote = /['"]/.exec(context.source.text.slice(start, end))?.[0];
  const api = quote ? `${quote}@opentelemetry/api${quote}` : quoted(context, '@opentelemetry/api');
  return `import(${api}).${name}`;
}

function flowOf(context: FileContext, holder: t.Node | undefined): OptionFlow | undefined {
  return holder && flowThrough(context, holder);
}

/** Options that are passed on keep OpenTracing's shape where their start stays; what is said of a result or a type is said of no start. */
function ofOptions(context: FileContext, type: TypeReference): Proposal | undefined {
  const { name, holder, start, end } = type;
  if (holder === undefined) return undefined;
  const flow = flowOf(context, holder);
  const told = finding('OT407', context.source.path, holder, { name });
  const site = { rule: 'types', site: holder, units: flow ? [flow.unit] : [] } as const;
  if (flow === undefined || flow.open !== undefined) return { ...site, outcome: { kind: 'leave', finding: told } };
  const parent = mayHaveParent(context, holder, flow) ? ` & { childOf?: ${imported(context, type, 'Context')} }` : '';
  const edits = [replace({ start, end }, `${imported(context, type, 'SpanOptions')}${parent}`)];
  return { ...site, kept: told, outcome: { kind: 'rewrite', edits } };
}

/** `@import { Span } from 'opentracing'` names the successors, under the names that the other comments use. */
function documentedImports({ source }: FileContext): readonly Edit[] {
  if (source.syntax !== 'javascript' || !source.text.includes('@import')) return [];
  const tags = docComments(source).flatMap(({ tags }) => tags.filter(({ tag }) => tag === 'import'));
  return tags.flatMap(({ type: clause, start }) => {
    const found = docImportOf(clause);
    if (found?.specifier !== 'opentracing') return [];
    const moved = found.names.filter(({ name }) => name === '*' || successorTypes.has(name));
    if (moved.length === 0) return [];
    const kept = found.names.filter((name) => !moved.includes(name));
    const quote = clause.at(-1) ?? "'";
    const lines = [
      `${namesOf(moved)} from ${quote}@opentelemetry/api${quote}`,
      ...(kept.length === 0 ? [] : [`@import ${namesOf(kept)} from ${quote}opentracing${quote}`]),
    ];
    return replace(
      { start, end: start + clause.length },
      lines.join(`${source.text.includes('\r\n') ? '\r\n' : '\n'} * `),
    );
  });
}

function namesOf(names: readonly DocImportName[]): string {
  const whole = names.find(({ name }) => name === '*');
  if (whole !== undefined) return `* as ${whole.local}`;
  const listed = names.map(({ name, local }) => {
    const now = successorTypes.get(name) ?? name;
    return now === local ? local : `${now} as ${local}`;
  });
  return `{ ${listed.join(', ')} }`;
}
