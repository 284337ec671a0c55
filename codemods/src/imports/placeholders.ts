import type * as t from '@babel/types';
import { type InjectorName, injectorNames, injectors } from '../catalog/injectors';
import type { ApiName, HelperName, ShimName } from '../catalog/opentelemetry-api';
import { nodesOf } from '../parse/nodes-of';
import { oncePerFile } from '../parse/once-per-file';

/**
 * Which name is free can be said only when all edits are made: the `Span` of OpenTracing may be gone by then, or not. So rules
 * write placeholders, and this stage puts names in their place.
 */
const PREFIX = '__ot2otel_';
const KINDS = ['api', 'helper', 'shim', ...injectorNames] as const;
const PLACEHOLDER = new RegExp(`${PREFIX}(${KINDS.join('|')})_(\\w+)`, 'g');

/** What a placeholder stands for. */
export interface Wanted {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
}

/** The placeholder of an export of `@opentelemetry/api`. */
export function apiPlaceholder(name: ApiName): string {
  return `${PREFIX}api_${name}`;
}

/** The placeholder of a function of a helper file. */
export function helperPlaceholder(name: HelperName): string {
  return `${PREFIX}helper_${name}`;
}

/** The placeholder of a function of the shim. */
export function shimPlaceholder(name: ShimName): string {
  return `${PREFIX}shim_${name}`;
}

/** The placeholder of the decorator by which a parameter tells a framework what it asks for. */
export function injectorPlaceholder(name: InjectorName): string {
  return `${PREFIX}${name}_${injectors[name].decorator}`;
}

/** One placeholder of a text, with every place where it stands. */
export interface Placeholder extends Wanted {
  readonly text: string;
  /** Where it stands in code. */
  readonly nodes: readonly (t.Identifier | t.JSXIdentifier)[];
}

/** The placeholders in a text's code. */
export const placeholdersIn = oncePerFile((file): readonly Placeholder[] => {
  const found = new Map<string, (t.Identifier | t.JSXIdentifier)[]>();
  if (file.text.includes(PREFIX)) {
    for (const node of nodesOf(file, 'Identifier', 'JSXIdentifier'))
      if (node.name.startsWith(PREFIX)) found.set(node.name, [...(found.get(node.name) ?? []), node]);
  }
  return [...found].map(([text, nodes]) => ({ ...wantedBy(text), text, nodes }));
});

/** Puts plain names in the place of placeholders that stand outside code: in comments. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, (_, _kind, name: string) => name);
}

function wantedBy(placeholder: string): Wanted {
  const [[, kind, name = ''] = []] = placeholder.matchAll(PLACEHOLDER);
  return { kind: KINDS.find((known) => known === kind) ?? 'api', name };
}
