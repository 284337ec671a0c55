import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type InjectorName, injectors } from '../../catalog/injectors';
import type { ApiName } from '../../catalog/opentelemetry-api';
import { classes } from '../../catalog/opentracing-api';
import { insert, replace } from '../../edit/edit';
import { injectorPlaceholder } from '../../imports/placeholders';
import { leftmostOf } from '../../imports/tracing-bindings';
import { rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { frameworkOf } from '../context/injection';
import type { FileContext, Outcome } from '../types';

/**
 * The compiler hands the types of a constructor's parameters to the decorators of its class, and dependency injection takes them for
 * what is asked for: `@Injectable() class Orders { constructor(private tracer: Tracer) {} }`. The types of OpenTelemetry are not there
 * at run time, so the parameter says by itself what it asks for.
 */
export function injectedType(context: FileContext, type: t.Node, name: string, to: ApiName): Outcome | undefined {
  const { source } = context;
  const parameter = Object.hasOwn(classes, name) ? parameterOf(source, type) : undefined;
  if (!parameter || saysWhatItAsksFor(parameter) || isTypeOnly(context, type)) return undefined;
  const decorators = decoratorsOf(classAround(source, parameter));
  if (decorators.length === 0) return undefined;
  const args = { name: textOf(source, type) };
  const [injector] = decorators.flatMap(({ expression }) => frameworkOf(context, expression) ?? []);
  if (!injector) return { kind: 'leave', finding: finding('OT412', source.path, type, args) };
  const edits = [replace(type, context.api(to)), insert(rangeOf(parameter).start, asking(injector, args.name))];
  return { kind: 'rewrite', edits, findings: [finding('OT411', source.path, type, args)] };
}

function asking(injector: InjectorName, name: string): string {
  return `@${injectorPlaceholder(injector)}(${injectors[injector].asking(name)}) `;
}

/** From the name of a type outwards: what is declared with it, and where it stands among the parameters of a constructor. */
function parameterOf({ parents }: SourceFile, type: t.Node): t.Node | undefined {
  const annotation = parents.get(parents.get(type) ?? type);
  const declared = annotation?.type === 'TSTypeAnnotation' ? parents.get(annotation) : undefined;
  for (let at = declared; at; at = parents.get(at)) {
    const holder = parents.get(at);
    if (holder?.type === 'ClassMethod') return holder.kind === 'constructor' ? at : undefined;
    if (holder?.type !== 'AssignmentPattern' && holder?.type !== 'TSParameterProperty') return undefined;
  }
  return undefined;
}

function saysWhatItAsksFor(parameter: t.Node): boolean {
  const inner = parameter.type === 'TSParameterProperty' ? [parameter.parameter] : [];
  return [parameter, ...inner].some((node) => decoratorsOf(node).length > 0);
}

function decoratorsOf(node: t.Node | undefined): readonly t.Decorator[] {
  return (node && 'decorators' in node && node.decorators) || [];
}

function classAround({ parents }: SourceFile, node: t.Node): t.Node | undefined {
  for (let at: t.Node | undefined = node; at; at = parents.get(at))
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return at;
  return undefined;
}

/** What is imported as a type only is not there at run time. */
function isTypeOnly(context: FileContext, type: t.Node): boolean {
  const declaration = context.facts.scopes.bindingOf(leftmostOf(type))?.declaration;
  const statement = declaration && context.source.parents.get(declaration);
  const isMarked = declaration?.type === 'ImportSpecifier' && declaration.importKind === 'type';
  return isMarked || (statement?.type === 'ImportDeclaration' && statement.importKind === 'type');
}
