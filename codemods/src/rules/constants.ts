import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { classes, tags } from '../catalog/opentracing-api';
import type { Edit } from '../edit/edit';
import type { Unit, ValueReference } from '../facts/types';
import { memberName } from '../parse/key-name';
import { textOf } from '../parse/source-file';
import { memberOn } from '../parse/uses';
import { siteOf } from './calls/sites';
import { isToken } from './context/injection';
import { constantEdit, textOfConstant } from './data/constant-edit';
import { functionValue, isFunctionName } from './data/function-value';
import { missingConstant, namedAsItWas } from './data/missing-constant';
import { spreadTags } from './data/table-of-tags';
import { replacesTracing } from './mocks/module-mocks';
import { comparedWithItself } from './mocks/own-words';
import { isSpiedOn } from './mocks/spied-methods';
import { flowOfLiteral } from './options/option-flow';
import { isReadFromOpenTracing } from './syntax/own-name';
import { calledMethod, isCall, isMember, outermost } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';
import { classCheck } from './values/class-check';
import { classMatcher } from './values/class-matcher';

/** `Tags.HTTP_URL`, `FORMAT_TEXT_MAP` and the like become the strings that they always were. */
export const constants: Rule = {
  name: 'constants',
  *propose(context) {
    for (const reference of context.facts.values) {
      const proposal = propose(context, reference);
      if (proposal) yield proposal;
    }
  },
};

function propose(context: FileContext, reference: ValueReference): Proposal | undefined {
  if (reference.name === '') return passedOn(context, reference.node);
  // What a module exports is told by the types rule.
  if (!isReadFromOpenTracing(context, reference) || isExported(context, reference.node)) return undefined;
  const edit = constantEdit(context, reference);
  if (edit !== undefined && isForUnprovenCall(context, reference.node)) return undefined;
  if (edit !== undefined) return settle(context, reference.node, [edit], findingsOf(context, reference));
  const check = classCheck(context, reference) ?? classMatcher(context, reference);
  if (check) return check;
  if (isFunctionName(reference.name)) return handedOn(context, reference);
  if (isTakenApart(context, reference) && !isClassMember(context, reference)) return undefined;
  if (reference.name === 'Tags') return wholeTags(context, reference.node);
  if (!CLASSES.has(reference.name) || isExtended(context, reference.node)) return undefined;
  return isToken(context, reference.node) ? tokenOf(context, reference.node) : wholeClass(context, reference.node);
}

function handedOn(context: FileContext, reference: ValueReference): Proposal | undefined {
  // Where a test has put something in its place, it is asked what was made of that.
  if (replacesTracing(context)) return undefined;
  const outcome = functionValue(context, reference);
  return outcome && { rule: 'constants', site: reference.node, units: unitsAround(context, reference.node), outcome };
}

/** The package itself is handed to something else: what that does with it is not known. */
function passedOn(context: FileContext, node: t.Expression): Proposal | undefined {
  const isOwn = isImported(context, node) && !isSpiedOn(context, node);
  return isOwn && isHandedOn(context, node) ? wholeClass(context, node) : undefined;
}

const HANDING_ON: ReadonlySet<t.Node['type'] | undefined> = new Set([
  'ArrayExpression',
  'ExportDefaultDeclaration',
  'NewExpression',
  'ObjectProperty',
  'ReturnStatement',
]);

function isHandedOn({ source }: FileContext, node: t.Node): boolean {
  const { node: outer, parent } = outermost(source, node);
  if (isCall(parent)) return parent.callee !== outer;
  if (parent?.type === 'AssignmentExpression') return parent.right === outer && isMember(parent.left);
  return HANDING_ON.has(parent?.type);
}

/** Whether it is the package as it was imported, or `opentracing` of a package that brings it. */
function isImported(context: FileContext, node: t.Node): boolean {
  const { facts, source } = context;
  if (isMember(node)) return isImported(context, node.object);
  if (isCall(node)) return facts.imports.some((found) => found.node === node);
  const declaration = facts.scopes.bindingOf(node)?.declaration;
  const required =
    declaration?.type === 'VariableDeclarator' && isCall(declaration.init) ? declaration.init : undefined;
  const importing = declaration && source.parents.get(declaration);
  return facts.imports.some(({ node: found }) => found === required || found === importing || found === declaration);
}

const CLASSES = new Set(Object.keys(classes));

/** A class that extends it is an implementation, and told as such. */
function isExtended(context: FileContext, node: t.Node): boolean {
  const { parent } = outermost(context.source, node);
  return parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression';
}

function wholeClass(context: FileContext, node: t.Node): Proposal {
  const name = textOf(context.source, node);
  const { parent } = outermost(context.source, node);
  const prototypeOf = isMember(parent) && memberName(parent) === 'prototype' ? name.replace(/^.*\./, '') : undefined;
  const told =
    parent && context.facts.isClassDouble(parent)
      ? finding('OT611', context.source.path, parent, { name })
      : finding('OT403', context.source.path, node, { name, prototypeOf });
  return {
    rule: 'constants',
    site: node,
    units: unitsAround(context, node),
    outcome: { kind: 'leave', finding: told },
  };
}

/** What dependency injection knows something by goes on being that: everybody who asks for it uses the same. */
function tokenOf({ source }: FileContext, node: t.Node): Proposal {
  const findings = [finding('OT411', source.path, node, { name: textOf(source, node) })];
  return { rule: 'constants', site: node, units: [], outcome: { kind: 'rewrite', edits: [], findings } };
}

const OPENTRACING_ONLY = new Set([
  'startSpan',
  'setTag',
  'addTags',
  'logEvent',
  'setBaggageItem',
  'inject',
  'extract',
  'registerInjector',
  'registerExtractor',
]);

/** Given to such a call, itself or by way of a variable. */
function isForUnprovenCall(context: FileContext, node: t.Node): boolean {
  if (isInUnprovenCall(context, node)) return true;
  const variable = variableOf(context, node);
  const uses = (variable && context.facts.scopes.bindingOf(variable)?.references) ?? [];
  return uses.some((use) => use.kind === 'read' && isInUnprovenCall(context, use.node));
}

/** An argument of a call that looks like OpenTracing's and is none that is known: it stays with that call. A wrapper's call is the program's. */
function isInUnprovenCall(context: FileContext, node: t.Node): boolean {
  for (let at = context.source.parents.get(node); at; at = context.source.parents.get(at)) {
    if (at.type.endsWith('Statement') || at.type.includes('Function') || isPassedOn(context, at)) return false;
    if (OPENTRACING_ONLY.has(calledMethod(at) ?? ''))
      return siteOf(context, at) === undefined && !isOfWrapper(context, at);
  }
  return false;
}

/** A method of the project's own that uses OpenTracing inside. */
function isOfWrapper({ facts }: FileContext, call: t.Node): boolean {
  return facts.ownCalls().some(({ node, owner }) => node === call && owner.relation === 'uses');
}

/** Options whose way to the startSpan is known are not the call's that they are given to. */
function isPassedOn(context: FileContext, node: t.Node): boolean {
  const flow = flowOfLiteral(context, node);
  return flow !== undefined && flow.open === undefined;
}

function isExported(context: FileContext, node: t.Node): boolean {
  return context.source.parents.get(node)?.type === 'ExportSpecifier';
}

/** A constant is part of the call that it is an argument of: it stays if that stays. */
function settle(
  context: FileContext,
  node: t.Node,
  edits: readonly Edit[],
  findings: readonly Finding[] = [],
): Proposal {
  const outcome = { kind: 'rewrite', edits, findings } as const;
  return { rule: 'constants', site: node, units: unitsAround(context, node), outcome };
}

function findingsOf(context: FileContext, { node, name }: ValueReference): readonly Finding[] {
  const text = textOfConstant(context, name, node);
  return text === undefined ? [] : comparedWithItself(context, node, text);
}

function unitsAround(context: FileContext, node: t.Node): Unit[] {
  const variable = variableOf(context, node);
  if (variable) return [context.facts.unitOf(variable)];
  for (let at: t.Node | undefined = node; at; at = context.source.parents.get(at)) {
    const site = isCall(at) || at.type === 'NewExpression' ? siteOf(context, at) : undefined;
    if (site) return [site.unit];
    if (at.type.endsWith('Statement') || at.type.includes('Function')) return [];
  }
  return [];
}

/** The variable that a constant is put into. */
function variableOf({ source }: FileContext, node: t.Node): t.Identifier | undefined {
  const { node: outer, parent } = outermost(source, node);
  const target =
    parent?.type === 'AssignmentExpression' && parent.right === outer
      ? parent.left
      : parent?.type === 'VariableDeclarator'
        ? parent.id
        : undefined;
  return target?.type === 'Identifier' ? target : undefined;
}

/** `Tags.X`, `const { X } = Tags` and `const T = Tags` are followed by the facts. */
function isTakenApart(context: FileContext, { node, name }: ValueReference): boolean {
  const { node: outer, parent } = outermost(context.source, node);
  const read = memberOn(context.source, outer);
  if (read) {
    const member = memberName(read);
    return member !== undefined && (name !== 'Tags' || member === 'default' || Object.hasOwn(tags, member));
  }
  if (parent?.type === 'VariableDeclarator') return parent.init === outer && !isExportedAs(context, parent);
  return parent?.type === 'ImportSpecifier' || parent?.type === 'ExportSpecifier';
}

/** `export const tags = Tags`: whoever imports it from outside of the project reads what nobody sees. */
function isExportedAs({ source }: FileContext, declarator: t.VariableDeclarator): boolean {
  const declaration = source.parents.get(declarator);
  return declaration !== undefined && source.parents.get(declaration)?.type === 'ExportNamedDeclaration';
}

/** `Span.prototype` is no part of the package that is read by name: it is the class that is changed or spied on. */
function isClassMember(context: FileContext, { node, name }: ValueReference): boolean {
  return CLASSES.has(name) && isMember(outermost(context.source, node).parent);
}

function wholeTags(context: FileContext, node: t.Node): Proposal {
  const table = spreadTags(context, node);
  if (table !== undefined) return settle(context, node, [table]);
  const use = memberOn(context.source, outermost(context.source, node).node) ?? node;
  const missing = isTagKey(context, use) ? missingConstant(context, use) : undefined;
  if (missing !== undefined) {
    const { edit, told } = namedAsItWas(context, use, missing);
    return settle(context, node, [edit], [told]);
  }
  const expression = textOf(context.source, use);
  const outcome = { kind: 'leave', finding: finding('OT213', context.source.path, use, { expression }) } as const;
  return { rule: 'constants', site: node, units: unitsAround(context, node), outcome };
}

/** `setTag(Tags.HTTP_URL, url)` */
function isTagKey(context: FileContext, node: t.Node): boolean {
  const { node: outer, parent } = outermost(context.source, node);
  return isCall(parent) && parent.arguments[0] === outer && siteOf(context, parent)?.member === 'span.setTag';
}
