import type * as t from '@babel/types';
import { type Edit, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { Binding } from '../../facts/scope';
import { rangeOf } from '../../parse/source-file';
import { isMember, memberName, outermost } from '../data/syntax';
import type { FileContext } from '../types';
import { noParent } from './context-parts';
import { functionOf } from './flow';
import { indentationAt, lineStart } from './layout';
import { readInPlace } from './option-sources';
import { parentContext, partsOf } from './parents';
import type { SettledParent } from './plain-parent';
import { presentAt } from './present';
import { editsOf, shapeParts } from './shape';
import { startSites } from './sites';
import type { Read, StartOptions } from './start-options';
import { listOf } from './statements';

/** Options that are made in a variable for one startSpan. */
interface OptionsVariable {
  readonly binding: Binding;
  readonly declaration: t.VariableDeclaration;
  readonly init: t.Expression;
  /** `options.childOf = parent;` */
  readonly parents: readonly { readonly write: t.AssignmentExpression; readonly parent: t.Expression }[];
  /** `options.tags`, in whatever use. */
  readonly tags: readonly t.Node[];
  /** Something else of it is read or written, such as `options.startTime`. */
  readonly used: boolean;
}

/**
 * Reads options from a variable that is made for this call: the variable keeps the options, and the parent, which is an argument
 * of its own in OpenTelemetry, gets a variable beside it.
 */
export function readOptionsVariable(
  context: FileContext,
  node: t.Identifier,
  call: t.Node,
): Read<StartOptions> | undefined {
  const variable = findVariable(context, node);
  if (!variable) return undefined;
  const made = readInPlace(context, variable.init, call);
  if ('left' in made || made.status) return undefined;
  const written: SettledParent[] = [];
  for (const { parent } of variable.parents) {
    const read = parentContext(context, parent, presentAt(context, parent));
    if (read.kind === 'left') return { left: read.finding };
    written.push(read);
  }
  return withVariable(context, node, variable, made, written);
}

function findVariable(context: FileContext, node: t.Identifier): OptionsVariable | undefined {
  const binding = context.facts.scopes.bindingOf(node);
  const declarator = binding?.declaration;
  if (!binding || binding.reassigned || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const declaration = context.source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  if (declarator.id !== binding.identifier || !listOf(context.source, declaration)) return undefined;
  if (functionOf(context.source, declaration) !== functionOf(context.source, node)) return undefined;
  return readUses(context, binding, node, { binding, declaration, init: declarator.init });
}

/** Sorts the uses of the variable; undefined where one of them is none that can be followed. */
function readUses(
  { source }: FileContext,
  binding: Binding,
  argument: t.Identifier,
  known: Pick<OptionsVariable, 'binding' | 'declaration' | 'init'>,
): OptionsVariable | undefined {
  const parents: { write: t.AssignmentExpression; parent: t.Expression }[] = [];
  const tags: t.Node[] = [];
  let used = false;
  for (const { node } of binding.references) {
    if (node === argument || node === binding.identifier) continue;
    const { parent: member, node: object } = outermost(source, node);
    if (!member || !isMember(member) || member.object !== object || member.computed) return undefined;
    const key = memberName(member);
    const write = source.parents.get(member);
    if (key === 'childOf') {
      if (write?.type !== 'AssignmentExpression' || write.left !== member || write.operator !== '=') return undefined;
      if (source.parents.get(write)?.type !== 'ExpressionStatement') return undefined;
      parents.push({ write, parent: write.right });
    } else if (key === 'tags') tags.push(member.property);
    else if (key !== 'startTime') return undefined;
    used ||= key !== 'childOf';
  }
  return { ...known, parents, tags, used };
}

function withVariable(
  context: FileContext,
  argument: t.Identifier,
  variable: OptionsVariable,
  made: StartOptions,
  written: readonly SettledParent[],
): StartOptions {
  const isRoot = made.parent.kind === 'root' && written.length === 0;
  const further = isRoot && context.options.parents === 'faithful' ? [['root: true']] : [];
  const object = shapeParts(context, made.shape, further);
  const isEmpty = object === undefined && !variable.used;
  const name = freeName(context, argument, variable);
  const alias = written.length === 0 ? constantOf(context, made.parent) : undefined;
  const kept: Edit[] = isEmpty ? [] : [replace(variable.init, ...(object ?? ['{}'])), ...editsOf(made.shape)];
  const renamed = variable.tags.map((tags) => replace(tags, 'attributes'));
  return {
    ...made,
    shape: isEmpty ? { kind: 'none' } : { kind: 'given', node: argument },
    // Without a parent anywhere the options say so themselves.
    parent: isRoot ? { kind: 'root' } : { kind: 'context', parts: [alias ?? name], findings: [] },
    parentNode: undefined,
    taken: [...made.taken, ...variable.parents.map(({ parent }) => parent)],
    findings: [...made.findings, ...written.flatMap((one) => (one.kind === 'context' ? one.findings : []))],
    elsewhere: [
      ...made.elsewhere,
      ...kept,
      ...renamed,
      ...(isRoot || alias ? [] : [parentVariable(context, variable, name, made.parent, isEmpty)]),
      ...(alias && isEmpty ? [wholeLine(context, variable)] : []),
      ...variable.parents.map(({ write }, index) => rewritten(context, write, name, written[index])),
    ],
  };
}

/** A parent that is a constant already needs no other name. */
function constantOf({ facts, source }: FileContext, parent: SettledParent): Part | undefined {
  const [part, more] = parent.kind === 'context' ? parent.parts : [];
  if (part === undefined || typeof part === 'string' || more !== undefined) return undefined;
  const name = source.text.slice(part.start, part.end);
  const bindings = facts.scopes.all.filter((binding) => binding.name === name);
  return bindings.length === 1 && bindings[0]?.reassigned === false ? part : undefined;
}

function wholeLine({ source }: FileContext, { declaration }: OptionsVariable): Edit {
  const { start, end } = rangeOf(declaration);
  const rest = /^[ \t]*\r?\n/.exec(source.text.slice(end))?.[0].length ?? 0;
  return replace({ start: lineStart(source, start), end: end + rest });
}

function rewritten(
  context: FileContext,
  write: t.AssignmentExpression,
  name: string,
  parent: SettledParent | undefined,
): Edit {
  return replace(write, `${name} = `, ...(parent ? partsOf(context, parent) : [noParent(context)]));
}

/** The declaration of the parent's Context: after that of the options, or in its place if no option is left. */
function parentVariable(
  context: FileContext,
  { declaration, parents }: OptionsVariable,
  name: string,
  parent: SettledParent,
  isAlone: boolean,
): Edit {
  const { eol, semicolons } = detectStyle(context.source);
  const value: readonly Part[] = partsOf(context, parent);
  const text = [`${parents.length > 0 ? 'let' : 'const'} ${name} = `, ...value, semicolons ? ';' : ''];
  const { start, end } = rangeOf(declaration);
  const line = `${eol}${indentationAt(context.source, start)}`;
  return isAlone ? replace(declaration, ...text) : replace({ start: end, end }, line, ...text);
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
