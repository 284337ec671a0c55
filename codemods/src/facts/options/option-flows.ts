import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import type { Context } from '../constraints/context';
import { keyName } from '../constraints/members';
import type { Binding } from '../scope';
import type { CallSite, OptionFlow } from '../types';
import { callersByFunction, type PlacedCall } from './callers';
import { type CarrierType, typeOfCarrier } from './carrier-type';
import { escapeOf, findSightings, type Sightings, type Taker } from './escapes';
import { mergedParts } from './merges';
import { type Known, unknownUseOf } from './uses';
import { isNothing, optionArgument, partsOf } from './values';

/** The calls of one file that start spans. */
export interface Starts {
  readonly at: Context;
  readonly calls: readonly CallSite['node'][];
}

/** A parameter or variable that options come in, while it is being found out. */
interface Carrier {
  readonly at: Context;
  readonly binding: Binding;
  readonly from: readonly Binding[];
  readonly literals: readonly t.ObjectExpression[];
  readonly type: CarrierType;
  readonly open: string | undefined;
}

/**
 * The ways of options that are built in one place and given to startSpan in another: the parameters that they come in, and the
 * literals that they are. What is connected is one flow, and moves as one.
 */
export function findOptionFlows(
  starts: readonly Starts[],
  manifests: ReadonlyMap<string, unknown>,
  isKept: (path: string) => boolean,
): OptionFlow[] {
  const seeds = starts.flatMap(({ at, calls }) => calls.flatMap((call) => parametersAt(at, call)));
  if (seeds.length === 0) return [];
  const contexts = starts.map(({ at }) => at);
  const callers = callersByFunction(contexts);
  const carriers = new Map<Binding, Carrier>();
  const literals = new Map<t.ObjectExpression, Context>();
  const queue = [...seeds];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { at, binding } = next;
    if (carriers.has(binding)) continue;
    const sources = sourcesOf(next, callers);
    for (const { there, literal } of sources.literals) literals.set(literal, there);
    carriers.set(binding, {
      at,
      binding,
      from: sources.carriers.map((carrier) => carrier.binding),
      literals: sources.literals.map(({ literal }) => literal),
      type: typeOfCarrier(at, binding),
      open: sources.unknown,
    });
    queue.push(...sources.carriers);
  }
  const known: Known = {
    isCarrier: (binding) => carriers.has(binding),
    isLiteral: (node) => literals.has(node),
    isStart: startsOf(starts),
  };
  const all = [...carriers.values()];
  const sightings = findSightings(
    all.flatMap((carrier) => takerOf(carrier) ?? []),
    contexts,
  );
  return groupsOf(all).map((group) => flowOf(group, literals, { known, sightings, manifests, isKept }));
}

interface Placed {
  readonly at: Context;
  readonly binding: Binding;
}

/** The parameters that the options of a call come from, and variables in which they are put together; options that are made where they are used are none. */
function parametersAt(at: Context, call: CallSite['node']): Placed[] {
  const given = optionArgument(call);
  if (given === undefined) return [];
  const parts = partsOf(given);
  return [...parts.names, ...parts.literals.flatMap(spreadNames)].flatMap((name) => {
    const binding = at.file.scopes.bindingOf(name);
    return binding?.kind === 'param' || (binding && isMerged(at, binding)) ? [{ at, binding }] : [];
  });
}

/** `const options = Object.assign({}, defaults, given)` */
function isMerged(at: Context, { declaration, reassigned }: Binding): boolean {
  const init = declaration.type === 'VariableDeclarator' && !reassigned ? declaration.init : undefined;
  return init?.type === 'CallExpression' && mergedParts(at, init) !== undefined;
}

function spreadNames({ properties }: t.ObjectExpression): t.Identifier[] {
  return properties.flatMap((property) =>
    property.type === 'SpreadElement' && property.argument.type === 'Identifier' ? [property.argument] : [],
  );
}

interface Sources {
  readonly literals: readonly { readonly there: Context; readonly literal: t.ObjectExpression }[];
  readonly carriers: readonly Placed[];
  readonly unknown: string | undefined;
}

function sourcesOf({ at, binding }: Placed, callers: ReadonlyMap<t.Node, readonly PlacedCall[]>): Sources {
  const { declaration } = binding;
  if (binding.kind !== 'param')
    return declaration.type === 'VariableDeclarator' && declaration.init
      ? sourcesIn(at, [declaration.init])
      : { literals: [], carriers: [], unknown: `${binding.name} is filled where it cannot be followed` };
  const fn = at.parent(declaration);
  const params: readonly t.Node[] = fn && isFunction(fn) ? fn.params : [];
  const place = params.indexOf(declaration);
  const isPlain = declaration === binding.identifier || isDefaulted(declaration, binding);
  if (fn === undefined || place < 0 || !isPlain)
    return { literals: [], carriers: [], unknown: `the parameter ${binding.name} takes them apart` };
  const calls = callers.get(fn) ?? [];
  if (calls.length === 0) return { literals: [], carriers: [], unknown: `no call of the function is in sight` };
  const given = calls.map((call) => givenAt(call, place));
  const init = declaration.type === 'AssignmentPattern' ? [sourcesIn(at, [declaration.right])] : [];
  return united([...given, ...init]);
}

function isDefaulted(declaration: t.Node, { identifier }: Binding): boolean {
  return declaration.type === 'AssignmentPattern' && declaration.left === identifier;
}

/** What one call gives for a parameter. */
function givenAt({ at, node }: PlacedCall, place: number): Sources {
  const before = node.arguments.slice(0, place + 1);
  if (before.some(({ type }) => type === 'SpreadElement'))
    return { literals: [], carriers: [], unknown: 'the arguments of a call are spread' };
  const argument = node.arguments[place];
  return argument === undefined ? { literals: [], carriers: [], unknown: undefined } : sourcesIn(at, [argument]);
}

function sourcesIn(at: Context, nodes: readonly t.Node[]): Sources {
  return united(
    nodes.map((node) => {
      const parts = partsOf(node, (call) => mergedParts(at, call));
      const names = [...parts.names, ...parts.literals.flatMap(spreadNames)].filter((name) => !isNothing(name));
      const bindings = names.map((name) => ({ name, binding: at.file.scopes.bindingOf(name) }));
      const lost = bindings.find(({ binding }) => binding === undefined)?.name ?? parts.unknown;
      return {
        literals: parts.literals.map((literal) => ({ there: at, literal })),
        carriers: bindings.flatMap(({ binding }) => (binding ? [{ at, binding }] : [])),
        unknown: lost && `what builds them is not known (${at.file.source.text.slice(lost.start ?? 0, lost.end ?? 0)})`,
      };
    }),
  );
}

function united(sources: readonly Sources[]): Sources {
  return {
    literals: sources.flatMap(({ literals }) => literals),
    carriers: sources.flatMap(({ carriers }) => carriers),
    unknown: sources.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}

function startsOf(starts: readonly Starts[]): (node: t.Node) => boolean {
  const all = new Set<t.Node>(starts.flatMap(({ calls }) => calls));
  return (node) => all.has(node);
}

/** Carriers that hand on to each other, or that the same literal reaches. */
function groupsOf(carriers: readonly Carrier[]): readonly (readonly Carrier[])[] {
  const groups: Set<Carrier>[] = [];
  for (const carrier of carriers) {
    const touching = groups.filter((group) => [...group].some((other) => isConnected(carrier, other)));
    const joined = new Set([...touching.flatMap((group) => [...group]), carrier]);
    groups.splice(0, groups.length, ...groups.filter((group) => !touching.includes(group)), joined);
  }
  return groups.map((group) => [...group]);
}

function isConnected(one: Carrier, other: Carrier): boolean {
  return (
    one.from.includes(other.binding) ||
    other.from.includes(one.binding) ||
    one.literals.some((literal) => other.literals.includes(literal))
  );
}

function flowOf(group: readonly Carrier[], files: ReadonlyMap<t.ObjectExpression, Context>, project: Seen): OptionFlow {
  const [first] = group;
  const { path } = first?.at.file.source ?? { path: '' };
  const literals = [...new Set(group.flatMap((carrier) => carrier.literals))];
  const pathOf = (node: t.ObjectExpression) => files.get(node)?.file.source.path ?? path;
  const reachingParents = withParents(group);
  const paths = [...group.map(({ at }) => at.file.source.path), ...literals.map((node) => pathOf(node))];
  const kept = paths.some(project.isKept) ? 'a package that implements OpenTracing is on their way' : undefined;
  const open = kept ?? group.flatMap((carrier) => reasonOf(carrier, project) ?? [])[0];
  return {
    unit: { id: `options ${path}#${first?.binding.id}`, kind: 'variable', name: first?.binding.name ?? 'options' },
    carriers: group.map(({ binding, type }) => ({
      binding,
      withParent: reachingParents.has(binding),
      interfaces: type.interfaces,
    })),
    literals: literals.map((node) => ({ path: pathOf(node), node })),
    open: open ?? (literals.length === 0 ? 'none of them is in sight' : undefined),
  };
}

/** The carriers that options with a parent come to, also by way of others. */
function withParents(group: readonly Carrier[]): ReadonlySet<Binding> {
  const found = new Set(group.filter(({ literals }) => literals.some(namesParent)).map(({ binding }) => binding));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { binding, from } of group) if (from.some((other) => found.has(other))) found.add(binding);
  }
  return found;
}

function namesParent({ properties }: t.ObjectExpression): boolean {
  return properties.some((property) => {
    const key = property.type === 'SpreadElement' ? undefined : keyName(property.key, property.computed);
    return key === 'childOf' || key === 'references';
  });
}

/** What is known of the project as a whole. */
interface Seen {
  readonly known: Known;
  readonly sightings: Sightings;
  readonly manifests: ReadonlyMap<string, unknown>;
  /** Whether a file stays as it is, because it is a tracer's. */
  isKept(path: string): boolean;
}

function reasonOf(carrier: Carrier, { known, sightings, manifests }: Seen): string | undefined {
  const { at, binding, type, open } = carrier;
  const taker = takerOf(carrier);
  const unseen = taker && escapeOf(taker, sightings, manifests);
  const { other } = type;
  const { text } = at.file.source;
  const typed = other && `${binding.name} is declared as ${text.slice(other.start ?? 0, other.end ?? 0)}`;
  return unseen ?? open ?? typed ?? unknownUseOf(at, binding, known);
}

/** The function that a parameter belongs to. */
function takerOf({ at, binding }: Placed): Taker | undefined {
  const node = binding.kind === 'param' ? at.parent(binding.declaration) : undefined;
  return node && isFunction(node) ? { at, node } : undefined;
}
