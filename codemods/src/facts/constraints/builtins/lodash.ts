import { plainText } from '../../../parse/plain-text';
import { Shape } from '../../flow/tokens';
import { readFrom } from '../members';
import { array } from './array';
import type { StaticEffect } from './effects';
import { partial } from './function';
import { assigned } from './object';

/** A method of arrays as a function of the list. */
const ofList =
  (name: string): StaticEffect =>
  (at, call) => {
    const [list, ...args] = call.args;
    if (list === undefined) return;
    at.solver.on(list, (token) => {
      if (token instanceof Shape && token.kind === 'array') array[name]?.(at, token, { ...call, args });
    });
  };

/** The functions of lodash that people hand spans to. */
export const lodash: Readonly<Record<string, StaticEffect>> = {
  'lodash.partial': (at, call) => {
    const [fn, ...args] = call.args;
    if (fn === undefined) return;
    at.solver.on(fn, (token) => {
      if (token instanceof Shape) at.solver.add(call.result, partial(at, token, { ...call, args }));
    });
  },
  'lodash.forEach': ofList('forEach'),
  'lodash.each': ofList('forEach'),
  'lodash.map': ofList('map'),
  'lodash.filter': ofList('filter'),
  'lodash.find': ofList('find'),
  'lodash.assign': assigned,
  'lodash.defaults': assigned,
  'lodash.extend': assigned,
  'lodash.merge': assigned,
  'lodash.once': (at, call) => {
    const [fn] = call.args;
    if (fn !== undefined) at.solver.flow(fn, call.result);
  },
  'lodash.get': (at, call) => {
    const [object, , fallback] = call.args;
    const name = 'arguments' in call.node ? plainText(call.node.arguments[1]) : undefined;
    if (fallback !== undefined) at.solver.flow(fallback, call.result);
    if (object === undefined || name === undefined || name.includes('.')) return;
    at.solver.on(object, (token) => readFrom(at, token, name, call.result));
  },
};
