import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { FileFacts, OptionFlow, ProjectFacts } from '../../facts/types';
import { FUNCTION_TYPES, type FunctionNode, isFunction } from '../../parse/functions';
import { nodesOf } from '../../parse/nodes-of';
import { walk } from '../../parse/parents';
import type { SourceFile } from '../../parse/source-file';
import { utilityOf } from '../../parse/utility-types';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { oncePerProject } from '../syntax/once-per-project';
import { calledMethod } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { flowThrough, madeBy, mayHaveParent } from './option-flow';

/**
 * Whether some `startSpan` of the project is given options that come from elsewhere. Such options keep OpenTracing's shape, and so
 * does their type; a literal, or a variable that starts as one, is rewritten with the call, and so are those whose way is known. It
 * is asked of the text, so that the answer is the same after a migration.
 */
export function passesOptionsOn({ project }: FileContext): boolean {
  return isFoundInSome(project);
}

const isFoundInSome = oncePerProject((project) =>
  [...project.files.values()].some((facts) => isFoundIn(facts, project)),
);

function isFoundIn(facts: FileFacts, project: ProjectFacts): boolean {
  const flowOf = (one: t.Node) => flowThrough({ facts, project }, one) ?? madeBy({ project }, one)?.flow;
  const starts = nodesOf(facts.source, 'CallExpression', 'OptionalCallExpression').filter(
    (call) => calledMethod(call) === 'startSpan',
  );
  const literals = starts.length > 0 ? namesOfLiterals(facts.source) : new Set<string>();
  return starts.some(({ callee, arguments: [, options, context] }) => {
    // What a function of the project does with them is seen where that function starts a span.
    if (!options || (context && !isNothing(context)) || facts.functionsOf(callee)) return false;
    return !passedIn(unwrap(options), literals).every((one) => isKnown(flowOf(one)));
  });
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
  'TSIntersectionType',
]);

/** The names of variables that are given object literals, and of nothing else in the file. */
function namesOfLiterals(source: SourceFile): ReadonlySet<string> {
  const given = [
    ...nodesOf(source, 'VariableDeclarator').map(({ id, init }) => ({ name: id, value: init })),
    ...nodesOf(source, 'AssignmentExpression').map(({ left, right }) => ({ name: left, value: right })),
  ];
  const literals = new Set<string>();
  const others = new Set(nodesOf(source, ...FUNCTION_TYPES).flatMap(({ params }) => params.flatMap(namesIn)));
  for (const { name, value } of given)
    if (name.type === 'Identifier' && value) (isOfLiterals(value) ? literals : others).add(name.name);
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

function namesIn(parameter: t.Node): readonly string[] {
  const names: string[] = [];
  walk(parameter, (node) => {
    if (node.type === 'Identifier') names.push(node.name);
  });
  return names;
}
