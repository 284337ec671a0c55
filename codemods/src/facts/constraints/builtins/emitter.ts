import { Slot } from '../../flow/slot';
import { builtinToken, Shape, type Token } from '../../flow/tokens';
import type { Call } from '../calls';
import type { Context } from '../context';
import { readMember } from '../members';
import { stringOf } from '../strings';
import { CALLED, callBack, type Effect, holder, type StaticEffect } from './effects';

const ALL = '<listeners>';
/** The listeners of what events nobody sees. */
const OF_ANY = '<listeners of any>';

function listenersOf(event: string): string {
  return `<listeners of ${event}>`;
}

/** The event that a call is about; undefined where its name is made at run time. */
function eventOf(at: Context, { node }: Call, place = 0): string | undefined {
  const event = 'arguments' in node ? node.arguments[place] : undefined;
  return event && stringOf(at, event);
}

const listened: Effect = (at, owner, call) => {
  at.solver.add(call.result, owner);
  const listener = call.args[1];
  if (listener !== undefined) listen(at, owner, eventOf(at, call), listener);
};

function listen(at: Context, owner: Shape, event: string | undefined, listener: Slot): void {
  for (const name of [ALL, event === undefined ? OF_ANY : listenersOf(event)])
    at.solver.flow(listener, owner.field(name));
}

const emitted: Effect = (at, owner, call) => {
  const event = eventOf(at, call);
  const self = new Slot();
  at.solver.add(self, owner);
  for (const listeners of calledBy(owner, event)) callBack(at, listeners, call.args.slice(1), call, self);
};

function calledBy(owner: Shape, event: string | undefined): Slot[] {
  return (event === undefined ? [ALL] : [OF_ANY, listenersOf(event)]).map((name) => owner.field(name));
}

/** Methods of Node's event emitters: what is emitted is what listeners of the same event are called with, as methods of the emitter. */
export const emitter: Readonly<Record<string, Effect>> = {
  on: listened,
  once: listened,
  addListener: listened,
  prependListener: listened,
  prependOnceListener: listened,
  emit: emitted,
};

const made: StaticEffect = (at, call) => void holder(at, 'emitter', call);

/** `once(emitter, event)`: a promise of what the event is emitted with; `on(emitter, event)`: what iterates over all of that, an array here. */
const waited =
  (kind: 'promise' | 'array'): StaticEffect =>
  (at, call) => {
    const [emitter] = call.args;
    if (emitter === undefined) return;
    const [listener, method] = [new Slot(), new Slot()];
    at.solver.add(listener, builtinToken(holder(at, kind, call), CALLED));
    readMember(at, emitter, 'on', method);
    at.solver.on(method, (token) => {
      const owner = token.kind === 'builtin' ? token.owner : null;
      if (owner instanceof Shape && owner.kind === 'emitter') listen(at, owner, eventOf(at, call, 1), listener);
    });
  };

/** `require('events')` is the class itself. */
const classes: Readonly<Record<string, StaticEffect>> = {
  events: made,
  'events.default': made,
  'events.EventEmitter': made,
};

/** What makes emitters, and what waits for them. */
export const emitters: Readonly<Record<string, StaticEffect>> = {
  ...classes,
  'events.once': waited('promise'),
  'events.on': waited('array'),
};

/** Whether what a class extends is the class of emitters. */
export function isEmitterClass(token: Token): boolean {
  return token.kind === 'builtin' && token.owner === null && Object.hasOwn(classes, token.name);
}
