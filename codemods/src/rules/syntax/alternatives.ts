import type * as t from '@babel/types';
import { alwaysExits } from '../../parse/exits';
import { isWithin, rangeOf, type SourceFile } from '../../parse/source-file';
import { isFunctionLike, isLoop } from './flow';

/** Whether no more than one of some places is reached after a declaration: they are in branches of one `if` or `switch`. */
export function areAlternatives(file: SourceFile, declaration: t.Node, places: readonly t.Node[]): boolean {
  const list = file.parents.get(declaration) ?? declaration;
  const isApart = (one: t.Node, other: t.Node) => one === other || isChoice(file, list, one, other);
  return places.every((one) => places.every((other) => isApart(one, other)));
}

/** Looks for what holds both places, and on to the list of the declaration: a loop may reach one after the other. */
function isChoice(file: SourceFile, list: t.Node, one: t.Node, other: t.Node): boolean {
  let isSplit = false;
  for (let at = one; at !== list; ) {
    const parent = file.parents.get(at);
    if (!parent || isFunctionLike(parent)) return false;
    if (!isSplit && holds(parent, other)) {
      if (!splits(parent, at, other)) return false;
      isSplit = true;
    }
    if (isSplit && isLoop(parent)) return false;
    at = parent;
  }
  return isSplit;
}

function holds(outer: t.Node, inner: t.Node): boolean {
  return isWithin(rangeOf(inner), rangeOf(outer));
}

function splits(statement: t.Node, one: t.Node, other: t.Node): boolean {
  if (statement.type === 'IfStatement') return [one, other].every((part) => !holds(statement.test, part));
  if (statement.type !== 'SwitchStatement') return false;
  const branches = [one, other].map((part) => statement.cases.findIndex((branch) => holds(branch, part)));
  const first = Math.min(...branches);
  return first >= 0 && statement.cases.slice(first, Math.max(...branches)).some(({ consequent }) => leaves(consequent));
}

/** A branch that runs to its end goes on in the next. */
function leaves(branch: readonly t.Node[]): boolean {
  const jumps = ({ type }: t.Node) => type === 'BreakStatement' || type === 'ContinueStatement';
  return (
    alwaysExits(branch) || branch.some((part) => jumps(part) || (part.type === 'BlockStatement' && leaves(part.body)))
  );
}
