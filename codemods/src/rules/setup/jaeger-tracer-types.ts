import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { keep, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { exportedName } from '../../parse/exported-name';
import { textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { unitsOfType } from '../type-names/type-unit';
import type { FileContext, Outcome, Proposal } from '../types';
import type { JaegerImport } from './jaeger-import';

/**
 * `JaegerTracer` in a package that makes no tracer itself: what it is given is made in another, by a module to which no path leads. All that
 * the two have in common is the API, whose tracers cannot be closed; that one can.
 */
export function* tracerTypes(context: FileContext): Iterable<Proposal> {
  const closed = isClosed(context) ? ' & { close(callback?: () => void): void }' : '';
  for (const node of mentionsOf(context)) {
    const type = `${context.api('Tracer')}${closed}`;
    const edits = [replace(node, closed && isPart(context, node) ? `(${type})` : type)];
    yield typeProposal(context, node, { kind: 'rewrite', edits });
  }
}

/**
 * `JaegerTracer` that the created module has goes on being called that. Where nothing takes the place of jaeger-client, what is declared as
 * one is that package's. `redirected`: the imports that lead to the created module; `made` looks through the project for what has to move for that.
 */
export function* declaredTracers(
  context: FileContext,
  redirected: readonly JaegerImport[],
  made: () => readonly Unit[],
): Iterable<Proposal> {
  const mentions = mentionsOf(context);
  const needs = mentions.length > 0 && redirected.length > 0 ? made() : [];
  for (const node of mentions) {
    const statements = importOf(context, rootOf(node.typeName))?.statements ?? [];
    const isMoved = redirected.some(({ statement }) => statements.includes(statement));
    const told = finding('OT404', context.source.path, node, { name: textOf(context.source, node), isTracer: true });
    const moved = typeProposal(context, node, { kind: 'rewrite', edits: [replace(node, keep(node))] });
    // Nothing is called on a result by its type alone.
    const isResult = moved.units.length === 0;
    if (isMoved) yield { ...moved, needs, ...(isResult ? { isQuiet: true } : { kept: told }) };
    else if (!isResult) yield { ...moved, outcome: { kind: 'leave', finding: told } };
  }
}

function mentionsOf(context: FileContext): t.TSTypeReference[] {
  return nodesOf(context.source, 'TSTypeReference').filter(({ typeName }) => isJaegerTracer(context, typeName));
}

function typeProposal(context: FileContext, node: t.Node, outcome: Outcome): Proposal {
  return { rule: 'types', site: node, units: unitsOfType(context, node), outcome };
}

/** Whether code that this package may have declared the tracer for closes it. */
function isClosed({ project }: FileContext): boolean {
  return [...project.files.values()].some(({ calls }) => calls.some(({ member }) => member === 'tracer.close'));
}

/** Of a type that binds its parts more closely than `&` does. */
function isPart({ source }: FileContext, node: t.Node): boolean {
  return /^TS(?:Array|Optional|Indexed|TypeOperator)/.test(source.parents.get(node)?.type ?? '');
}

function isJaegerTracer(context: FileContext, name: t.TSEntityName): boolean {
  const { declaration } = importOf(context, rootOf(name)) ?? {};
  if (name.type === 'Identifier') return declaration?.type === 'ImportSpecifier' && isNamed(declaration);
  if (name.right.name !== 'JaegerTracer' || name.left.type !== 'Identifier') return false;
  return WHOLE.test(declaration?.type ?? '');
}

const WHOLE = /^(?:Import(?:Namespace|Default)Specifier|TSImportEqualsDeclaration)$/;

function isNamed({ imported }: t.ImportSpecifier): boolean {
  return exportedName(imported) === 'JaegerTracer';
}

function rootOf(name: t.TSEntityName): t.Identifier {
  return name.type === 'Identifier' ? name : rootOf(name.left);
}

/** What a name is imported by, if that is from jaeger-client. */
interface NamedImport {
  readonly declaration: t.Node;
  readonly statements: readonly (t.Node | undefined)[];
}

function importOf({ facts, source }: FileContext, name: t.Identifier): NamedImport | undefined {
  const declaration = facts.scopes.bindingOf(name)?.declaration;
  if (declaration === undefined) return undefined;
  const statements = [declaration, source.parents.get(declaration)];
  const isJaeger = facts.imports.some(
    ({ specifier, node }) => specifier === 'jaeger-client' && statements.includes(node),
  );
  return isJaeger ? { declaration, statements } : undefined;
}
