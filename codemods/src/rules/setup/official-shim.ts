import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { API } from '../../catalog/opentelemetry-api';
import { type Edit, keep, remove, replace } from '../../edit/edit';
import { constantFrom } from '../../facts/scopes/declared-with';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import type { CallSite, FileFacts } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { isWithin, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { statementLines } from '../calls/removal';
import { isStable } from '../syntax/expressions';
import { nodesOf } from '../syntax/nodes';
import { calledName, isCall, isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { makerOf } from './maker-of';

/** The provider behind an official shim: as it is written, and whether the program makes it the global one. */
interface Provider {
  readonly name: string;
  readonly isGlobal: boolean;
}

/**
 * What becomes of `initGlobalTracer(new TracerShim(provider.getTracer('name')))`: OpenTelemetry's own global tracer gives what the shim gave
 * as soon as the provider is the global one. `unknown` where it cannot be told which provider that is; undefined where no official shim
 * is made global.
 */
export function globalShim(context: FileContext, argument: t.Node): ((site: CallSite) => Edit) | 'unknown' | undefined {
  const maker = makerOf(context, argument);
  if (maker?.member !== 'new otel.TracerShim') return madeApart(context, argument);
  const provider = providerOf(context.facts, maker);
  if (provider === undefined) return 'unknown';
  return ({ node }) => {
    const statement = context.source.parents.get(node);
    if (!provider.isGlobal) return replace(node, `${context.api('trace')}.setGlobalTracerProvider(${provider.name})`);
    if (statement?.type === 'ExpressionStatement') return remove(statementLines(context.source, statement));
    return replace(node, 'undefined');
  };
}

/** `initGlobalTracer(createShim())` calls what makes a shim: that goes on, where it makes its provider global too. */
function madeApart(
  { project, facts }: FileContext,
  argument: t.Node,
): ((site: CallSite) => Edit) | 'unknown' | undefined {
  const call = unwrap(argument);
  const makes = isCall(call) ? (facts.functionsOf(call.callee) ?? []) : [];
  const shims = makes.flatMap(({ file, node }) => {
    const made = project.files.get(file);
    const sites =
      made?.calls.filter(
        ({ member, node: at }) => member === 'new otel.TracerShim' && isWithin(rangeOf(at), rangeOf(node)),
      ) ?? [];
    return made ? sites.map((site) => providerOf(made, site)) : [];
  });
  if (shims.length === 0) return undefined;
  return shims.every((provider) => provider?.isGlobal) ? ({ node }) => replace(node, keep(argument)) : 'unknown';
}

/** `provider` of `new TracerShim(provider.getTracer('name'))`, also where the tracer has a constant of its own. */
function providerOf(facts: FileFacts, { node: { arguments: given } }: CallSite): Provider | undefined {
  const [argument] = given;
  const made = argument && unwrap(argument);
  const binding = made?.type === 'Identifier' ? facts.scopes.bindingOf(made) : undefined;
  const tracer = constantFrom(binding) ?? made;
  if (!isCall(tracer) || !isMember(tracer.callee) || memberName(tracer.callee) !== 'getTracer') return undefined;
  const { object } = tracer.callee;
  if (object.type === 'Super' || !isStable(object)) return undefined;
  return { name: textOf(facts.source, object), isGlobal: isGlobal(facts, object) };
}

/** `trace` of the API, and a provider that the file registers. */
function isGlobal(facts: FileFacts, provider: t.Expression): boolean {
  if (moduleBehind(facts, provider) === API) return true;
  const { source } = facts;
  const name = textOf(source, provider);
  return nodesOf(source, 'CallExpression').some(({ callee, arguments: [given] }) => {
    if (!isMember(callee)) return false;
    if (memberName(callee) === 'register') return textOf(source, callee.object) === name;
    return memberName(callee) === 'setGlobalTracerProvider' && given !== undefined && textOf(source, given) === name;
  });
}

/** `TracerShim` as a type says what is kept there, which is the tracer inside from now on. */
export function* shimTypes(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'TSTypeReference')) {
    const { typeName } = node;
    if (typeName.type !== 'Identifier' || moduleBehind(context.facts, typeName) !== '@opentelemetry/shim-opentracing')
      continue;
    if (!context.facts.factOf(node)?.roles.has('tracer')) continue;
    const edits = [replace(node, context.api('Tracer'))];
    yield { rule: 'tracer-setup', site: node, units: [], outcome: { kind: 'rewrite', edits } };
  }
}

/** What is said where nothing in sight remembers the active span, which the code behind an official shim did not need. */
export function withoutContextManager({ source }: FileContext, { node }: CallSite): readonly Finding[] {
  const [inner] = node.arguments;
  if (inner === undefined || registersContextManager(source)) return [];
  return [finding('OT511', source.path, node, { given: textOf(source, inner) })];
}

/** Whether a file registers what remembers the active span: a provider for Node.js or the browser does, by itself. */
function registersContextManager(source: SourceFile): boolean {
  const isMade = nodesOf(source, 'NewExpression').some((made) =>
    /(?:Node|Web)TracerProvider$/.test(calledName(made) ?? ''),
  );
  return nodesOf(source, 'CallExpression').some((call) => {
    const name = calledName(call);
    return name === 'setGlobalContextManager' || (isMade && name === 'register');
  });
}
