import type * as t from '@babel/types';
import { API } from '../catalog/opentelemetry-api';
import { constants } from '../catalog/opentracing-api';
import type { Binding, Scopes } from '../facts/scopes/scope';
import { memberName } from '../parse/key-name';
import type { SourceFile } from '../parse/source-file';
import { importsOf } from './api-imports';
import { escaped, isInMarkup } from './markup';
import { apiPlaceholder } from './placeholders';
import { otherImportsOf, type TracingBinding, tracingBindingsOf } from './tracing-bindings';

/** Names that a file used, by what for: as no more than a type a name loads nothing where TypeScript is compiled. */
export type UsedNames = ReadonlyMap<string, 'value' | 'type'>;

/** Names that a file took from OpenTracing, or from elsewhere, and used; its own for a format among them. */
export function usedNames(file: SourceFile, scopes: Scopes): UsedNames {
  const taken = [...tracingBindingsOf(file, scopes), ...otherImportsOf(file, scopes)].map(({ binding }) => binding);
  const used = [...taken, ...scopes.all.filter(isFormat), ...callsKept(scopes)].filter(
    (binding) => binding.references.length > 0 || isMentionedElsewhere(file, binding.name),
  );
  const values = used.filter(({ references }) => references.some(({ kind }) => kind !== 'type'));
  return new Map([
    ...used.map(({ name }) => [name, 'type'] as const),
    ...values.map(({ name }) => [name, 'value'] as const),
  ]);
}

/** With another of its name that nobody reads, one that is unused may be meant. */
function callsKept({ all }: Scopes): readonly Binding[] {
  const kept = all.filter(isCallKept);
  const unread = new Set(kept.filter(({ references }) => references.length === 0).map(({ name }) => name));
  return kept.filter(({ name }) => !unread.has(name));
}

/** `const tracer = opentracing.globalTracer()`, `const span = tracer.startSpan('x')`: a rewritten call may have been its only use. */
function isCallKept({ declaration, identifier }: Binding): boolean {
  return declaration.type === 'VariableDeclarator' && declaration.id === identifier && isMethodCall(declaration.init);
}

function isMethodCall(node: t.Node | null | undefined): node is t.CallExpression {
  return (
    node?.type === 'CallExpression' && (node.callee.type === 'MemberExpression' || node.callee.type === 'Identifier')
  );
}

const FORMATS: ReadonlySet<string> = new Set([
  constants.FORMAT_BINARY,
  constants.FORMAT_HTTP_HEADERS,
  constants.FORMAT_TEXT_MAP,
]);

/** `const format = 'text_map'`, `const FORMAT = tracing.FORMAT_TEXT_MAP`: what `inject` and `extract` are no longer told. */
function isFormat({ declaration }: Binding): boolean {
  if (declaration.type !== 'VariableDeclarator') return false;
  const { init } = declaration;
  if (init?.type === 'MemberExpression') return isFormatName(memberName(init) ?? '');
  return init?.type === 'StringLiteral' && FORMATS.has(init.value);
}

function isFormatName(name: string): boolean {
  return name.startsWith('FORMAT_') && Object.hasOwn(constants, name);
}

/**
 * Imported names that nothing mentions any more, those from OpenTracing first, and names for its constants. What nobody mentioned before
 * either is not ours to remove, unless it alone would keep OpenTracing in a file that has `moved`. `passedOn` are names that another
 * import has from now on.
 */
export function deadBindings(
  file: SourceFile,
  scopes: Scopes,
  usedBefore: UsedNames,
  moved: boolean,
  passedOn: ReadonlySet<string>,
): readonly TracingBinding[] {
  const tracing = tracingBindingsOf(file, scopes);
  const taken = new Set(tracing.map(({ binding }) => binding));
  const all = [
    ...tracing,
    ...formerConstants(file, scopes, usedBefore),
    ...formerUses(file, scopes, usedBefore).filter(({ binding }) => !taken.has(binding)),
    ...otherImportsOf(file, scopes),
  ];
  const candidates = all.filter(
    ({ binding: { name } }) => usedBefore.has(name) && (passedOn.has(name) || !isMentionedElsewhere(file, name)),
  );
  const dead = new Set<TracingBinding>();
  const isTaken = ({ node }: { readonly node: t.Node }) => {
    const taken = all.filter(({ source }) => holds(source, node));
    return taken.length > 0 && taken.every((binding) => dead.has(binding));
  };
  // A name that only dead names are taken from is dead as well.
  for (let known = -1; known < dead.size; ) {
    known = dead.size;
    for (const candidate of [...candidates].reverse())
      if (candidate.binding.references.every(isTaken)) dead.add(candidate);
    if (moved) for (const binding of unusedBeside(file, tracing, dead)) dead.add(binding);
  }
  return all.filter((binding) => dead.has(binding));
}

/** `const FORMAT = opentracing.FORMAT_TEXT_MAP` has become a string that has a name. */
function formerConstants(file: SourceFile, scopes: Scopes, usedBefore: UsedNames): TracingBinding[] {
  return scopes.all.flatMap((binding) => {
    const { declaration: item, name } = binding;
    if (!usedBefore.has(name) || item.type !== 'VariableDeclarator' || item.init?.type !== 'StringLiteral') return [];
    return ofVariable(file, binding, item);
  });
}

/**
 * What a rewritten call was the only use of. A tracer that nobody asks any more, since `propagation` injects and extracts, goes; a span that
 * was only asked for its tracer is started all the same, and what was only made to be the global tracer is made.
 */
function formerUses(file: SourceFile, scopes: Scopes, usedBefore: UsedNames): TracingBinding[] {
  return scopes.all.flatMap((binding) => {
    const { declaration: item, name, references } = binding;
    if (references.length > 0 || !usedBefore.has(name) || item.type !== 'VariableDeclarator') return [];
    if (isOfApi(file, scopes, item.init)) return ofVariable(file, binding, item);
    return isCallKept(binding) && isAlone(file, item) && beginsPlainly(file, item.init)
      ? ofVariable(file, binding, item).map((one) => ({ ...one, source: undefined, loads: true }))
      : [];
  });
}

/** `trace.getTracer(...)` does nothing that would be missed, nor does that of a provider that the file makes. */
function isOfApi(file: SourceFile, scopes: Scopes, init: t.Node | null | undefined): boolean {
  if (init?.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return false;
  const { object } = init.callee;
  return (
    memberName(init.callee) === 'getTracer' &&
    object.type === 'Identifier' &&
    (isTrace(file, scopes, object) || isProvider(scopes.bindingOf(object), init.arguments))
  );
}

/** `trace` of the API, not yet imported or by whatever name; what is the project's own may do something when it is asked. */
function isTrace(file: SourceFile, scopes: Scopes, name: t.Identifier): boolean {
  if (name.name === apiPlaceholder('trace')) return true;
  const isImported = importsOf(file, scopes, API).some(({ locals }) => locals.get('trace') === name.name);
  return isImported && scopes.bindingOf(name)?.scope === scopes.root;
}

/** `const provider = new NodeTracerProvider()`, asked for a tracer by a name that is written out. */
function isProvider(binding: Binding | undefined, given: t.CallExpression['arguments']): boolean {
  const { declaration } = binding ?? {};
  if (declaration?.type !== 'VariableDeclarator' || declaration.init?.type !== 'NewExpression') return false;
  const { callee } = declaration.init;
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  const isOfSdk = name.type === 'Identifier' && /TracerProvider$/.test(name.name);
  return isOfSdk && given.every(({ type }) => type === 'StringLiteral' || type === 'Identifier');
}

/** What begins with a bracket would go on with the line before, in code without semicolons. */
function beginsPlainly({ text }: SourceFile, init: t.Node | null | undefined): boolean {
  return /[\w$]/.test(text[init?.start ?? 0] ?? '');
}

/** Whether a declaration has no second variable, so that what it begins with may go. */
function isAlone({ parents }: SourceFile, item: t.VariableDeclarator): boolean {
  const statement = parents.get(item);
  return statement?.type === 'VariableDeclaration' && statement.declarations.length === 1;
}

function ofVariable({ parents }: SourceFile, binding: Binding, item: t.VariableDeclarator): TracingBinding[] {
  const statement = parents.get(item);
  if (!item.init || statement?.type !== 'VariableDeclaration' || item.id !== binding.identifier) return [];
  return parents.get(statement)?.type === 'ExportNamedDeclaration'
    ? []
    : [{ binding, statement, item, source: item.init }];
}

/** Names that nobody ever mentioned, where nothing else is left of their import: they would keep the package for themselves. */
function unusedBeside(
  file: SourceFile,
  all: readonly TracingBinding[],
  dead: ReadonlySet<TracingBinding>,
): readonly TracingBinding[] {
  const isUnused = ({ binding }: TracingBinding) =>
    binding.references.length === 0 && !isMentionedElsewhere(file, binding.name);
  return all.filter((one) => {
    const together = all.filter(({ statement }) => statement === one.statement);
    return (
      isUnused(one) &&
      (isOfOpenTracing(file, one) || together.some((other) => dead.has(other))) &&
      together.every((other) => dead.has(other) || isUnused(other))
    );
  });
}

/** OpenTracing does nothing where it is imported; a package that makes tracers might. */
function isOfOpenTracing({ text }: SourceFile, { statement, item }: TracingBinding): boolean {
  if (isOpenTracingOfAnother(item)) return true;
  return /(['"`])opentracing(?:\/[^'"`]*)?\1/.test(text.slice(statement.start ?? 0, statement.end ?? 0));
}

/** `opentracing` of a package that makes tracers: what else the file took from there has moved. */
function isOpenTracingOfAnother(item: t.Node): boolean {
  const name = item.type === 'ImportSpecifier' ? item.imported : item.type === 'ObjectProperty' ? item.key : undefined;
  return name?.type === 'Identifier' && name.name === 'opentracing';
}

function holds(outer: t.Node | undefined, inner: t.Node): boolean {
  return outer !== undefined && (outer.start ?? 0) <= (inner.start ?? 0) && (inner.end ?? 0) <= (outer.end ?? 0);
}

/**
 * Names may also stand in the types of documentation comments, where a piece of an address or of a string is none, and in the markup of
 * components.
 */
function isMentionedElsewhere(file: SourceFile, name: string): boolean {
  const inType = new RegExp(`\\{[^}\\n]*(?<![\\w$.@/'"-])${escaped(name)}(?![\\w$/'"-])`);
  if ((file.ast.comments ?? []).some(({ value }) => value.includes('@') && inType.test(value))) return true;
  return isInMarkup(file, name);
}
