import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { entriesOf } from '../syntax/object-entries';
import { unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextOf } from '../values/values-nearby';
import { makersIn } from './jaeger-made';

/** What a tracer of jaeger-client is given, as far as it is seen, that the created module does nothing with. */
export function notCarried(context: FileContext, { node }: CallSite): readonly string[] {
  const [config, options] = node.arguments;
  const given = new Set(options ? valuesOf(context, options).map(({ key }) => key) : []);
  const samplers = config ? valuesOf(context, config).filter(({ key }) => key === 'sampler') : [];
  return [
    ...['metrics', 'reporter'].filter((name) => given.has(name)),
    ...samplers.flatMap(({ value, of }) => limits(of, value)),
    ...secondTracers(context),
  ];
}

/** A process has one SDK, which goes by what the first tracer is given. */
function secondTracers(context: FileContext): string[] {
  const names = new Set(makersIn(context.facts).flatMap((site) => serviceName(context, site) ?? []));
  if (names.size < 2) return [];
  return [`the service name, tags and sampler of a second tracer in one process (here ${[...names].join(', ')})`];
}

function serviceName(context: FileContext, { node }: CallSite): string | undefined {
  const config = node.arguments[0];
  const named = config && valuesOf(context, config).find(({ key }) => key === 'serviceName');
  return named?.of.facts.stringOf(named.value);
}

interface Given {
  readonly key: string | undefined;
  readonly value: t.Expression;
  /** The file that says so. */
  readonly of: FileContext;
}

/** What an object is seen to hold: what it is made with, and what is written to it later. */
function valuesOf(context: FileContext, object: t.Node): Given[] {
  const { literals, writes } = context.facts.objectsOf(object);
  const made = literals.flatMap(({ file, node }) => {
    const of = contextOf(context, file) ?? context;
    return entriesOf(of, node).map(({ key, value }) => ({ key, value, of }));
  });
  return [
    ...made,
    ...writes.map(({ file, node, key }) => ({ key, value: node.right, of: contextOf(context, file) ?? context })),
  ];
}

/** Kinds of samplers that keep so many traces in a second, or what an agent says. */
const LIMITING: ReadonlySet<string | undefined> = new Set(['ratelimiting', 'lowerbound', 'remote']);

function limits(context: FileContext, sampler: t.Expression): string[] {
  const types = valuesOf(context, unwrap(sampler)).filter(({ key }) => key === 'type');
  const names = types.map(({ value, of }) => of.facts.stringOf(value)).filter((name) => LIMITING.has(name));
  return [...new Set(names)].map((name) => `the sampler "${name}", in whose place every trace is kept`);
}
