import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { classOf } from '../../parse/classes';
import { isFunction } from '../../parse/functions';
import { memberName, propertyName } from '../../parse/key-name';
import { memberOn } from '../../parse/uses';
import type { Context } from '../constraints/context';
import { isTracers } from '../verdicts/borrowed-calls';
import { nameOfFunction } from './callers';
import { type CarrierType, typeOfCarrier } from './carrier-type';
import type { Taker } from './escapes';
import type { Declaration, Implementers } from './implementers';
import { parentQuestion, parentWrite } from './parent-questions';
import { type Calls, type Holder, isMaker, type Placed, type Sources } from './sources';
import { partsOf, spreadArguments } from './values';

/** A parameter or variable that options come in, or a function that gives them, while it is being found out. */
export interface Carrier extends Placed {
  readonly from: readonly Holder[];
  /** Other functions that a call may run as well: their parameters, or what they give. */
  readonly beside: readonly Holder[];
  readonly declarations: readonly Declaration[];
  readonly literals: readonly t.ObjectExpression[];
  readonly type: CarrierType;
  /** It is no parameter, or one of a function that the project calls. */
  readonly isCalled: boolean;
  readonly open: string | undefined;
}

/** What has the type of the options. */
export function annotatedOf(holder: Holder): Pick<t.Identifier, 'typeAnnotation'> {
  return isMaker(holder) ? { typeAnnotation: holder.returnType ?? null } : holder.identifier;
}

/** What is known of a parameter, a variable or a function by itself. */
export function carrierAt(placed: Placed, calls: Calls, sources: Sources): Carrier {
  const { at, holder } = placed;
  return {
    at,
    holder,
    from: sources.carriers.map((carrier) => carrier.holder),
    beside: sources.beside.map((carrier) => carrier.holder),
    declarations: declarationsOf(placed, calls.implementers),
    literals: sources.literals.map(({ literal }) => literal),
    type: typeOfCarrier(at, annotatedOf(holder)),
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

/** The function that a parameter belongs to, or that gives the options. */
export function takerOf(placed: Placed): Taker | undefined {
  const node = ownerOf(placed);
  return node && isFunction(node) ? { at: placed.at, node } : undefined;
}

/** What a parameter is declared by; a function itself. */
function ownerOf({ at, holder }: Placed): t.Node | undefined {
  if (isMaker(holder)) return holder;
  return holder.kind === 'param' ? at.parent(holder.declaration) : undefined;
}

/** Whether the options are asked there if they name a parent. */
export function isAsked({ at, holder }: Carrier): boolean {
  return usesOf(holder).some((node) => parentQuestion(at.file.source.parents, node) !== undefined);
}

/** Whether their tags are looked into, or written to. */
export function areTagsUsed({ at, holder }: Carrier): boolean {
  return usesOf(holder).some((node) => memberOf(at, node) === 'tags');
}

/** `const options = {};` that gets its members on later lines. */
export function isFilledLater(carrier: Carrier): boolean {
  return getsParent(carrier) || areTagsUsed(carrier);
}

/** `options.childOf = parent;` */
function getsParent({ at, holder }: Carrier): boolean {
  return usesOf(holder).some((node) => parentWrite(at.file.source.parents, node) !== undefined);
}

function usesOf(holder: Holder): readonly t.Node[] {
  return isMaker(holder) ? [] : holder.references.map(({ node }) => node);
}

/** The member of an object that is read or written where the object stands. */
function memberOf(at: Context, node: t.Node): string | undefined {
  const member = memberOn(at.file.source, node);
  return member && memberName(member);
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
    one.from.includes(other.holder) ||
    other.from.includes(one.holder) ||
    one.beside.includes(other.holder) ||
    other.beside.includes(one.holder) ||
    one.literals.some((literal) => other.literals.includes(literal)) ||
    one.declarations.some(({ member }) => other.declarations.some((declared) => declared.member === member))
  );
}

/** Where options with a parent come to, also by way of others. */
export function withParents(group: readonly Carrier[]): ReadonlySet<Holder> {
  // What gets a parent later has it wherever the same object is known by another name.
  if (group.some(getsParent)) return new Set(group.map(({ holder }) => holder));
  const found = new Set(group.filter(({ literals }) => literals.some(namesParent)).map(({ holder }) => holder));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { holder, from } of group) if (from.some((other) => found.has(other))) found.add(holder);
  }
  return found;
}

/** Whether a literal names a parent, or one that is spread into it. */
function namesParent(literal: t.ObjectExpression): boolean {
  const isOwn = literal.properties.map(propertyName).some((key) => key === 'childOf' || key === 'references');
  return isOwn || spreadArguments(literal).some((argument) => partsOf(argument).literals.some(namesParent));
}
