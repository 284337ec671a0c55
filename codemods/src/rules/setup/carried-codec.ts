import path from 'node:path';
import type * as t from '@babel/types';
import { SHIM } from '../../catalog/opentelemetry-api';
import { type Edit, remove } from '../../edit/edit';
import { rangesOf } from '../../facts/modules/packages';
import type { Unit } from '../../facts/types';
import { wholeLinesOf } from '../../imports/removal';
import { memberName } from '../../parse/key-name';
import { oncePerFile } from '../../parse/once-per-file';
import { isWithin, rangeOf, type SourceFile } from '../../parse/source-file';
import { lineStart } from '../syntax/layout';
import { nodesOf } from '../syntax/nodes';
import { calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextOf, contextsOf } from '../values/values-nearby';
import { makesByJaeger } from './jaeger-made';
import { zipkinPropagator } from './jaeger-module';
import { isSame, registersFormat, type ZipkinCodec, type ZipkinOptions, zipkinCodecOf } from './zipkin-codec';

/**
 * The Zipkin codec of a file's tracers that the created module carries on. A process has one propagator, so whatever else is made there by
 * jaeger-client, or sets one, has to speak by the same; and where a codec is given to who knows which tracer, none of them is known.
 */
export function carriedCodec(context: FileContext): ZipkinCodec | undefined {
  return carriedOf(context.source, context).codec;
}

// A value that may be missing is kept in an object.
const carriedOf = oncePerFile((_source, context: FileContext) => {
  const codec = zipkinCodecOf(context);
  return { codec: codec && isAlone(context, codec) ? codec : undefined };
});

function isAlone(context: FileContext, { options }: ZipkinCodec): boolean {
  const files = [...context.project.files.values()];
  if (files.some(registersUnseen) || mayStartSdk(context)) return false;
  return files
    .filter(({ source }) => source !== context.source && isBeside(context, source.path))
    .every((facts) => {
      if (!makesByJaeger(facts)) return !STARTS_SDK.test(facts.source.text) || speaksBy(facts.source, options);
      const other = contextOf(context, facts.source.path);
      const codec = other && zipkinCodecOf(other);
      return codec !== undefined && isSame(codec.options, options);
    });
}

/**
 * Whether the package has an SDK that it starts where nobody looks: in a file that does not speak of OpenTracing. With the shim it is there for
 * that; and a created module that is there already has asked for it.
 */
function mayStartSdk({ manifest, project }: FileContext): boolean {
  const listed = rangesOf(manifest);
  if (listed.has(SHIM) || !STARTERS.some((name) => listed.has(name))) return false;
  return ![...project.files.values()].some(({ source }) => STARTS_SDK.test(source.text));
}

const STARTERS = [
  '@opentelemetry/sdk-node',
  '@opentelemetry/sdk-trace-node',
  '@opentelemetry/auto-instrumentations-node',
];

/** What gives a program its propagator: a created module of an earlier run, or a start of the SDK that is the project's own. */
const STARTS_SDK = /\b(?:NodeSDK|NodeTracerProvider|setGlobalPropagator)\b/;

function speaksBy({ text }: SourceFile, options: ZipkinOptions): boolean {
  return text.includes(zipkinPropagator(options));
}

/** Whether a file is part of the same program, or may share the created module: they are in one folder. */
export function isBeside({ source, project }: FileContext, other: string): boolean {
  const folder = path.posix.dirname(source.path);
  return path.posix.dirname(other) === folder || project.areLoadedTogether(source.path, other);
}

/** Whether a format is registered with something that is not proven to be a tracer. */
function registersUnseen({ source, calls }: FileContext['facts']): boolean {
  if (!/\bregister(?:Injector|Extractor)\b/.test(source.text)) return false;
  const seen = new Set<t.Node>(calls.filter(registersFormat).map(({ node }) => node));
  return nodesOf(source, 'CallExpression', 'OptionalCallExpression').some((call) => {
    const callee = calleeOf(call);
    const name = callee && memberName(callee);
    return (name === 'registerInjector' || name === 'registerExtractor') && !seen.has(call);
  });
}

/** Whether a header goes on being written and read in the program that a file is of, by the codec of its tracer. */
export function isCarriedHeader(context: FileContext, name: string): boolean {
  return contextsOf(context).some((maker) => {
    const codec = makesByJaeger(maker.facts) ? carriedCodec(maker) : undefined;
    return codec !== undefined && isHeaderOf(codec, name.toLowerCase()) && isBeside(maker, context.source.path);
  });
}

function isHeaderOf({ options: { baggagePrefix = 'uberctx-' } }: ZipkinCodec, name: string): boolean {
  return /^x-b3-(?:traceid|spanid|sampled|flags)$/.test(name) || name.startsWith(baggagePrefix.toLowerCase());
}

/** What moves with the headers of a file's tracers: the tracers, and all that registers the codec. */
export function codecUnits(context: FileContext): readonly Unit[] {
  if (!carriedCodec(context)) return [];
  return [{ id: `codec of ${context.source.path}`, kind: 'expression', name: 'the tracer with its codec' }];
}

/** The units of all codecs that are carried on in the project. */
export function allCodecUnits(context: FileContext): readonly Unit[] {
  return contextsOf(context).flatMap(codecUnits);
}

/** Whether a node stands in what goes with the codec. */
export function goesWithCodec(context: FileContext, node: t.Node): boolean {
  const statements = carriedCodec(context)?.statements ?? [];
  return statements.some((statement) => isWithin(rangeOf(node), rangeOf(statement)));
}

/** The edits that take a registration away; the first of them takes the variables of the codec along. */
export function withoutRegistration({ source }: FileContext, { statements, calls }: ZipkinCodec, call: t.Node): Edit[] {
  const [first] = calls;
  const own = statements.filter((statement) => isWithin(rangeOf(call), rangeOf(statement)));
  const made = statements.filter((statement) => ![...calls].some((one) => isWithin(rangeOf(one), rangeOf(statement))));
  const lines = linesOf(source, statements);
  return [...(call === first ? made : []), ...own].flatMap((statement) => lines.get(statement) ?? []);
}

/** The lines of each statement; those that stand below each other go with the blank lines around them as one. */
function linesOf(source: SourceFile, statements: readonly t.Statement[]): ReadonlyMap<t.Node, Edit> {
  const lines = new Map<t.Node, Edit>();
  for (const run of wholeLinesOf(source, statements)) {
    const inner = statements.filter((statement) => isWithin(rangeOf(statement), run));
    inner.sort((a, b) => rangeOf(a).start - rangeOf(b).start);
    const starts = inner.map((one, index) => (index === 0 ? run.start : lineStart(source, rangeOf(one).start)));
    inner.forEach((one, index) => {
      lines.set(one, remove({ start: starts[index] ?? run.start, end: starts[index + 1] ?? run.end }));
    });
  }
  return lines;
}
