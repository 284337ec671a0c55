import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { classOf } from '../../parse/classes';
import { isFunction } from '../../parse/functions';
import type { Context } from '../constraints/context';
import { propertyName } from '../constraints/members';
import type { Binding } from '../scopes/scope';
import { isTracers } from '../verdicts/borrowed-calls';
import { nameOfFunction } from './callers';
import { type CarrierType, typeOfCarrier } from './carrier-type';
import type { Taker } from './escapes';
import type { Declaration, Implementers } from './implementers';
import { parentQuestion } from './parent-questions';
import type { Calls, Placed, Sources } from './sources';
import { partsOf, spreadArguments } from './values';

/** A parameter or variable that options come in, while it is being found out. */
export interface Carrier {
  readonly at: Context;
  readonly binding: Binding;
  readonly from: readonly Binding[];
  /** Parameters of other functions that a call may run as well. */
  readonly beside: readonly Binding[];
  readonly declarations: readonly Declaration[];
  readonly literals: readonly t.ObjectExpression[];
  readonly type: CarrierType;
  /** It is no parameter, or one of a function that the project calls. */
  readonly isCalled: boolean;
  readonly open: string | undefined;
}

/** What is known of a parameter or variable by itself. */
export function carrierAt(placed: Placed, calls: Calls, sources: Sources): Carrier {
  const { at, binding } = placed;
  return {
    at,
    binding,
    from: sources.carriers.map((carrier) => carrier.binding),
    beside: sources.beside.map((carrier) => carrier.binding),
    declarations: declarationsOf(placed, calls.implementers),
    literals: sources.literals.map(({ literal }) => literal),
    type: typeOfCarrier(at, binding.identifier),
    isCalled: isCalled(placed, calls),
    open: sources.unknown,
  };
}

function isCalled(placed: Placed, { byFunction }: Calls): boolean {
  const fn = ownerOf(placed);
  return fn === undefined || byFunction.has(fn);
}

/** Where interfaces declare the method that options are a parameter of. */
function declarationsOf(placed: Placed, implementers: Implementers): readonly Declaration[] {
  const { at } = placed;
  const fn = ownerOf(placed);
  const member = fn?.type === 'ArrowFunctionExpression' ? (at.parent(fn) ?? fn) : fn;
  const cls = member && classOf(at.file.source.parents, member);
  const name = fn && isFunction(fn) ? nameOfFunction(at, fn) : undefined;
  return cls && name !== undefined ? implementers.declarationsOf(cls, name) : [];
}

/** The function that a parameter belongs to. */
export function takerOf(placed: Placed): Taker | undefined {
  const node = ownerOf(placed);
  return node && isFunction(node) ? { at: placed.at, node } : undefined;
}

/** What a parameter is declared by. */
function ownerOf({ at, binding }: Placed): t.Node | undefined {
  return binding.kind === 'param' ? at.parent(binding.declaration) : undefined;
}

/** Whether the options are asked there if they name a parent. */
export function isAsked({ at, binding }: Carrier): boolean {
  return binding.references.some(({ node }) => parentQuestion(at.file.source.parents, node) !== undefined);
}

/** What a test has in the place of a class that the project works with: the project does not wait for it. */
export function isForTests({ at, declarations }: Carrier): boolean {
  return declarations.length > 0 && isTestFile(at.file.source.path);
}

/** Whether some type says that the options are OpenTracing's. */
export function isSaid({ type, declarations }: Carrier): boolean {
  return type.isSaid || declarations.some((declaration) => isTracers(declaration.type.fields.get('startSpan')));
}

/** Carriers that hand on to each other, or that the same literal reaches. */
export function groupsOf(carriers: readonly Carrier[]): readonly (readonly Carrier[])[] {
  const groups: Set<Carrier>[] = [];
  for (const carrier of carriers) {
    const touching = groups.filter((group) => [...group].some((other) => isConnected(carrier, other)));
    const joined = new Set([...touching.flatMap((group) => [...group]), carrier]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touching.includes(group)), joined);
  }
  return groups.map((group) => [...group]);
}

function isConnected(one: Carrier, other: Carrier): boolean {
  return (
    one.from.includes(other.binding) ||
    other.from.includes(one.binding) ||
    one.beside.includes(other.binding) ||
    other.beside.includes(one.binding) ||
    one.literals.some((literal) => other.literals.includes(literal)) ||
    one.declarations.some(({ member }) => other.declarations.some((declared) => declared.member === member))
  );
}

/** The carriers that options with a parent come to, also by way of others. */
export function withParents(group: readonly Carrier[]): ReadonlySet<Binding> {
  const found = new Set(group.filter(({ literals }) => literals.some(namesParent)).map(({ binding }) => binding));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { binding, from } of group) if (from.some((other) => found.has(other))) found.add(binding);
  }
  return found;
}

/** Whether a literal names a parent, or one that is spread into it. */
function namesParent(literal: t.ObjectExpression): boolean {
  const isOwn = literal.properties.map(propertyName).some((key) => key === 'childOf' || key === 'references');
  return isOwn || spreadArguments(literal).some((argument) => partsOf(argument).literals.some(namesParent));
}
