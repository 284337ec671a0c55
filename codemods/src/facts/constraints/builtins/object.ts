import { Slot } from '../../flow/slot';
import { CONTENT, DYNAMIC, Shape } from '../../flow/tokens';
import type { Call } from '../calls';
import type { Context } from '../context';
import { entryOf } from '../iteration';
import { readMember, writeMember } from '../members';
import { stringOf } from '../strings';
import { addElement, callBack, elementsOf, holder, type StaticEffect } from './effects';

/** What is copied to an object, which is also what the call gives. */
export const assigned: StaticEffect = (at, call) => {
  const [target, ...sources] = call.args;
  if (target === undefined) return;
  // An object that is made for it has all of it from the start.
  const own = 'arguments' in call.node ? call.node.arguments[0] : undefined;
  at.solver.on(target, (token) => {
    if (token instanceof Shape && token.node !== own) token.late = [...token.late, ...sources];
  });
  linked(at, call);
};

const linked: StaticEffect = (at, call) => {
  const [target, ...sources] = call.args;
  if (target === undefined) return;
  at.solver.flow(target, call.result);
  // Where nothing is known of the target, what is copied to it is all that is known of the result.
  for (const source of sources) at.solver.flow(source, call.result);
  at.solver.on(target, (token) => {
    if (!(token instanceof Shape)) return;
    for (const source of sources) at.solver.flow(source, token.parents);
  });
  for (const source of sources) {
    at.solver.on(source, (token) => {
      if (token instanceof Shape) writeMembers(at, target, token, call);
    });
  }
};

/** `Object.assign(req, { span })` is `req.span = span` where nothing is known of `req`. */
function writeMembers(at: Context, receiver: Slot, source: Shape, { node }: Call): void {
  const receiverNode = 'arguments' in node ? (node.arguments[0] ?? null) : null;
  for (const [name, value] of source.fields) {
    if (!name.startsWith('<'))
      at.graph.accesses.push({ receiver, receiverNode, name, value, write: true, file: at.file });
  }
}

const passed: StaticEffect = (at, call) => {
  if (call.args[0] !== undefined) at.solver.flow(call.args[0], call.result);
};

/** `Object.create(proto, { k: { value } })` */
const created: StaticEffect = (at, call) => {
  const [proto, descriptors] = call.args;
  const shape = at.graph.shape('object', call.node, at.file);
  if (proto !== undefined) at.solver.flow(proto, shape.parents);
  at.solver.add(call.result, shape);
  if (descriptors !== undefined) defineAll(at, call.result, descriptors, call);
};

const inherited: StaticEffect = (at, call) => {
  const [child, parent] = call.args;
  if (child === undefined || parent === undefined) return;
  const [own, base] = [prototypeOf(at, child), prototypeOf(at, parent)];
  at.solver.on(own, (token) => {
    if (token instanceof Shape) at.solver.flow(base, token.parents);
  });
};

function prototypeOf(at: Context, fn: Slot): Slot {
  const slot = new Slot();
  at.solver.on(fn, (token) => {
    if (token instanceof Shape) at.solver.flow(token.field('prototype'), slot);
  });
  return slot;
}

/** `Object.defineProperty(o, 'k', { value })`, or `{ get() { ... } }`. */
const defined: StaticEffect = (at, call) => {
  const [target, , descriptor] = call.args;
  if (target === undefined) return;
  at.solver.flow(target, call.result);
  const key = 'arguments' in call.node ? call.node.arguments[1] : undefined;
  const name = key && stringOf(at, key);
  if (name !== undefined && descriptor !== undefined) define(at, target, name, descriptor, call);
};

/** `Object.defineProperties(o, { k: { value } })`. */
const definedTogether: StaticEffect = (at, call) => {
  const [target, descriptors] = call.args;
  if (target === undefined || descriptors === undefined) return;
  at.solver.flow(target, call.result);
  defineAll(at, target, descriptors, call);
};

function defineAll(at: Context, target: Slot, descriptors: Slot, call: Call): void {
  at.solver.on(descriptors, (token) => {
    if (!(token instanceof Shape) || token.kind !== 'object') return;
    for (const [name, descriptor] of [...token.fields])
      if (!name.startsWith('<')) define(at, target, name, descriptor, call);
  });
}

function define(at: Context, target: Slot, name: string, descriptor: Slot, call: Call): void {
  const [given, value, getter, setter] = [new Slot(), new Slot(), new Slot(), new Slot()];
  readMember(at, descriptor, 'value', given);
  readMember(at, descriptor, 'get', getter);
  readMember(at, descriptor, 'set', setter);
  // A descriptor with a getter lacks the value.
  at.solver.flowIf(given, value, (token) => token.kind !== 'null');
  at.solver.flow(callBack(at, getter, [], call, target), value);
  callBack(at, setter, [value], call, target);
  writeMember(at, target, name, value);
}

const valuesOf: StaticEffect = (at, call) => {
  const array = holder(at, 'array', call);
  if (call.args[0] === undefined) return;
  at.solver.on(call.args[0], (token) => {
    if (token instanceof Shape) addElement(at, array, token.field(CONTENT));
  });
};

const entriesOf: StaticEffect = (at, call) => {
  const array = holder(at, 'array', call);
  if (call.args[0] === undefined) return;
  at.solver.on(call.args[0], (token) => {
    if (token instanceof Shape) at.solver.add(array.field(DYNAMIC), entryOf(at.solver, token));
  });
};

/** What stands in a pair as its second. */
const fromEntries: StaticEffect = (at, call) => {
  const object = holder(at, 'object', call);
  at.solver.on(elementsOf(at, call.args[0]), (token) => {
    if (token instanceof Shape) addElement(at, object, token.field('1'));
  });
};

/** What holds things holds them behind a proxy too. Of what is OpenTracing's itself the handler may answer to any name, so it is that no more. */
const proxied: StaticEffect = (at, call) => {
  if (call.args[0] !== undefined) at.solver.flowIf(call.args[0], call.result, (token) => token instanceof Shape);
};

const got: StaticEffect = (at, call) => {
  const key = 'arguments' in call.node ? call.node.arguments[1] : undefined;
  if (call.args[0] !== undefined) readMember(at, call.args[0], key && stringOf(at, key), call.result);
};

/** Functions of `Object` and `Reflect`, `Proxy`, and `util.inherits`. */
export const objects: Readonly<Record<string, StaticEffect>> = {
  'Object.assign': assigned,
  'Object.defineProperty': defined,
  'Object.defineProperties': definedTogether,
  'Object.freeze': passed,
  'Object.seal': passed,
  'Object.create': created,
  'Object.values': valuesOf,
  'Object.entries': entriesOf,
  'Object.fromEntries': fromEntries,
  'Object.setPrototypeOf': linked,
  'util.inherits': inherited,
  'Reflect.get': got,
  Proxy: proxied,
};
