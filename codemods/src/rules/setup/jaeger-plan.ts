import type * as t from '@babel/types';
import { memberName, propertyName } from '../../parse/key-name';
import { oncePerProject } from '../syntax/once-per-project';
import { spiedMembers } from '../syntax/spied-members';
import type { FileContext } from '../types';
import { carriedCodec, goesWithCodec } from './carried-codec';
import { isReadFromText } from './context-from-text';
import { type CreatedModule, createdModule } from './created-module';
import { isCarried, type JaegerImport, readJaegerImport, splitNames } from './jaeger-import';
import { filesByJaeger, makesByJaeger } from './jaeger-made';
import { specifierTo } from './module-beside';
import { opentracingOfJaeger } from './opentracing-of-jaeger';
import { registersFormat } from './zipkin-codec';

/** Members of the whole-module binding that are used in the file. */
function membersUsed(context: FileContext, whole: t.Identifier): (string | undefined)[] {
  const { source, facts } = context;
  const references = facts.scopes.bindingOf(whole)?.references ?? [];
  return references.flatMap(({ node }) => {
    if (goesWithCodec(context, node)) return [];
    const parent = source.parents.get(node);
    const taken = takenApart(parent, node);
    if (taken !== undefined) return taken;
    const spied = spiedMembers(facts, node);
    if (spied !== undefined) return spied.map(({ value }) => value);
    const name = memberOfModule(parent, node);
    return parent && name === 'SpanContext' && isReadFromText(context, parent) ? [] : name;
  });
}

/** `jaeger.initTracer`, and in types `jaeger.TracingConfig`. */
function memberOfModule(parent: t.Node | undefined, node: t.Node): string | undefined {
  if (parent?.type === 'MemberExpression' && parent.object === node) return memberName(parent);
  if (parent?.type === 'TSQualifiedName' && parent.left === node) return parent.right.name;
  return parent?.type === 'QualifiedTypeIdentifier' && parent.qualification === node ? parent.id.name : undefined;
}

/** `const { initTracer } = jaeger`: the members by their names; undefined where it is not that. */
function takenApart(parent: t.Node | undefined, node: t.Node): (string | undefined)[] | undefined {
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'ObjectPattern')
    return undefined;
  return parent.id.properties.map(propertyName);
}

/** What keeps an import from being redirected, in words; undefined if nothing does. */
export function obstacle(context: FileContext, taken: JaegerImport): string | undefined {
  if (taken.whole === undefined) return undefined;
  const other = membersUsed(context, taken.whole).filter(
    (name) => name !== 'opentracing' && !(name && isCarried(name)),
  );
  const names = [
    ...new Set(other.map((name) => name ?? 'the module as a value')),
    ...splitNames(taken).staying.map(({ name }) => name),
  ];
  if (names.length > 0) return names.join(', ');
  return opentracingOfJaeger(context, taken) === undefined ? 'opentracing' : undefined;
}

/** The file's import of jaeger-client, if it has one of a form that can be rewritten. */
export function jaegerImportOf(context: FileContext): JaegerImport | undefined {
  const sites = context.facts.imports.filter(({ specifier }) => specifier === 'jaeger-client');
  const read = sites.flatMap((site) => readJaegerImport(context, site) ?? []);
  // `const { opentracing } = require('jaeger-client')` beside it is an import of OpenTracing.
  return read.find((taken) => taken.whole !== undefined || splitNames(taken).carried.length > 0) ?? read[0];
}

/** What else a file imports from jaeger-client that the created module has as well, beside what makes its tracer. */
export function importsBeside(context: FileContext, taken: JaegerImport): readonly JaegerImport[] {
  const sites = context.facts.imports.filter(({ specifier }) => specifier === 'jaeger-client');
  const read = sites.flatMap((site) => readJaegerImport(context, site) ?? []);
  return read.filter((one) => one.specifier !== taken.specifier && isMoved(context, one));
}

function isMoved(context: FileContext, taken: JaegerImport): boolean {
  if (taken.whole === undefined) return splitNames(taken).carried.length > 0;
  return obstacle(context, taken) === undefined;
}

/** Whether a file that makes a tracer by jaeger-client does so in a way that can be rewritten. */
function makesTracer(context: FileContext): boolean {
  const taken = jaegerImportOf(context);
  return taken !== undefined && obstacle(context, taken) === undefined;
}

/** The files of a project that make a tracer by jaeger-client, or give one a format. */
const filesInQuestion = oncePerProject(({ files }) =>
  [...files.values()].filter((facts) => makesByJaeger(facts) || facts.calls.some(registersFormat)),
);

/** Those that may be part of the same program as a file, with itself. */
export function inSameProgram({ project, source, ...others }: FileContext): FileContext[] {
  return filesInQuestion(project)
    .filter((facts) => project.mayShareProgram(source.path, facts.source.path))
    .map((facts) => ({ ...others, project, source: facts.source, facts }));
}

/** Whether another file of the program makes a tracer by jaeger-client that stays, or gives one a format of its own. */
export function staysElsewhere(context: FileContext): boolean {
  return inSameProgram(context)
    .filter(({ source }) => source !== context.source)
    .some((of) => (makesByJaeger(of.facts) && !makesTracer(of)) || givesFormats(of));
}

function givesFormats(context: FileContext): boolean {
  const formats = context.facts.calls.filter(registersFormat);
  return formats.some(({ node }) => !carriedCodec(context)?.calls.has(node));
}

/** How many folders two paths share from the top. */
function nearness(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}

/** The files of the project for which a module is created. */
export function filesThatMake(context: FileContext): FileContext[] {
  return filesByJaeger(context.project)
    .map((facts) => ({ ...context, source: facts.source, facts }))
    .filter(makesTracer);
}

/** Whether a module is created in another package only: no path leads there. */
export function isMadeElsewhere(context: FileContext): boolean {
  const makers = filesThatMake(context);
  return makers.length > 0 && !makers.some(({ source }) => context.isOfPackage(source.path));
}

/** The module that is created for another file of the package, nearest to this one first; for files that take types only. */
export function moduleOfNeighbour(context: FileContext): CreatedModule | undefined {
  const own = context.source.path;
  const makers = filesThatMake(context)
    .filter(({ source }) => context.isOfPackage(source.path))
    .sort((a, b) => nearness(b.source.path, own) - nearness(a.source.path, own));
  const created = makers[0] && createdModule(makers[0]);
  return created && { ...created, specifier: specifierTo(context, created.path) };
}
