import type * as t from '@babel/types';
import { refillsOf } from '../../facts/options/refills';
import { isRest } from '../../facts/options/rest';
import { partsOf } from '../../facts/options/values';
import { initOf } from '../../facts/scopes/declared-with';
import { type Binding, isWrite } from '../../facts/scopes/scope';
import type { BuiltOptions, OptionFlow, OptionMaker, Unit } from '../../facts/types';
import { functionAround } from '../../parse/function-around';
import { holdsNothing, saysNothing } from '../../parse/nothing';
import { rootOf } from '../../parse/parents';
import { rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { noParent } from '../parents/context-parts';
import { parentAskedFor } from '../parents/parent-asked';
import type { SettledParent } from '../parents/plain-parent';
import { oncePerProject } from '../syntax/once-per-project';
import type { AnyCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The flows of options through a project, by what they pass. */
interface Flows {
  readonly ofBinding: ReadonlyMap<Binding, OptionFlow>;
  readonly ofLiteral: ReadonlyMap<t.Node, OptionFlow>;
  readonly ofDeclaration: ReadonlyMap<t.Node, OptionFlow>;
  /** By the call, and by the function itself. */
  readonly ofMaker: ReadonlyMap<t.Node, Made>;
  /** By the call that is given them, and by the literals that they are made of. */
  readonly built: ReadonlyMap<t.Node, readonly Unit[]>;
  /** By the root of the file that they stand in: each file of a project asks for its own. */
  readonly carriersByFile: ByFile<readonly [Binding, OptionFlow]>;
  readonly literalsByFile: ByFile<readonly [t.Node, OptionFlow]>;
  readonly builtByFile: ByFile<readonly [t.Node, readonly Unit[]]>;
}

/** What a function gives, and the flow that it is of. */
export interface Made {
  readonly flow: OptionFlow;
  readonly maker: OptionMaker;
}

type ByFile<Item> = ReadonlyMap<t.Node, readonly Item[]>;

const flowsOf = oncePerProject((project): Flows => {
  const flows = project.optionFlows();
  const built = unitsByNode(project.builtOptions());
  const ofBinding = new Map(flows.flatMap((flow) => flow.carriers.map(({ binding }) => [binding, flow] as const)));
  const ofLiteral = new Map(flows.flatMap((flow) => flow.literals.map(({ node }) => [node as t.Node, flow] as const)));
  return {
    built,
    ofBinding,
    ofLiteral,
    ofMaker: new Map(
      flows.flatMap((flow) =>
        flow.makers.flatMap((maker) => [maker.node, ...maker.calls].map((node) => [node, { flow, maker }] as const)),
      ),
    ),
    ofDeclaration: new Map(flows.flatMap((flow) => flow.declarations.map((member) => [member, flow] as const))),
    carriersByFile: byFile(ofBinding, ([{ identifier }]) => identifier),
    literalsByFile: byFile(ofLiteral, ([literal]) => literal),
    builtByFile: byFile(built, ([node]) => node),
  };
});

function byFile<Item>(items: Iterable<Item>, nodeOf: (item: Item) => t.Node): ByFile<Item> {
  const files = new Map<t.Node, Item[]>();
  for (const item of items) {
    const root = rootOf(nodeOf(item));
    const known = files.get(root);
    if (known === undefined) files.set(root, [item]);
    else known.push(item);
  }
  return files;
}

function unitsByNode(all: readonly BuiltOptions[]): ReadonlyMap<t.Node, readonly Unit[]> {
  const units = new Map<t.Node, readonly Unit[]>();
  for (const { call, unit, literals } of all)
    for (const node of [call, ...literals.map((literal) => literal.node)])
      units.set(node, [...(units.get(node) ?? []), unit]);
  return units;
}

/** The literals of a file that the options of a startSpan are made of, with what stays with it. */
export function builtLiterals({ source, project }: FileContext) {
  const { builtByFile, ofLiteral } = flowsOf(project);
  return (builtByFile.get(source.ast) ?? []).flatMap(([literal, units]) =>
    literal.type === 'ObjectExpression' && !ofLiteral.has(literal) ? [{ literal, units }] : [],
  );
}

/** The flow that a variable passes on. */
export function flowThrough({ facts, project }: Pick<FileContext, 'facts' | 'project'>, node: t.Node) {
  const binding = node.type === 'Identifier' ? facts.scopes.bindingOf(node) : undefined;
  return binding && flowsOf(project).ofBinding.get(binding);
}

/** What a function gives where it is called; or where it stands itself. */
export function madeBy({ project }: Pick<FileContext, 'project'>, node: t.Node): Made | undefined {
  return flowsOf(project).ofMaker.get(node);
}

/** The parameters and variables of a file that options are passed on in, with the flow of each. */
export function carriersIn({ source, project }: FileContext) {
  return (flowsOf(project).carriersByFile.get(source.ast) ?? []).map(([binding, flow]) => ({ binding, flow }));
}

/** The flow of options that a member of an interface declares. */
export function flowDeclaredBy({ project }: FileContext, member: t.Node): OptionFlow | undefined {
  return flowsOf(project).ofDeclaration.get(member);
}

/** The flow of options that a literal is. */
export function flowOfLiteral({ project }: FileContext, literal: t.Node): OptionFlow | undefined {
  return flowsOf(project).ofLiteral.get(literal);
}

/** What a literal of options moves with; nothing where no startSpan sees to it. */
export function unitsOfLiteral({ project }: FileContext, literal: t.Node): readonly Unit[] {
  const { built, ofLiteral } = flowsOf(project);
  const flow = ofLiteral.get(literal);
  return flow ? [flow.unit] : (built.get(literal) ?? []);
}

/** The literals of a file that reach a startSpan somewhere else, each with its flow. */
export function passedLiterals({ source, project }: FileContext) {
  return (flowsOf(project).literalsByFile.get(source.ast) ?? []).flatMap(([literal, flow]) =>
    literal.type === 'ObjectExpression' && !isDone(flow, literal) ? [{ literal, flow }] : [],
  );
}

/** Whether options have moved in an earlier run, with a start that they are for. */
function isDone({ literals }: OptionFlow, literal: t.Node): boolean {
  return literals.some((one) => one.node === literal && one.isDone);
}

/** What moves with a startSpan because of the options that it is given. */
export function unitsOfOptions(context: FileContext, call: AnyCall): Unit[] {
  const [, argument] = call.arguments;
  if (!argument) return [];
  const { scopes, mergedBy } = context.facts;
  const { names, spread, made } = partsOf(argument, mergedBy);
  const copied = names.flatMap((name) => {
    const made = initOf(scopes.bindingOf(name));
    const parts = made && partsOf(made, mergedBy);
    return parts ? [...parts.names, ...parts.spread] : [];
  });
  const flows = [...names, ...spread, ...copied].flatMap((name) => flowThrough(context, name)?.unit ?? []);
  const given = made.flatMap((node) => madeBy(context, node)?.flow.unit ?? []);
  return [...flows, ...given, ...(flowsOf(context.project).built.get(call) ?? [])];
}

/** Whether some of the options that a variable passes on name a parent. */
export function mayHaveParent({ facts }: Pick<FileContext, 'facts'>, node: t.Node, { carriers }: OptionFlow): boolean {
  const binding = facts.scopes.bindingOf(node);
  return carriers.some((carrier) => carrier.binding === binding && carrier.withParent);
}

/** The parent that comes with options which are passed on: they keep it under the name that it had, as a Context. */
export function parentWithin(context: FileContext, node: t.Identifier, flow: OptionFlow): SettledParent {
  const asked = mayHaveParent(context, node, flow) ? parentAskedFor(context, node, flow) : 'absent';
  const named = `${node.name}${asked === 'unknown' && mayMiss(context, node) ? '?' : ''}.childOf`;
  const parts =
    asked === 'absent' ? [noParent(context)] : asked === 'present' ? [named] : [`${named} ?? `, noParent(context)];
  return { kind: 'context', parts, findings: [] };
}

/** Whether a variable of options may be left out: unless it has a default, or a type that says that it is there. */
export function mayMiss(context: FileContext, node: t.Identifier): boolean {
  const { facts, source } = context;
  const binding = facts.scopes.bindingOf(node);
  if (binding && isRest(source.parents, binding.identifier)) return false;
  if (binding?.again) return true;
  if (binding?.kind !== 'param') return isVariableMissing(context, binding);
  const refills = refillsOf(source.parents, binding);
  if (refills.some((refill) => isAlwaysRun({ facts, source }, binding, refill, node))) return false;
  if (!refills.every((refill) => givesSome(facts, refill))) return true;
  const { typeAnnotation, optional } = binding.identifier;
  if (binding.declaration.type === 'AssignmentPattern') return false;
  return optional === true || typeAnnotation?.type !== 'TSTypeAnnotation' || isUnion(typeAnnotation.typeAnnotation);
}

/** A variable that is declared without a value may be without one where it is used. */
function isVariableMissing(context: FileContext, binding: Binding | undefined): boolean {
  const init = initOf(binding);
  const refills = binding ? refillsOf(context.source.parents, binding) : [];
  if (init === undefined) return refills.length > 0;
  return [init, ...refills.map(({ right }) => right)].some((value) => mayBeMissing(context, value));
}

/** The same of what a variable is given: other options, or a choice. */
function mayBeMissing(context: FileContext, init: t.Node): boolean {
  const inner = unwrap(init);
  if (holdsNothing(inner)) return saysNothing(inner);
  switch (inner.type) {
    case 'Identifier': {
      const { identifier, reassigned, kind } = context.facts.scopes.bindingOf(inner) ?? {};
      // Of names that are given to each other nothing is known.
      const isSettled =
        identifier && (kind === 'param' || !reassigned) && rangeOf(identifier).start < rangeOf(inner).start;
      return !isSettled || mayMiss(context, inner);
    }
    case 'CallExpression':
      return madeBy(context, inner)?.maker.mayGiveNothing === true;
    case 'ConditionalExpression': {
      const isTested = textOf(context.source, inner.test) === textOf(context.source, inner.consequent);
      return (!isTested && mayBeMissing(context, inner.consequent)) || mayBeMissing(context, inner.alternate);
    }
    case 'LogicalExpression':
      return inner.operator === '&&' || mayBeMissing(context, inner.right);
    default:
      return false;
  }
}

/** `options = options || {};` among the statements of the function itself, before the options are used, and nothing else written to them. */
function isAlwaysRun(
  { facts, source }: Pick<FileContext, 'facts' | 'source'>,
  { references }: Binding,
  refill: t.AssignmentExpression,
  use: t.Node,
): boolean {
  const statement = source.parents.get(refill);
  const body = statement && source.parents.get(statement);
  const fn = functionAround(source, use);
  const isBefore = rangeOf(refill).end < rangeOf(use).start;
  const isAmongItsOwn = body !== undefined && fn?.body === body;
  return isBefore && isAmongItsOwn && references.filter(isWrite).length === 1 && givesSome(facts, refill);
}

/** Whether what an assignment gives is there for sure. */
function givesSome({ mergedBy }: FileContext['facts'], { right }: t.AssignmentExpression): boolean {
  const inner = unwrap(right);
  const last = inner.type === 'LogicalExpression' && inner.operator !== '&&' ? unwrap(inner.right) : inner;
  return last.type === 'ObjectExpression' || (last.type === 'CallExpression' && mergedBy(last) !== undefined);
}

function isUnion({ type }: t.TSType): boolean {
  return type === 'TSUnionType' || type === 'TSAnyKeyword' || type === 'TSUnknownKeyword';
}
