import type * as t from '@babel/types';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isWrite } from '../../facts/scopes/scope';
import { visibleAt } from '../../facts/scopes/visible-at';
import { rangeOf, textOf } from '../../parse/source-file';
import { statementLines } from '../calls/removal';
import { startSites } from '../calls/sites';
import { noParent } from '../parents/context-parts';
import { type Link, linksList } from '../parents/links';
import { partsOf, type SettledParent } from '../parents/plain-parent';
import { assignedChoice } from '../syntax/choice-layout';
import { lineBelow } from '../syntax/line-below';
import type { FileContext } from '../types';
import { annotationEdits, castEdits, typesOfOptions, withoutForeignCasts } from './options-annotation';
import { type ParentByTest, parentByTest } from './parent-by-test';
import { editsOf, shapeParts } from './shape';
import { noOptions, type StartOptions } from './start-options';
import type { TagUse } from './tag-uses';
import type { LineageWrite, OptionsVariable, WholeWrite } from './variable-uses';

/** What a statement that says where the span comes from comes to. */
export interface Written extends LineageWrite {
  readonly parent: SettledParent;
  readonly links: readonly Link[];
  readonly taken: readonly t.Node[];
}

/** One value that the variable is given, understood. */
export interface Value {
  /** Where it is written; undefined for the declaration. */
  readonly at: WholeWrite | undefined;
  readonly made: StartOptions;
}

/** A variable of options, the call that it is made for, and all that is done with it. */
export interface UnderstoodVariable {
  readonly variable: OptionsVariable;
  readonly argument: t.Identifier;
  readonly values: readonly Value[];
  readonly written: readonly Written[];
  readonly tagUses: readonly TagUse[];
}

/** Where the call finds the parent, which is an argument of its own in OpenTelemetry. */
type ParentPlace =
  | { readonly kind: 'nowhere' }
  /** It is a constant already, which the call sees under its own name. */
  | { readonly kind: 'constant'; readonly name: Part; readonly byTest: ParentByTest | undefined }
  /** A test alone decides, so that a constant can stand in the place of its statement. */
  | { readonly kind: 'by test'; readonly name: string; readonly byTest: ParentByTest }
  | { readonly kind: 'variable'; readonly name: string };

/** The options of a call whose variable keeps them in OpenTelemetry's words, and what is written to that end. */
export function keptInVariable(context: FileContext, known: UnderstoodVariable): StartOptions {
  const { variable, argument, values, written, tagUses } = known;
  const place = placeOfParent(context, known);
  const objects = objectsOf(context, known, place);
  const isUsed = variable.used || written.some(({ links }) => links.length > 0);
  const isEmpty = !isUsed && objects.every((object) => object === undefined);
  return {
    ...firstOf(values),
    shape: isEmpty ? { kind: 'none' } : { kind: 'given', node: argument, mayMiss: variable.init === undefined },
    parent: parentFrom(context, known, place),
    parentNode: undefined,
    taken: takenBy(context, known, place),
    findings: [
      ...values.flatMap(({ made }) => made.findings),
      ...parentsOf(known, place).flatMap((parent) => (parent.kind === 'context' ? parent.findings : [])),
      ...tagUses.flatMap(({ findings }) => findings),
    ],
    elsewhere: [
      ...values.flatMap(({ made }) => made.elsewhere),
      ...(isEmpty ? [] : optionEdits(context, known, objects)),
      ...tagUses.flatMap(({ edits }) => edits),
      ...parentEdits(context, known, place, isEmpty),
    ],
  };
}

function firstOf([first]: readonly Value[]): StartOptions {
  return first?.made ?? noOptions;
}

function placeOfParent(context: FileContext, known: UnderstoodVariable): ParentPlace {
  const { argument, variable, values, written } = known;
  if ([...values.map(({ made }) => made), ...written].every(({ parent }) => parent.kind === 'root'))
    return { kind: 'nowhere' };
  const name = freeName(context, argument, variable);
  const byTest = testedParent(context, known);
  const isOnly = values.length === 1 && (written.length === 0 || byTest !== undefined);
  const constant = isOnly ? constantOf(context, byTest?.parent ?? firstOf(values).parent, argument) : undefined;
  if (constant !== undefined) return { kind: 'constant', name: constant, byTest };
  return byTest ? { kind: 'by test', name, byTest } : { kind: 'variable', name };
}

/** Without a parent anywhere the options say so themselves, where they are sure to be there. */
function saysRoot({ options }: FileContext, { variable }: UnderstoodVariable, place: ParentPlace): boolean {
  return place.kind === 'nowhere' && variable.init !== undefined && options.parents === 'faithful';
}

/** Each value in OpenTelemetry's words; undefined for one of which no option is left. */
function objectsOf(
  context: FileContext,
  known: UnderstoodVariable,
  place: ParentPlace,
): readonly (readonly Part[] | undefined)[] {
  const further = saysRoot(context, known, place) ? [['root: true']] : [];
  return known.values.map(({ made }) => shapeParts(context, made.shape, further));
}

function parentFrom(context: FileContext, known: UnderstoodVariable, place: ParentPlace): SettledParent {
  if (place.kind !== 'nowhere') return { kind: 'context', parts: [place.name], findings: [] };
  if (saysRoot(context, known, place) || context.options.parents === 'active') return { kind: 'root' };
  return { kind: 'context', parts: [noParent(context)], findings: [] };
}

/** The parents that statements give the options. */
function parentsOf({ written }: UnderstoodVariable, place: ParentPlace): readonly SettledParent[] {
  const test = testOf(place);
  return test ? [test.parent] : written.map(({ parent }) => parent);
}

function testOf(place: ParentPlace): ParentByTest | undefined {
  return 'byTest' in place ? place.byTest : undefined;
}

function takenBy(context: FileContext, known: UnderstoodVariable, place: ParentPlace): readonly t.Node[] {
  const test = testOf(place);
  return [
    ...known.values.flatMap(({ made }) => made.taken),
    ...known.written.flatMap(({ taken }) => taken),
    ...(test ? [test.statement.test] : []),
    ...typesOfOptions(context, known.variable.binding.identifier),
  ];
}

/** The one parent that the variable gets, if it gets one by a test alone. */
function testedParent(context: FileContext, known: UnderstoodVariable): ParentByTest | undefined {
  const { variable, argument, values, written } = known;
  const [one, ...others] = written;
  if (!one || others.length > 0 || one.links.length > 0 || values.length > 1) return undefined;
  if (values.some(({ made }) => made.parent.kind !== 'root')) return undefined;
  return parentByTest(context, one, variable.declaration, argument);
}

/** A parent that is a constant already needs no other name, if the call sees it under its own. */
function constantOf({ facts, source }: FileContext, parent: SettledParent, call: t.Node): Part | undefined {
  const [part, more] = parent.kind === 'context' ? parent.parts : [];
  if (part === undefined || typeof part === 'string' || more !== undefined) return undefined;
  const name = source.text.slice(part.start, part.end);
  const given = facts.scopes.all.find(
    (binding) => binding.name === name && binding.references.some(({ node }) => rangeOf(node).start === part.start),
  );
  return given?.reassigned === false && visibleAt(facts.scopes, call, name) === given ? part : undefined;
}

/** The values in OpenTelemetry's words, where they stand, and the type of the variable that holds them. */
function optionEdits(
  context: FileContext,
  { variable, values }: UnderstoodVariable,
  objects: readonly (readonly Part[] | undefined)[],
): Edit[] {
  const edits = values.flatMap(({ at, made }, index): Edit[] => {
    const value = at ? at.write.right : variable.init;
    const object = objects[index];
    if (!value || (made.shape.kind === 'none' && !object)) return [];
    const options = withoutForeignCasts(context, value);
    return [replace(options, ...(object ?? ['{}'])), ...editsOf(made.shape), ...castEdits(context, value)];
  });
  return [...edits, ...annotationEdits(context, variable.binding.identifier), ...constantEdits(variable)];
}

/** Where each new value was a copy with a parent, none is left: linters ask for a constant then. */
function constantEdits({ binding, declaration, init, lineages }: OptionsVariable): Edit[] {
  const copies = new Set<t.Node>(lineages.map(({ write }) => write.left));
  const isConstant = init !== undefined && binding.references.filter(isWrite).every(({ node }) => copies.has(node));
  if (declaration.kind !== 'let' || !binding.reassigned || !isConstant) return [];
  const { start } = rangeOf(declaration);
  return [replace({ start, end: start + 'let'.length }, 'const')];
}

/** The parent where the call finds it; `isAlone`: no option is left beside it. */
function parentEdits(
  context: FileContext,
  known: UnderstoodVariable,
  place: ParentPlace,
  isAlone: boolean,
): readonly Edit[] {
  const { variable, argument, values, written } = known;
  const test = testOf(place);
  switch (place.kind) {
    case 'nowhere':
      return written.flatMap((one) => lineageEdits(context, one, argument.name, undefined));
    case 'constant':
    case 'by test':
      return [
        ...(isAlone ? [remove(statementLines(context.source, variable.declaration))] : []),
        ...(test ? [parentInPlace(context, test, place.kind === 'by test' ? place.name : undefined)] : []),
      ];
    case 'variable':
      return [
        parentVariable(context, known, place.name, isAlone),
        ...values.flatMap((value) => parentOfValue(context, value, place.name, isAlone)),
        ...written.flatMap((one) => lineageEdits(context, one, argument.name, place.name)),
      ];
  }
}

/** The parent in the place of the statement that chose it; nothing where it has a name already. */
function parentInPlace({ source }: FileContext, { statement, parent }: ParentByTest, name: string | undefined): Edit {
  if (name === undefined) return remove(statementLines(source, statement));
  const parts = parent.kind === 'context' ? parent.parts : [];
  const text = assignedChoice(source, `const ${name} = `, parts, rangeOf(statement).start);
  const isEnded = detectStyle(source).semicolons || textOf(source, statement).endsWith(';');
  return replace(statement, ...text, isEnded ? ';' : '');
}

/** The declaration of the parent's Context: after that of the options, or in its place if no option is left. */
function parentVariable(context: FileContext, known: UnderstoodVariable, name: string, isAlone: boolean): Edit {
  const { source } = context;
  const { declaration, lineages, values } = known.variable;
  const keyword = lineages.length + values.length > 0 ? 'let' : 'const';
  const parts = partsOf(context, firstOf(known.values).parent);
  const text = assignedChoice(source, `${keyword} ${name} = `, parts, rangeOf(declaration).start);
  if (!isAlone) return lineBelow(source, declaration, ...text);
  return replace(declaration, ...text, textOf(source, declaration).endsWith(';') ? ';' : '');
}

/** The parent that comes with a new value, on a line of its own or in its place. */
function parentOfValue(context: FileContext, { at, made }: Value, name: string, isAlone: boolean): Edit[] {
  if (!at) return [];
  const text = assignedChoice(context.source, `${name} = `, partsOf(context, made.parent), rangeOf(at.statement).start);
  return [isAlone ? replace(at.write, ...text) : lineBelow(context.source, at.statement, ...text)];
}

/** `options.links = [...]` and `parentContext = ...`, as far as there is either; `name`: of the variable for the parent. */
function lineageEdits(
  context: FileContext,
  { write, statement, parent, links }: Written,
  options: string,
  name: string | undefined,
): Edit[] {
  const linked: Part[] = links.length > 0 ? [`${options}.links = `, ...linksList(links)] : [];
  const settled =
    name === undefined
      ? []
      : assignedChoice(context.source, `${name} = `, partsOf(context, parent), rangeOf(statement).start);
  if (linked.length === 0 || settled.length === 0) return [replace(write, ...linked, ...settled)];
  return [replace(write, ...linked), lineBelow(context.source, statement, ...settled)];
}

/** A name that the file does not have; more than one such variable in a file are told apart by their options. */
function freeName({ facts }: FileContext, node: t.Node, { binding }: OptionsVariable): string {
  const taken = (name: string) =>
    facts.scopes.globals.has(name) || facts.scopes.all.some((other) => other.name === name);
  const sites = startSites({ facts });
  const variables = new Set(
    sites.map(({ node: { arguments: given } }) => given[1] && facts.scopes.bindingOf(given[1])),
  );
  variables.delete(undefined);
  const names = [...(variables.size === 1 ? ['parentContext'] : []), `${binding.name}Context`];
  return names.find((name) => !taken(name)) ?? `${binding.name}Context${rangeOf(node).start}`;
}
