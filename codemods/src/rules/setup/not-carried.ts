import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import { TEXT_FORMATS } from '../context/format';
import type { FileContext } from '../types';
import { carriedCodec, isBeside } from './carried-codec';
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
    ...otherHeaders(context),
  ];
}

/** What a tracer with the Zipkin codec wrote, or read, by other headers: a propagator is not told a format. */
function otherHeaders(context: FileContext): string[] {
  const codec = carriedCodec(context);
  if (!codec) return [];
  const near = [...context.project.files.values()].filter(({ source }) => isBeside(context, source.path));
  const used = near.flatMap((facts) =>
    facts.calls.flatMap(({ member, node }) => {
      const place = ['tracer.extract', 'tracer.inject'].indexOf(member);
      const format = place < 0 ? undefined : node.arguments[place];
      return (format && facts.stringOf(unwrap(format))) ?? [];
    }),
  );
  const others = new Set(used.filter((format) => TEXT_FORMATS.has(format) && !codec.formats.has(format)));
  return [
    'the header x-b3-parentspanid',
    ...[...others].map((format) => `uber-trace-id in carriers of the format ${format}, which have x-b3-* now`),
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
