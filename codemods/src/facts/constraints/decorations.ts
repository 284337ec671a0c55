import type * as t from '@babel/types';
import { propertyName } from '../../parse/key-name';
import { Slot } from '../flow/slot';
import { isTelling } from '../flow/unknown-receivers';
import { callBack } from './builtins/effects';
import { callOf, methodOf } from './calls';
import type { Context } from './context';
import { onName } from './keys';

/** Methods by which a framework is told to hang something on its own objects: `fastify.decorateRequest('span', span)`. */
const DECORATES: ReadonlySet<string> = new Set(['decorate', 'decorateRequest', 'decorateReply', 'expose']);

/** The objects that hapi decorates, which it takes before the name: `server.decorate('request', 'span', findSpan)`. */
const DECORATED: ReadonlySet<string> = new Set(['server', 'request', 'toolkit']);

/** What is hung on an object that nothing is known of is found there by its name, if that says what it is. */
export function constrainDecoration(at: Context, node: t.CallExpression | t.OptionalCallExpression): void {
  if (!DECORATES.has(methodOf(node) ?? '')) return;
  const [first, ...others] = node.arguments;
  const isBefore = first?.type === 'StringLiteral' && DECORATED.has(first.value) && others.length >= 2;
  const [name, value, options] = isBefore ? others : node.arguments;
  if (name === undefined || value === undefined) return;
  onName(at, name, true, (known) => {
    if (known === undefined || !isTelling(known)) return;
    const given = at.slot(value);
    at.graph.accesses.push({
      receiver: new Slot(),
      receiverNode: null,
      name: known,
      value: isApplied(options) ? callBack(at, given, [], callOf(at, node)) : given,
      write: true,
      file: at.file,
    });
  });
}

/** `{ apply: true }`: what the function gives is hung there, not the function. */
function isApplied(options: t.Node | undefined): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      propertyName(property) === 'apply' &&
      property.value.type === 'BooleanLiteral' &&
      property.value.value,
  );
}
