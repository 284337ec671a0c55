import type * as t from '@babel/types';
import { folderOf, within } from '../../facts/modules/paths';
import type { FileFacts, FunctionSource } from '../../facts/types';
import type { PlainCall } from '../../parse/calls';
import { exportedName } from '../../parse/exported-name';
import { parametersOf } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { isPure } from '../syntax/expressions';
import { isCall, isMember, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextCallOf, spanBehind } from './context-call';
import { hasOneRole } from './plain-parent';
import type { Reference } from './references';

/** A function of the project at work: its file, and the arguments of one call by the names of its parameters. */
interface Helper {
  readonly facts: FileFacts;
  readonly given: ReadonlyMap<string, t.Expression>;
}

/** A reference that a function of the project makes of its arguments and does nothing else: `refer(span, Kind.CHILD)`. */
export function referenceOfHelper(context: FileContext, call: PlainCall): Reference | undefined {
  const [fn, ...others] = context.facts.functionsOf(call.callee) ?? [];
  const facts = fn && others.length === 0 ? context.project.files.get(fn.file) : undefined;
  const given = fn && argumentsOf(fn, call);
  const made = fn && onlyResult(fn);
  if (!facts || !given || !made || ![...given.values()].every(isPure)) return undefined;
  return readMade(context, { facts, given }, made, call);
}

/** The arguments by name, where there is one for each parameter and all are plain. */
function argumentsOf({ node }: FunctionSource, call: PlainCall): ReadonlyMap<string, t.Expression> | undefined {
  const given = plainArguments(call);
  const names = parametersOf(node.params).map((param) => (param.type === 'Identifier' ? param.name : undefined));
  const pairs = names.flatMap((name, place) => {
    const argument = given?.[place];
    return name === undefined || !argument ? [] : [[name, argument] as const];
  });
  return pairs.length === names.length && given?.length === names.length ? new Map(pairs) : undefined;
}

/** What a function returns that does nothing but return. */
function onlyResult({ node, returns }: FunctionSource): t.Node | undefined {
  const isPlain = !node.async && !node.generator;
  const isAlone = node.body.type !== 'BlockStatement' || node.body.body.length === 1;
  return isPlain && isAlone && returns.length === 1 && returns[0] ? unwrap(returns[0]) : undefined;
}

function readMade(context: FileContext, helper: Helper, made: t.Node, call: PlainCall): Reference | undefined {
  if (!isCall(made) && made.type !== 'NewExpression') return undefined;
  const [first, second] = plainArguments(made) ?? [];
  const member = siteOf(helper, made)?.member;
  const isNew = member === 'new Reference';
  const type = isNew ? first && typeOf(context, helper, first) : TYPES.get(member ?? '');
  const target = isNew ? second : first;
  const argument = target && targetOf(context, helper, target);
  return type && argument ? { type, target: argument, call } : undefined;
}

const TYPES: ReadonlyMap<string, Reference['type']> = new Map([
  ['childOf', 'child_of'],
  ['followsFrom', 'follows_from'],
]);

/** The argument that a reference is to: a span, by itself or by its context, or a span context. */
function targetOf(context: FileContext, helper: Helper, target: t.Expression): t.Expression | undefined {
  const there = { ...context, facts: helper.facts };
  const span = contextCallOf(there, target) ? spanBehind(there, target)?.span : undefined;
  const argument = argumentFor(helper, span ?? target);
  const fact = argument && context.facts.factOf(argument);
  if (!hasOneRole(fact)) return undefined;
  return span && !fact.roles.has('span') ? undefined : argument;
}

function argumentFor({ given }: Helper, node: t.Node): t.Expression | undefined {
  const inner = unwrap(node);
  return inner.type === 'Identifier' ? given.get(inner.name) : undefined;
}

/** The type of a reference, where it is written out, given by the call, or chosen by what the call gives. */
function typeOf(context: FileContext, helper: Helper, node: t.Expression): Reference['type'] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ConditionalExpression') {
    const chosen = isChosen(context, helper, inner.test);
    if (chosen === undefined) return undefined;
    return typeOf(context, helper, chosen ? inner.consequent : inner.alternate);
  }
  const argument = argumentFor(helper, inner);
  const text = argument ? context.facts.stringOf(argument) : helper.facts.stringOf(inner);
  return text === 'child_of' || text === 'follows_from' ? text : undefined;
}

/** What `kind === Kind.CHILD` comes to; undefined where that is not known. */
function isChosen(context: FileContext, helper: Helper, test: t.Expression): boolean | undefined {
  const inner = unwrap(test);
  if (inner.type !== 'BinaryExpression' || !/^[!=]==?$/.test(inner.operator)) return undefined;
  const argument = argumentFor(helper, inner.left);
  const one = argument && memberOf(context, context.facts, argument);
  const other = memberOf(context, helper.facts, inner.right);
  if (!one || !other || one.owner !== other.owner) return undefined;
  const isSame = one.name === other.name;
  return isSame || one.isOfMany ? isSame === inner.operator.startsWith('=') : undefined;
}

/** `Kind.CHILD`. */
interface Member {
  /** The file and the name of what it is a member of. */
  readonly owner: string;
  readonly name: string;
  /** The others have other values. */
  readonly isOfMany: boolean;
}

function memberOf({ project }: FileContext, facts: FileFacts, node: t.Node): Member | undefined {
  const inner = unwrap(node);
  const name = isMember(inner) ? memberName(inner) : undefined;
  const place = isMember(inner) ? placeOf(facts, inner.object) : undefined;
  if (name === undefined || !place) return undefined;
  const found = project.files.get(`${place.module}.ts`)?.scopes.all.find((binding) => binding.name === place.name);
  const isOfMany = found?.declaration.type === 'TSEnumDeclaration' && areDifferent(found.declaration);
  return { owner: `${place.module} ${place.name}`, name, isOfMany };
}

/** The module that a name is declared in, or imported from by its path. */
function placeOf(facts: FileFacts, node: t.Node): { readonly module: string; readonly name: string } | undefined {
  const binding = facts.scopes.bindingOf(node);
  const { path } = facts.source;
  if (binding?.kind === 'enum') return { module: path.replace(/\.ts$/, ''), name: binding.name };
  const declaration = binding?.declaration;
  const importing = declaration && facts.source.parents.get(declaration);
  if (declaration?.type !== 'ImportSpecifier' || importing?.type !== 'ImportDeclaration') return undefined;
  if (!importing.source.value.startsWith('.')) return undefined;
  return { module: within(folderOf(path), importing.source.value), name: exportedName(declaration.imported) };
}

/** Numbered one by one, or each with a value of its own. */
function areDifferent({ members }: t.TSEnumDeclaration): boolean {
  const values = members.map(({ initializer }) =>
    initializer?.type === 'NumericLiteral' || initializer?.type === 'StringLiteral' ? initializer.value : undefined,
  );
  const isNumbered = members.every(({ initializer }) => !initializer);
  return isNumbered || (!values.includes(undefined) && new Set(values).size === values.length);
}
