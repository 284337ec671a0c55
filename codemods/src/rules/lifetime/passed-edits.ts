import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, type Part, replace } from '../../edit/edit';
import { functionAround } from '../../parse/function-around';
import { propertyName } from '../../parse/key-name';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import { builtLiterals, carriersIn, passedLiterals } from '../options/option-flow';
import { typeOfOptions } from '../options/options-type';
import type { PassedLiteral } from '../options/passed-literal';
import { editsOf, type LiteralShape, shapeParts } from '../options/shape';
import { isMigrated } from '../options/start-call';
import type { StartOptions } from '../options/start-options';
import { partsOf } from '../parents/plain-parent';
import { isContextOfApi } from '../syntax/context-of-api';
import { growthOf, placeAt, restOfLine } from '../syntax/layout';
import { outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { columnsMoved } from './call-plan';

/** What becomes of the literals of a file that reach a startSpan elsewhere. */
export function* proposePassed(context: FileContext, read: readonly PassedLiteral[]): Iterable<Proposal> {
  const known = new Map(read.map((passed) => [passed.literal, passed]));
  for (const { literal, flow } of passedLiterals(context)) {
    // No start says of them that they stay; they are told themselves (OT121).
    if (flow.open !== undefined && flow.hasMoved) continue;
    const shared = { rule: 'start-span', site: literal, units: [flow.unit] } as const;
    const options = known.get(literal)?.read;
    const isDone = hasMoved(context, literal);
    if (options && 'left' in options && !isDone) yield { ...shared, outcome: { kind: 'leave', finding: options.left } };
    else if (!options || 'left' in options || isDone) yield { ...shared, outcome: { kind: 'rewrite', edits: [] } };
    else
      yield {
        ...shared,
        outcome: { kind: 'rewrite', edits: literalEdits(context, literal, options), findings: options.findings },
      };
  }
}

/** In an earlier run: it says what only OpenTelemetry's options do, or its parent is a Context. */
function hasMoved(context: FileContext, literal: t.ObjectExpression): boolean {
  if (isMigrated(literal)) return true;
  const parent = literal.properties.find((property) => propertyName(property) === 'childOf');
  return parent?.type === 'ObjectProperty' && isContextOfApi(context, parent.value);
}

/** What is passed on from outside of the project: its callers there have to move as well. */
export function* proposeOutside(context: FileContext): Iterable<Proposal> {
  for (const { binding, flow } of carriersIn(context)) {
    if (flow.open !== undefined || flow.hasMoved || flow.outside?.binding !== binding) continue;
    const findings = [finding('OT117', context.source.path, binding.identifier, { why: flow.outside.why })];
    const outcome = { kind: 'rewrite', edits: [], findings } as const;
    yield { rule: 'start-span', site: binding.identifier, units: [flow.unit], isQuiet: true, outcome };
  }
}

/** Options that the startSpan which they are for sees to: they stay if it does. */
export function* proposeBuilt(context: FileContext): Iterable<Proposal> {
  for (const { literal, units } of builtLiterals(context))
    yield { rule: 'start-span', site: literal, units, outcome: { kind: 'rewrite', edits: [] } };
}

/** The literal in OpenTelemetry's words. Its parent stays where it is, as a Context: the function that starts the span takes it out. */
function literalEdits(context: FileContext, literal: t.ObjectExpression, { shape, parent }: StartOptions): Edit[] {
  if (shape.kind !== 'literal') return [];
  const kept = parent.kind === 'context' ? withParent(shape, partsOf(context, parent)) : shape;
  const { start, end } = rangeOf(literal);
  const after = growthOf(editsOf(kept)) + restOfLine(context.source, end).length;
  const place = placeAt(context.source, start, columnsMoved(context, literal), after);
  const parts = shapeParts(context, kept, [], place) ?? ['{}'];
  const type =
    isParentAlone(kept, parent) && isUntyped(context, literal) ? [` as ${typeOfOptions(context, true)}`] : [];
  return [replace(literal, ...parts, ...type), ...editsOf(kept)];
}

function isParentAlone({ literal, removed, added }: LiteralShape, { kind }: StartOptions['parent']): boolean {
  const left = literal.properties.filter((property) => !removed.has(property));
  return kind === 'context' && left.length + added.length === 1;
}

/** TypeScript takes an object that has no option of OpenTelemetry's for none, unless its type says that it may have some. */
function isUntyped({ source }: Pick<FileContext, 'source'>, literal: t.Node): boolean {
  if (!isTypeScript(source)) return false;
  const { node, parent } = outermost(source, literal);
  switch (parent?.type) {
    case 'ConditionalExpression':
      return parent.test !== node && isUntyped({ source }, parent);
    case 'LogicalExpression':
      return isUntyped({ source }, parent);
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && !parent.id.typeAnnotation;
    case 'ReturnStatement':
      return !functionAround(source, parent)?.returnType;
    case 'ArrowFunctionExpression':
      return !parent.returnType;
    default:
      return false;
  }
}

function withParent(shape: LiteralShape, parts: readonly Part[]): LiteralShape {
  const isReferenced = [...shape.removed].some((property) => propertyName(property) === 'references');
  const own = [...shape.removed].find((property) => propertyName(property) === 'childOf');
  if (isReferenced || own?.type !== 'ObjectProperty')
    return { ...shape, added: [['childOf: ', ...parts], ...shape.added] };
  const edit = own.shorthand ? replace(own, 'childOf: ', ...parts) : replace(own.value, ...parts);
  const removed = new Set([...shape.removed].filter((property) => property !== own));
  return { ...shape, removed, edits: [...shape.edits, edit] };
}
