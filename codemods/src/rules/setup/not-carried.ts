import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { valuesOf } from './given-values';
import { filesThatMake } from './jaeger-plan';
import { type NamedTracer, namedTracers } from './named-tracers';

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
  const own = namedTracers(context);
  const all = filesThatMake(context).flatMap(namedTracers);
  const names = new Set(
    own.flatMap((tracer) => {
      const beside = all.filter((other) => other.name !== tracer.name && isInOneProgram(context, tracer, other));
      return beside.length > 0 ? [tracer.name, ...beside.map(({ name }) => name)] : [];
    }),
  );
  if (names.size === 0) return [];
  return [`the service name, tags and sampler of a second tracer in one process (here ${[...names].join(', ')})`];
}

/** Programs of their own, which only share the function that makes the tracer, make one each. */
function isInOneProgram({ project }: FileContext, one: NamedTracer, other: NamedTracer): boolean {
  return one.path === other.path || project.areLoadedTogether(one.path, other.path);
}

/** Kinds of samplers that keep so many traces in a second, or what an agent says. */
const LIMITING: ReadonlySet<string | undefined> = new Set(['ratelimiting', 'lowerbound', 'remote']);

function limits(context: FileContext, sampler: t.Expression): string[] {
  const types = valuesOf(context, unwrap(sampler)).filter(({ key }) => key === 'type');
  const names = types.map(({ value, of }) => of.facts.stringOf(value)).filter((name) => LIMITING.has(name));
  return [...new Set(names)].map((name) => `the sampler "${name}", in whose place every trace is kept`);
}
