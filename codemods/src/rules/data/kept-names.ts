import type * as t from '@babel/types';
import { contains } from '../../facts/implementations/implementations';
import { callsTo } from '../calls/proposals';
import type { FileContext } from '../types';

const known = new WeakMap<FileContext, ReadonlySet<t.Node>>();

/**
 * Whether a constant of Tags is no name of a tag where it stands: the semantic conventions rename tags, not what they hold, and not the fields
 * of a log.
 */
export function keepsItsName(context: FileContext, node: t.Node): boolean {
  return isValueOfTag(context, node) || isOfLog(context, node);
}

/** `setTag('which', Tags.HTTP_URL)` */
function isValueOfTag(context: FileContext, node: t.Node): boolean {
  return callsTo(context, 'span.setTag', 'mockSpan.setTag').some(
    ({
      node: {
        arguments: [, value],
      },
    }) => value && contains(value, node),
  );
}

/** In what is logged, in place or by way of a variable. */
function isOfLog(context: FileContext, node: t.Node): boolean {
  const logged = known.get(context) ?? loggedIn(context);
  known.set(context, logged);
  for (let at: t.Node | undefined = node; at; at = context.source.parents.get(at)) {
    if (logged.has(at)) return true;
    if (at.type.endsWith('Statement')) return false;
  }
  return false;
}

/** The literals that are logged, and what is written to them later. */
function loggedIn(context: FileContext): ReadonlySet<t.Node> {
  const sources = callsTo(context, 'span.log', 'mockSpan.log').flatMap(
    ({
      node: {
        arguments: [fields],
      },
    }) => (fields ? [context.facts.objectsOf(fields)] : []),
  );
  return new Set(sources.flatMap(({ literals, writes }) => [...literals, ...writes].map(({ node }) => node)));
}
