import type * as t from '@babel/types';
import { makesDoubles } from '../../catalog/double-makers';
import { finding } from '../../catalog/findings';
import { injectorOf } from '../../catalog/injectors';
import { packageNameOf } from '../../catalog/package-name';
import { keep, replace } from '../../edit/edit';
import { externalTokens } from '../../facts/flow/externals';
import { neededBy } from '../../facts/modules/packages';
import type { Signature, Unit } from '../../facts/types';
import { shimPlaceholder } from '../../imports/placeholders';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { handOversIn, type Taker } from '../syntax/hand-overs';
import { isCall, isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';

/**
 * A tracer that a package gives, `const tracer: Tracer = createTracer()`, is one of OpenTracing's and goes on being that: code that has
 * moved reaches it through the shim, which answers to both.
 */
export function* foreignTracers(context: FileContext): Iterable<Proposal> {
  if (!isTypeScript(context.source)) return;
  for (const { value, taker } of handOversIn(context.source))
    yield* throughShim(context, value, () => unitsOf(context, taker));
  for (const { member, receiver, unit } of context.facts.calls)
    if (receiver && member === 'tracer.startSpan') yield* throughShim(context, receiver, () => [unit]);
}

/** `units` says what moves with a tracer; undefined where there is none. */
function* throughShim(
  context: FileContext,
  value: t.Node,
  units: () => readonly Unit[] | undefined,
): Iterable<Proposal> {
  const specifier = packageBehind(context, value, 'tracer');
  const moving = specifier === undefined ? undefined : units();
  if (specifier === undefined || !moving) return;
  const { source } = context;
  const edits = [replace(value, `${shimPlaceholder('toOpenTracingTracer')}(`, keep(value), ')')];
  const findings = [finding('OT508', source.path, value, { given: textOf(source, calledFor(value)), name: specifier })];
  const outcome = { kind: 'rewrite', edits, findings } as const;
  yield { rule: 'tracer-setup', site: value, units: moving, isQuiet: true, outcome };
}

/** What is called for a value, or the value itself. */
export function calledFor(value: t.Node): t.Node {
  const inner = unwrap(value);
  if (inner.type === 'AwaitExpression') return calledFor(inner.argument);
  return isCall(inner) || inner.type === 'NewExpression' ? inner.callee : inner;
}

/** The package that gives a value, if it is somebody else's and makes what it gives; `wanted` is what the value may be at most. */
export function packageBehind(context: FileContext, value: t.Node, wanted: 'tracer' | 'span'): string | undefined {
  const roles = [...(context.facts.factOf(value)?.roles ?? [])];
  if (roles.some((role) => role !== wanted) || isHandedOn(context, value)) return undefined;
  const specifier = specifierBehind(context, value);
  return specifier !== undefined && isForeign(context, specifier) ? specifier : undefined;
}

/** The module that a value comes from by reading, calling and constructing. */
function specifierBehind(context: FileContext, value: t.Node): string | undefined {
  const node = calledFor(value);
  if (node !== unwrap(value)) return specifierBehind(context, node);
  if (isMember(node)) return specifierBehind(context, node.object);
  const declaration = node.type === 'Identifier' ? context.facts.scopes.bindingOf(node)?.declaration : undefined;
  const statement = declaration && context.source.parents.get(declaration);
  return statement?.type === 'ImportDeclaration' ? statement.source.value : undefined;
}

/** A package that the project lists and does not hold, of which nothing else is known but that it is another tracing library. */
function isForeign({ manifest, project }: FileContext, specifier: string): boolean {
  const isModelled = externalTokens(specifier).some(({ kind }) => kind !== 'stranger');
  const isKnown = project.hasPackage(specifier) || isModelled || injectorOf(specifier) !== undefined;
  const name = packageNameOf(specifier);
  return !isKnown && !makesDoubles(name) && neededBy(manifest).has(name);
}

/** `container.get(Tracer)`, `container.get<Tracer>(name)`, `once(() => tracer)`: what somebody else has made. */
function isHandedOn({ facts }: FileContext, value: t.Node): boolean {
  const inner = unwrap(value);
  if (!isCall(inner)) return false;
  const isTold = (given: t.Node) =>
    /Function/.test(given.type) || facts.factOf(given) !== undefined || facts.values.some(({ node }) => node === given);
  return inner.typeParameters != null || inner.arguments.some(isTold);
}

/** The units of what takes a tracer; undefined where it takes none, as far as is known. */
function unitsOf(context: FileContext, taker: Taker): readonly Unit[] | undefined {
  const { facts, source } = context;
  switch (taker.kind) {
    case 'result':
      return isTracerType(context, source.path, taker.of.returnType) ? [] : undefined;
    case 'keeper': {
      const roles = facts.factOf(taker.node)?.roles;
      return roles?.size === 1 && roles.has('tracer') ? [facts.unitOf(taker.node)] : undefined;
    }
    case 'parameter':
      return facts.signaturesOf(taker.call).some((one) => takesTracer(context, one, taker.index)) ? [] : undefined;
  }
}

function takesTracer(context: FileContext, { path, node }: Signature, index: number): boolean {
  const parameter = ('params' in node ? node.params : node.parameters)[index];
  const inner = parameter?.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const named = inner?.type === 'AssignmentPattern' ? inner.left : inner;
  return isTracerType(context, path, named && 'typeAnnotation' in named ? named.typeAnnotation : undefined);
}

function isTracerType({ project }: FileContext, path: string, annotation: t.Node | null | undefined): boolean {
  if (annotation?.type !== 'TSTypeAnnotation') return false;
  const roles = project.files.get(path)?.factOf(annotation.typeAnnotation)?.roles;
  return roles?.size === 1 && roles.has('tracer');
}
