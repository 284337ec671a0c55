import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../edit/edit';
import { buildScopes } from '../facts/scopes/build';
import type { Binding, Scopes } from '../facts/scopes/scope';
import { isFunction } from '../parse/functions';
import { memberName, propertyName } from '../parse/key-name';
import { nodesOf } from '../parse/nodes-of';
import { isWithin, rangeOf, type SourceFile } from '../parse/source-file';
import { removeNames, wholeLinesOf } from './removal';

/** A file, and the properties of its patterns that go. */
interface Left {
  readonly file: SourceFile;
  readonly scopes: Scopes;
  readonly gone: ReadonlySet<t.Node>;
}

interface Before {
  readonly file: SourceFile;
  readonly scopes: Scopes;
  readonly original: SourceFile;
}

/**
 * What a rewritten call was all the use of, in a project whose compiler refuses what nobody reads. `propagation.inject(...)` needs no tracer: a
 * parameter is marked as unused, by the underscore that TypeScript takes for that, since its callers go on giving it; a private field
 * that holds the global tracer goes, and so does one that nobody reads any more with what puts a variable there.
 */
export function withoutUnused({ file, scopes, original }: Before): Edit[] {
  const read = namesReadIn(original);
  const unused = scopes.all.filter(({ name, references }) => references.length === 0 && read.has(name));
  const patterns = patternsWithout(file, unused);
  const left: Left = { file, scopes, gone: new Set(patterns.flatMap(({ gone }) => gone)) };
  return [
    ...unused.flatMap((binding) => parameterEdit(file, binding)),
    ...patternEdits(file, patterns),
    ...nodesOf(file, 'TSParameterProperty').flatMap((property) => propertyEdits(left, property)),
    ...fieldEdits(left),
    ...keptFieldEdits(left),
  ];
}

/** Names of variables all of which the author reads: with another, an unused one may be meant. */
function namesReadIn(original: SourceFile): ReadonlySet<string> {
  // A field that a parameter declares is read by the name of the field.
  const all = buildScopes(original).all.filter((binding) => !isField(original, binding));
  const unread = new Set(all.filter(({ references }) => references.length === 0).map(({ name }) => name));
  return new Set(all.map(({ name }) => name).filter((name) => !unread.has(name)));
}

function isField({ parents }: SourceFile, { identifier }: Binding): boolean {
  const parent = parents.get(identifier);
  const outer = parent?.type === 'AssignmentPattern' ? parents.get(parent) : parent;
  return outer?.type === 'TSParameterProperty';
}

function parameterEdit({ parents }: SourceFile, { identifier, name }: Binding): Edit[] {
  const parent = parents.get(identifier);
  const inner = parent?.type === 'AssignmentPattern' ? parent : identifier;
  const fn = parents.get(inner);
  const isParameter = fn !== undefined && isFunction(fn) && fn.params.some((param) => param === inner);
  return isParameter && !name.startsWith('_') ? [insert(rangeOf(identifier).start, '_')] : [];
}

/** A pattern of which names go, all of them where a statement takes them out of `this`. */
interface Pattern {
  readonly pattern: t.ObjectPattern;
  readonly gone: readonly t.Node[];
  readonly statement: t.Node | undefined;
}

/** `({ tracer, span }) => ...`: with a rest element, what is left of the object would change. */
function patternsWithout(file: SourceFile, unused: readonly Binding[]): readonly Pattern[] {
  const dead = new Set<t.Node>(unused.flatMap(({ identifier }) => file.parents.get(identifier) ?? []));
  return nodesOf(file, 'ObjectPattern').flatMap((pattern) => {
    const { properties } = pattern;
    const gone = properties.filter((property) => dead.has(property));
    if (gone.length === 0 || properties.some(({ type }) => type === 'RestElement')) return [];
    const statement = gone.length === properties.length ? statementOfThis(file, pattern) : undefined;
    return gone.length < properties.length || statement ? [{ pattern, gone, statement }] : [];
  });
}

/** `const { tracer } = this` */
function statementOfThis({ parents }: SourceFile, pattern: t.ObjectPattern): t.Node | undefined {
  const declarator = parents.get(pattern);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init?.type !== 'ThisExpression') return undefined;
  const statement = parents.get(declarator);
  return statement?.type === 'VariableDeclaration' && statement.declarations.length === 1 ? statement : undefined;
}

function patternEdits(file: SourceFile, patterns: readonly Pattern[]): Edit[] {
  const whole = patterns.flatMap(({ statement }) => statement ?? []);
  return [
    ...wholeLinesOf(file, whole).map((range) => remove(range)),
    ...patterns.flatMap(({ pattern, gone, statement }) =>
      statement ? [] : removeNames(file, pattern.properties, new Set(gone)),
    ),
  ];
}

/** `constructor(private readonly tracer: Tracer)` goes on taking it, and keeps it no more. */
function propertyEdits(left: Left, property: t.TSParameterProperty): Edit[] {
  const { file, scopes } = left;
  const { parameter, accessibility, decorators } = property;
  const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (accessibility !== 'private' || name.type !== 'Identifier' || isMentioned(left, property, name.name)) return [];
  const isRead = (scopes.bindingOf(name)?.references.length ?? 0) > 0;
  const last = decorators?.at(-1);
  const start = last ? afterBlanks(file, rangeOf(last).end) : rangeOf(property).start;
  const modifiers = { start, end: rangeOf(name).start };
  return [isRead || name.name.startsWith('_') ? remove(modifiers) : replace(modifiers, '_')];
}

function afterBlanks({ text }: SourceFile, offset: number): number {
  return offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0);
}

function fieldEdits(left: Left): Edit[] {
  const { file } = left;
  const fields = nodesOf(file, 'ClassProperty').filter(
    ({ accessibility, key, value }) =>
      accessibility === 'private' &&
      key.type === 'Identifier' &&
      isGlobalTracer(value) &&
      !isMentioned(left, value, key.name),
  );
  return wholeLinesOf(file, fields).map((range) => remove(range));
}

function isGlobalTracer(value: t.Node | null | undefined): value is t.CallExpression {
  return (
    value?.type === 'CallExpression' &&
    value.callee.type === 'MemberExpression' &&
    memberName(value.callee) === 'getTracer'
  );
}

/** `this.opentracing = opentracing`, of a private field that is only written to. */
function keptFieldEdits(left: Left): Edit[] {
  const { file, scopes } = left;
  const gone = nodesOf(file, 'ClassProperty').flatMap((field) => {
    const writes = isBare(field) ? onlyWrites(left, field) : undefined;
    return writes ? [field, ...writes] : [];
  });
  const statements = gone.filter((node) => node.type === 'ExpressionStatement');
  const given = new Set(statements.flatMap((statement) => scopes.bindingOf(givenBy(statement)) ?? []));
  const isLeaving = (node: t.Node) => statements.some((statement) => givenBy(statement) === node);
  const unread = [...given].filter(({ references }) => references.every(({ node }) => isLeaving(node)));
  return [
    ...wholeLinesOf(file, gone).map((range) => remove(range)),
    ...unread.flatMap((binding) => parameterEdit(file, binding)),
  ];
}

function isBare({ accessibility, key, value, decorators, static: isStatic }: t.ClassProperty): boolean {
  return accessibility === 'private' && key.type === 'Identifier' && !value && !decorators?.length && !isStatic;
}

/** The statements that give a field a variable, where nothing else is done with it; undefined where something is. */
function onlyWrites(left: Left, field: t.ClassProperty): readonly t.Node[] | undefined {
  const { file } = left;
  const name = field.key.type === 'Identifier' ? field.key.name : '';
  const members = mentionsOf(left, field, name);
  const writes = members?.map((member) => {
    const assignment = file.parents.get(member);
    const isWrite =
      assignment?.type === 'AssignmentExpression' && assignment.left === member && assignment.operator === '=';
    const statement = isWrite && assignment.right.type === 'Identifier' ? file.parents.get(assignment) : undefined;
    return member.object.type === 'ThisExpression' && statement?.type === 'ExpressionStatement' ? statement : undefined;
  });
  return writes === undefined || writes.length === 0 || writes.includes(undefined)
    ? undefined
    : writes.flatMap((statement) => statement ?? []);
}

function givenBy(statement: t.Node): t.Node {
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression'
    ? statement.expression.right
    : statement;
}

/** Whether a member of its name is read in the class around a node, or named by a string anywhere. */
function isMentioned(left: Left, node: t.Node, name: string): boolean {
  return mentionsOf(left, node, name)?.length !== 0;
}

/** The members of its name in the class around a node; undefined where a string or a pattern may name it, or there is no class. */
function mentionsOf({ file, gone }: Left, node: t.Node, name: string) {
  const body = bodyAround(file, node);
  if (body === undefined || nodesOf(file, 'StringLiteral').some(({ value }) => value === name)) return undefined;
  const isInside = (inner: t.Node) => isWithin(rangeOf(inner), rangeOf(body));
  const taken = nodesOf(file, 'ObjectPattern').filter(isInside);
  const isNamed = (property: Property) => propertyName(property) === name && !gone.has(property);
  if (taken.some(({ properties }) => properties.some(isNamed))) return undefined;
  return nodesOf(file, 'MemberExpression', 'OptionalMemberExpression').filter(
    (member) => memberName(member) === name && isInside(member),
  );
}

type Property = t.ObjectPattern['properties'][number];

function bodyAround({ parents }: SourceFile, node: t.Node): t.ClassBody | undefined {
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) if (at.type === 'ClassBody') return at;
  return undefined;
}
