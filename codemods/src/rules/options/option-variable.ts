import type * as t from '@babel/types';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { Binding } from '../../facts/scopes/scope';
import { visibleAt } from '../../facts/scopes/visible-at';
import { memberName } from '../../parse/key-name';
import { rangeOf, textOf } from '../../parse/source-file';
import { memberOn, plainAssignmentTo } from '../../parse/uses';
import { statementLines } from '../calls/removal';
import { startSites } from '../calls/sites';
import { noParent } from '../parents/context-parts';
import { type Link, linksList } from '../parents/links';
import { parentContext } from '../parents/parents';
import { partsOf, type SettledParent } from '../parents/plain-parent';
import { lineageOf, readReferences, unknownReference } from '../parents/references';
import { areAlternatives } from '../syntax/alternatives';
import { assignedChoice } from '../syntax/choice-layout';
import { functionOf } from '../syntax/flow';
import { lineBelow } from '../syntax/line-below';
import { listOf } from '../syntax/statements';
import { type AnyMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { presentAt } from '../values/present';
import { flowThrough } from './option-flow';
import { readInPlace } from './option-sources';
import { annotationEdits, canBeAnnotated, castEdits, typesOfOptions, withoutForeignCasts } from './options-annotation';
import { type ParentByTest, parentByTest } from './parent-by-test';
import { editsOf, shapeParts } from './shape';
import { noOptions, type Read, type StartOptions, unknownOptions } from './start-options';
import { ERROR_AMONG_TAGS, readTagUse, type TagUse } from './tag-uses';

/** Options that are made in a variable for one startSpan. */
interface OptionsVariable {
  readonly binding: Binding;
  readonly declaration: t.VariableDeclaration;
  /** Undefined where nothing is there until a later line says more. */
  readonly init: t.Expression | undefined;
  /** `options = { ... };` */
  readonly values: readonly WholeWrite[];
  /** `options.childOf = parent;` and `options.references = [followsFrom(parent)];` */
  readonly lineages: readonly LineageWrite[];
  /** `options.tags`, in whatever use. */
  readonly tags: readonly AnyMember[];
  /** Something else of it is read or written, such as `options.startTime`. */
  readonly used: boolean;
}

/** A statement that says what the span comes from. */
interface LineageWrite {
  readonly key: 'childOf' | 'references';
  readonly write: t.AssignmentExpression;
  readonly statement: t.Node;
}

/** What such a statement comes to. */
interface Written extends LineageWrite {
  readonly parent: SettledParent;
  readonly links: readonly Link[];
  readonly taken: readonly t.Node[];
}

/** A statement that gives the variable a new value. */
interface WholeWrite {
  readonly write: t.AssignmentExpression;
  readonly statement: t.Node;
}

/** One value that the variable is given, understood. */
interface Value {
  /** Where it is written; undefined for the declaration. */
  readonly at: WholeWrite | undefined;
  readonly made: StartOptions;
}

/** All that is done with the variable. */
interface Understood {
  readonly values: readonly Value[];
  readonly written: readonly Written[];
  readonly tagUses: readonly TagUse[];
}

/**
 * Reads options from a variable that is made for this call: the variable keeps the options, and the parent, which is an argument
 * of its own in OpenTelemetry, gets a variable beside it. What is passed on in it besides is read as that.
 */
export function readOptionsVariable(
  context: FileContext,
  node: t.Identifier,
  call: t.Node,
): Read<StartOptions> | undefined {
  const variable = flowThrough(context, node) ? undefined : findVariable(context, node);
  if (!variable) return undefined;
  const values = readValues({ ...context, tagsAreAsked: variable.tags.length > 0 }, variable, call);
  if ('left' in values) return values;
  if (isAmbiguous(context, values, variable)) return undefined;
  const written: Written[] = [];
  for (const lineage of variable.lineages) {
    const read = readLineage(context, lineage);
    if (!read || 'left' in read) return read;
    written.push(read);
  }
  const tagUses = readTagUses(context, variable, call);
  if ('left' in tagUses) return tagUses;
  return withVariable(context, node, variable, { values, written, tagUses });
}

function readTagUses(context: FileContext, { tags }: OptionsVariable, call: t.Node): Read<readonly TagUse[]> {
  const uses: TagUse[] = [];
  for (const member of tags) {
    const use = readTagUse(context, member, call);
    if ('left' in use) return use;
    uses.push(use);
  }
  return uses;
}

function readLineage(context: FileContext, lineage: LineageWrite): Read<Written> | undefined {
  const { right } = lineage.write;
  const present = presentAt(context, right);
  if (lineage.key === 'childOf') {
    const parent = parentContext(context, right, present);
    return parent.kind === 'left' ? { left: parent.finding } : { ...lineage, parent, links: [], taken: [right] };
  }
  const references = readReferences(context, right);
  if (references?.some(({ gone }) => gone !== undefined)) return undefined;
  const read = references ? lineageOf(context, references, present) : { left: unknownReference(context, right) };
  if ('left' in read) return read;
  const { parent, links } = read;
  const taken = (references ?? []).map(({ target }) => target);
  return parent.kind === 'left' ? { left: parent.finding } : { ...lineage, parent, links, taken };
}

/** OpenTracing takes `childOf` before `references`, in whatever order they are said, unless only one of them is. */
function isAmbiguous(
  { source }: FileContext,
  values: readonly Value[],
  { declaration, lineages }: OptionsVariable,
): boolean {
  if (lineages.every(({ key }) => key === 'childOf')) return false;
  const isRoot = values.every(({ made }) => made.parent.kind === 'root');
  if (!isRoot) return true;
  const keys = new Set(lineages.map(({ key }) => key));
  return (
    keys.size > 1 &&
    !areAlternatives(
      source,
      declaration,
      lineages.map(({ write }) => write),
    )
  );
}

/** Every value that the variable is given, that of its declaration first. */
function readValues(context: FileContext, { init, values }: OptionsVariable, call: t.Node): Read<Value[]> {
  const initial = init ? readInPlace(context, init, call) : noOptions;
  const read: Value[] = [];
  for (const at of [undefined, ...values]) {
    const made = at ? readInPlace(context, at.write.right, call, presentAt(context, at.write)) : initial;
    if ('left' in made) return made;
    if (made.status) return { left: unknownOptions(context, call, ERROR_AMONG_TAGS) };
    read.push({ at, made });
  }
  return read;
}

function findVariable(context: FileContext, node: t.Identifier): OptionsVariable | undefined {
  const binding = context.facts.scopes.bindingOf(node);
  const declarator = binding?.declaration;
  if (!binding || declarator?.type !== 'VariableDeclarator' || !(declarator.init || binding.reassigned))
    return undefined;
  const declaration = context.source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  if (declarator.id !== binding.identifier || !listOf(context.source, declaration)) return undefined;
  if (functionOf(context.source, declaration) !== functionOf(context.source, node)) return undefined;
  if (!canBeAnnotated(context, binding.identifier)) return undefined;
  return readUses(context, binding, node, { binding, declaration, init: declarator.init ?? undefined });
}

/** Sorts the uses of the variable; undefined where one of them is none that can be followed. */
function readUses(
  context: FileContext,
  binding: Binding,
  argument: t.Identifier,
  known: Pick<OptionsVariable, 'binding' | 'declaration' | 'init'>,
): OptionsVariable | undefined {
  const { source } = context;
  const lineages: LineageWrite[] = [];
  const values: WholeWrite[] = [];
  const tags: AnyMember[] = [];
  let used = false;
  for (const { node, kind } of binding.references) {
    if (node === argument || node === binding.identifier) continue;
    if (kind !== 'read') {
      const whole = wholeWrite(context, node, argument);
      if (!whole) return undefined;
      values.push(whole);
      continue;
    }
    const member = memberOn(source, outermost(source, node).node);
    if (!member || member.computed) return undefined;
    const key = memberName(member);
    if (key === 'childOf' || key === 'references') {
      const write = plainAssignmentTo(source, member);
      const statement = write && source.parents.get(write);
      if (!write || statement?.type !== 'ExpressionStatement') return undefined;
      if (key === 'references' && !listOf(source, statement)) return undefined;
      lineages.push({ key, write, statement });
    } else if (key === 'tags') tags.push(member);
    else if (key !== 'startTime') return undefined;
    used ||= key === 'tags' || key === 'startTime';
  }
  return { ...known, lineages, values, tags, used };
}

/** `options = { ... };` before the call, in the same function. */
function wholeWrite({ source }: FileContext, node: t.Node, argument: t.Node): WholeWrite | undefined {
  const write = plainAssignmentTo(source, node);
  const statement = write && source.parents.get(write);
  if (!write || statement?.type !== 'ExpressionStatement' || !listOf(source, statement)) return undefined;
  const isBefore = rangeOf(write).end < rangeOf(argument).start;
  return isBefore && functionOf(source, node) === functionOf(source, argument) ? { write, statement } : undefined;
}

function withVariable(
  context: FileContext,
  argument: t.Identifier,
  variable: OptionsVariable,
  { values, written, tagUses }: Understood,
): StartOptions {
  const [{ made } = { made: noOptions }] = values;
  const isRoot = [...values.map((value) => value.made), ...written].every(({ parent }) => parent.kind === 'root');
  // Options that may be missing cannot say it themselves.
  const saysRoot = isRoot && variable.init !== undefined && context.options.parents === 'faithful';
  const further = saysRoot ? [['root: true']] : [];
  const objects = values.map((value) => shapeParts(context, value.made.shape, further));
  const isUsed = variable.used || written.some(({ links }) => links.length > 0);
  const isEmpty = !isUsed && objects.every((object) => object === undefined);
  const name = freeName(context, argument, variable);
  const byTest = testedParent(context, argument, variable, values, written);
  const isOnly = values.length === 1 && (written.length === 0 || byTest !== undefined);
  const alias = isOnly ? constantOf(context, byTest?.parent ?? made.parent, argument) : undefined;
  const parent: SettledParent = !isRoot
    ? { kind: 'context', parts: [alias ?? name], findings: [] }
    : saysRoot || context.options.parents === 'active'
      ? { kind: 'root' }
      : { kind: 'context', parts: [noParent(context)], findings: [] };
  return {
    ...made,
    shape: isEmpty ? { kind: 'none' } : { kind: 'given', node: argument, mayMiss: variable.init === undefined },
    // Without a parent anywhere the options say so themselves.
    parent,
    parentNode: undefined,
    taken: [
      ...values.flatMap((value) => value.made.taken),
      ...written.flatMap(({ taken }) => taken),
      ...(byTest ? [byTest.statement.test] : []),
      ...typesOfOptions(context, variable.binding.identifier),
    ],
    findings: [
      ...values.flatMap((value) => value.made.findings),
      ...[...(byTest ? [byTest] : written)].flatMap(({ parent: one }) => (one.kind === 'context' ? one.findings : [])),
      ...tagUses.flatMap(({ findings }) => findings),
    ],
    elsewhere: [
      ...values.flatMap((value) => value.made.elsewhere),
      ...(isEmpty ? [] : values.flatMap((value, index) => valueEdits(context, variable, value, objects[index]))),
      ...(isEmpty ? [] : annotationEdits(context, variable.binding.identifier)),
      ...tagUses.flatMap(({ edits }) => edits),
      ...(isRoot || alias || byTest ? [] : [parentVariable(context, variable, name, made.parent, isEmpty)]),
      ...((alias || byTest) && isEmpty ? [remove(statementLines(context.source, variable.declaration))] : []),
      ...(isRoot || byTest ? [] : values.flatMap((value) => parentEdits(context, value, name, isEmpty))),
      ...(byTest
        ? [parentInPlace(context, byTest, alias ? undefined : name)]
        : written.flatMap((one) => rewritten(context, one, argument.name, isRoot ? undefined : name))),
    ],
  };
}

/** The one parent that the variable gets, if it gets one by a test alone. */
function testedParent(
  context: FileContext,
  argument: t.Identifier,
  { declaration }: OptionsVariable,
  values: readonly Value[],
  written: readonly Written[],
): ParentByTest | undefined {
  const [one, ...others] = written;
  if (!one || others.length > 0 || one.links.length > 0 || values.length > 1) return undefined;
  if (values.some(({ made }) => made.parent.kind !== 'root')) return undefined;
  return parentByTest(context, one, declaration, argument);
}

/** The parent in the place of the statement that chose it; nothing where it has a name already. */
function parentInPlace({ source }: FileContext, { statement, parent }: ParentByTest, name: string | undefined): Edit {
  if (name === undefined) return remove(statementLines(source, statement));
  const parts = parent.kind === 'context' ? parent.parts : [];
  const text = assignedChoice(source, `const ${name} = `, parts, rangeOf(statement).start);
  return replace(statement, ...text, detectStyle(source).semicolons ? ';' : '');
}

/** The value in OpenTelemetry's words, where it stands. */
function valueEdits(
  context: FileContext,
  { init }: OptionsVariable,
  { at, made }: Value,
  object: readonly Part[] | undefined,
): Edit[] {
  const value = at ? at.write.right : init;
  if (!value || (made.shape.kind === 'none' && !object)) return [];
  const options = withoutForeignCasts(context, value);
  return [replace(options, ...(object ?? ['{}'])), ...editsOf(made.shape), ...castEdits(context, value)];
}

/** The parent that comes with a new value, on a line of its own or in its place. */
function parentEdits(context: FileContext, { at, made }: Value, name: string, isAlone: boolean): Edit[] {
  if (!at) return [];
  const text = assignedChoice(context.source, `${name} = `, partsOf(context, made.parent), rangeOf(at.statement).start);
  return [isAlone ? replace(at.write, ...text) : lineBelow(context.source, at.statement, ...text)];
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

/** `options.links = [...]` and `parentContext = ...`, as far as there is either; `name`: of the variable for the parent. */
function rewritten(
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

/** The declaration of the parent's Context: after that of the options, or in its place if no option is left. */
function parentVariable(
  context: FileContext,
  { declaration, lineages, values }: OptionsVariable,
  name: string,
  parent: SettledParent,
  isAlone: boolean,
): Edit {
  const keyword = lineages.length + values.length > 0 ? 'let' : 'const';
  const { start } = rangeOf(declaration);
  const text = assignedChoice(context.source, `${keyword} ${name} = `, partsOf(context, parent), start);
  if (!isAlone) return lineBelow(context.source, declaration, ...text);
  return replace(declaration, ...text, textOf(context.source, declaration).endsWith(';') ? ';' : '');
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
