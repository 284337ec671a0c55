import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { FileFacts, OptionFlow, ProjectFacts } from '../../facts/types';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { walk } from '../../parse/parents';
import { utilityOf } from '../../parse/utility-types';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { isCall, isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { flowThrough, madeBy, mayHaveParent } from './option-flow';

const known = new WeakMap<FileContext['project'], boolean>();

/**
 * Whether some `startSpan` of the project is given options that come from elsewhere. Such options keep OpenTracing's shape, and so
 * does their type; a literal, or a variable that starts as one, is rewritten with the call, and so are those whose way is known. It
 * is asked of the text, so that the answer is the same after a migration.
 */
export function passesOptionsOn({ project }: FileContext): boolean {
  const passes = known.get(project) ?? [...project.files.values()].some((facts) => isFoundIn(facts, project));
  known.set(project, passes);
  return passes;
}

function isFoundIn(facts: FileFacts, project: ProjectFacts): boolean {
  let found = false;
  const { program } = facts.source.ast;
  const literals = namesOfLiterals(program);
  walk(program, (node) => {
    if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'startSpan') return;
    const [, options, context] = node.arguments;
    // What a function of the project does with them is seen where that function starts a span.
    if (!options || (context && !isNothing(context)) || facts.functionsOf(node.callee)) return;
    const flowOf = (one: t.Node) => flowThrough({ facts, project }, one) ?? madeBy({ project }, one)?.flow;
    if (!passedIn(unwrap(options), literals).every((one) => isKnown(flowOf(one)))) found = true;
  });
  return found;
}

/** What options are passed on in an argument, whole or spread. */
function passedIn(options: t.Node, literals: ReadonlySet<string>): readonly t.Node[] {
  if (options.type === 'ObjectExpression')
    return options.properties.flatMap((property) =>
      property.type === 'SpreadElement' ? passedIn(unwrap(property.argument), literals) : [],
    );
  const isInSight = options.type === 'Identifier' ? literals.has(options.name) : isOfLiterals(options);
  return isInSight ? [] : [options];
}

function isKnown(flow: OptionFlow | undefined): boolean {
  return flow !== undefined && flow.open === undefined;
}

/** What becomes of the type of a variable that passes options on; they may have their parent with them. */
export function typeOfPassed(context: FileContext, type: t.Node): Pick<Proposal, 'units' | 'outcome'> | undefined {
  const reference = context.source.parents.get(type);
  const holder = annotated(context, type);
  const made = holder && madeBy(context, holder);
  const flow = made?.flow ?? (holder && flowThrough(context, holder));
  if (reference?.type !== 'TSTypeReference' || !holder || !flow || !isKnown(flow)) return undefined;
  const withParent = made ? made.maker.withParent : mayHaveParent(context, holder, flow);
  const edit = optionsEdit(context, reference, withParent);
  return { units: [flow.unit], outcome: { kind: 'rewrite', edits: [edit] } };
}

/** The type in OpenTelemetry's words where OpenTracing's stood. */
export function optionsEdit(context: FileContext, reference: t.Node, withParent: boolean): Edit {
  const text = typeOfOptions(context, withParent);
  const whole = selectionAround(context, reference) ?? reference;
  const isOneOfMany = withParent && context.source.parents.get(whole)?.type === 'TSUnionType';
  return replace(whole, isOneOfMany ? `(${text})` : text);
}

/**
 * `Omit<SpanOptions, 'childOf'>` around the name of a type: OpenTelemetry's options have no parent among them, and all that they have may
 * be left out, so that they are such a selection themselves.
 */
function selectionAround({ source }: Pick<FileContext, 'source'>, reference: t.Node): t.Node | undefined {
  const list = source.parents.get(reference);
  const around = list && source.parents.get(list);
  const utility = around && utilityOf(around);
  if (!around || utility?.of !== reference) return undefined;
  return selectionAround({ source }, around) ?? (utility.isSome ? around : undefined);
}

/** Options that are passed on, in OpenTelemetry's words: the parent may come with them, as a Context. */
export function typeOfOptions(context: FileContext, withParent: boolean): string {
  const options = context.api('SpanOptions');
  return withParent ? `${options} & { childOf?: ${context.api('Context')} }` : options;
}

/** The variable that a type annotates, or the function whose result it does, by itself or as one of several. */
function annotated(context: FileContext, type: t.Node): t.Identifier | FunctionNode | undefined {
  const { parents } = context.source;
  let annotation = type;
  let at = parents.get(type);
  for (; at && ANNOTATION.has(at.type); at = parents.get(at)) annotation = at;
  if (at?.type === 'Identifier') return at;
  return at && isFunction(at) && at.returnType === annotation ? at : undefined;
}

const ANNOTATION: ReadonlySet<t.Node['type']> = new Set([
  'TSTypeAnnotation',
  'TSTypeParameterInstantiation',
  'TSTypeReference',
  'TSUnionType',
]);

/** The names of variables that are given object literals, and of nothing else in the file. */
function namesOfLiterals(program: t.Node): Set<string> {
  const literals = new Set<string>();
  const others = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init)
      (isOfLiterals(node.init) ? literals : others).add(node.id.name);
    if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier')
      (isOfLiterals(node.right) ? literals : others).add(node.left.name);
    if ('params' in node) for (const name of parameterNames(node)) others.add(name);
  });
  for (const name of others) literals.delete(name);
  return literals;
}

/** An object literal, or one of several by a test. */
function isOfLiterals(value: t.Node): boolean {
  const inner = unwrap(value);
  if (inner.type === 'ConditionalExpression') return isOfLiterals(inner.consequent) && isOfLiterals(inner.alternate);
  if (inner.type === 'LogicalExpression')
    return isOfLiterals(inner.right) && (inner.operator === '&&' || isOfLiterals(inner.left));
  return inner.type === 'ObjectExpression' || isNothing(inner);
}

function parameterNames(node: t.Node): string[] {
  const names: string[] = [];
  for (const parameter of 'params' in node ? (node.params as readonly t.Node[]) : [])
    walk(parameter, (inner) => {
      if (inner.type === 'Identifier') names.push(inner.name);
    });
  return names;
}
