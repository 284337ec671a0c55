import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import type { FileContext, Proposal } from '../types';

/** What a name of `opentracing/lib/noop` is made by in OpenTelemetry. */
type Makers = Readonly<Record<string, (context: FileContext) => string>>;

/** The tracer and the span without effect that OpenTracing keeps in `opentracing/lib/noop`. */
export function* sharedNoops(context: FileContext, makers: Makers): Iterable<Proposal> {
  for (const { node } of context.facts.imports.filter(({ specifier }) => isNoopModule(specifier)))
    if (node.type === 'ImportDeclaration')
      for (const specifier of node.specifiers) yield* mentionsOf(context, specifier, makers);
}

function isNoopModule(specifier: string): boolean {
  return /^opentracing\/(?:lib|src|dist)\/noop(?:\.js)?$/.test(specifier);
}

function* mentionsOf(
  context: FileContext,
  specifier: t.ImportDeclaration['specifiers'][number],
  makers: Makers,
): Iterable<Proposal> {
  if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') return;
  const make = makers[specifier.imported.name];
  if (!make) return;
  for (const { node, kind } of context.facts.scopes.bindingOf(specifier.local)?.references ?? []) {
    const parent = context.source.parents.get(node);
    // `{ noopTracer }` and an export need the name.
    if (kind !== 'read' || parent?.type === 'ExportSpecifier') continue;
    const isShorthand = parent?.type === 'ObjectProperty' && parent.shorthand;
    const edit = isShorthand
      ? replace(parent, `${specifier.local.name}: ${make(context)}`)
      : replace(node, make(context));
    yield { rule: 'tracer', site: node, units: [], outcome: { kind: 'rewrite', edits: [edit] } };
  }
}
