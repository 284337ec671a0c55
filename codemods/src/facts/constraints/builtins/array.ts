import { Slot } from '../../flow/slot';
import { CONTENT, DYNAMIC, ITERATOR, SENT, Shape, UNDEFINED } from '../../flow/tokens';
import { flattened } from '../await';
import type { Context } from '../context';
import { iterated } from '../iteration';
import {
  addElement,
  CALLED,
  callBack,
  called,
  type Effect,
  each,
  holder,
  same,
  selectedPlainly,
  taken,
  withEach,
} from './effects';
import { entries } from './keyed';

/** A new array of the same elements; the callback sees each. */
const selected: Effect = (at, owner, call) => {
  each(at, owner, call);
  addElement(at, holder(at, 'array', call), owner.field(CONTENT));
};

const found: Effect = (at, owner, call) => {
  each(at, owner, call);
  at.solver.flow(owner.field(CONTENT), call.result);
  at.solver.add(call.result, UNDEFINED);
};

const mapped: Effect = (at, owner, call) => {
  addElement(at, holder(at, 'array', call), withEach(at, owner, call));
};

const flatMapped: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, elementsWithin(at, withEach(at, owner, call)));
};

const reduced: Effect = (at, owner, call) => {
  const state = new Slot();
  const [, first] = call.args;
  if (first !== undefined) at.solver.flow(first, state);
  // Of what is spread it is not known whether there is a second.
  if (first === undefined || call.spread !== null) at.solver.flow(owner.field(CONTENT), state);
  at.solver.flow(callBack(at, call.args[0], [state, owner.field(CONTENT)], call), state);
  at.solver.flow(state, call.result);
};

const pushed: Effect = (at, owner, call) => {
  for (const argument of call.args) addElement(at, owner, argument);
  if (call.spread !== null) addElement(at, owner, call.spread);
};

/** What is no list is put in as it is: `[].concat(spanOrSpans)`. */
const concatenated: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, owner.field(CONTENT));
  for (const argument of call.args) {
    iterated(at, argument, array.field(DYNAMIC));
    at.solver.flowIf(argument, array.field(DYNAMIC), (token) =>
      token instanceof Shape ? token.kind !== 'array' : !UNTOLD.has(token.kind),
    );
  }
};

/** What may be a list. */
const UNTOLD: ReadonlySet<string> = new Set(['foreign', 'varying']);

const flat: Effect = (at, owner, call) => {
  addElement(at, holder(at, 'array', call), elementsWithin(at, owner.field(CONTENT)));
};

function elementsWithin(at: Context, elements: Slot): Slot {
  const within = new Slot();
  flattened(at.solver, elements, within);
  return within;
}

const spliced: Effect = (at, owner, call) => {
  for (const argument of call.args.slice(2)) addElement(at, owner, argument);
  selectedPlainly(at, owner, call);
};

/** The callback sees the elements in both places. */
const compared: Effect = (at, owner, call) => {
  callBack(at, call.args[0], [owner.field(CONTENT), owner.field(CONTENT)], call);
};

const sorted: Effect = (at, owner, call) => {
  compared(at, owner, call);
  same(at, owner, call);
};

const sortedCopy: Effect = (at, owner, call) => {
  compared(at, owner, call);
  selectedPlainly(at, owner, call);
};

const replaced: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, owner.field(CONTENT));
  addElement(at, array, call.args[1]);
};

const splicedCopy: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, owner.field(CONTENT));
  for (const argument of call.args.slice(2)) addElement(at, array, argument);
};

const filled: Effect = (at, owner, call) => {
  addElement(at, owner, call.args[0]);
  same(at, owner, call);
};

/** What `next()` of an iterator gives: `{ value, done }`. Iterators and generators are arrays here. A generator goes on with what it is sent. */
const stepped: Effect = (at, owner, call) => {
  if (call.args[0] !== undefined) at.solver.flow(call.args[0], owner.field(SENT));
  const step = at.graph.shape('object', call.node, at.file);
  at.solver.flow(owner.field(CONTENT), step.field('value'));
  at.solver.add(step.field('value'), UNDEFINED);
  at.solver.add(call.result, step);
};

/** Methods of arrays. */
export const array: Readonly<Record<string, Effect>> = {
  forEach: each,
  some: each,
  every: each,
  map: mapped,
  flatMap: flatMapped,
  filter: selected,
  find: found,
  findLast: found,
  findIndex: each,
  findLastIndex: each,
  reduce: reduced,
  reduceRight: reduced,
  push: pushed,
  unshift: pushed,
  concat: concatenated,
  slice: selectedPlainly,
  splice: spliced,
  pop: taken,
  shift: taken,
  at: taken,
  reverse: same,
  sort: sorted,
  toSorted: sortedCopy,
  toSpliced: splicedCopy,
  with: replaced,
  copyWithin: same,
  toReversed: selectedPlainly,
  values: selectedPlainly,
  entries,
  flat,
  fill: filled,
  [ITERATOR]: selectedPlainly,
  next: stepped,
  [CALLED]: called,
};
