import type * as t from '@babel/types';
import { parentContext } from '../parents/parents';
import { lineageOf, readReferences, unknownReference } from '../parents/references';
import { areAlternatives } from '../syntax/alternatives';
import type { FileContext } from '../types';
import { presentAt } from '../values/present';
import { flowThrough } from './option-flow';
import { readInPlace } from './option-sources';
import { noOptions, type Read, type StartOptions, unknownOptions } from './start-options';
import { ERROR_AMONG_TAGS, readTagUse, type TagUse } from './tag-uses';
import { keptInVariable, type Value, type Written } from './variable-edits';
import { findVariable, type LineageWrite, type OptionsVariable } from './variable-uses';

/**
 * Reads options from a variable that is made for this call: the variable keeps the options, and the parent, which is an argument
 * of its own in OpenTelemetry, gets a variable beside it. What is passed on in it besides is read as that.
 */
export function readOptionsVariable(
  context: FileContext,
  node: t.Identifier,
  call: t.Node,
): Read<StartOptions> | undefined {
  const variable = flowThrough(context, node) ? undefined : findVariable(context, node);
  if (!variable) return undefined;
  const values = readValues({ ...context, tagsAreAsked: variable.tags.length > 0 }, variable, call);
  if ('left' in values) return values;
  if (isAmbiguous(context, values, variable)) return undefined;
  const written: Written[] = [];
  for (const lineage of variable.lineages) {
    const read = readLineage(context, lineage);
    if (!read || 'left' in read) return read;
    written.push(read);
  }
  const tagUses = readTagUses(context, variable, call);
  if ('left' in tagUses) return tagUses;
  return keptInVariable(context, { variable, argument: node, values, written, tagUses });
}

function readTagUses(context: FileContext, { tags }: OptionsVariable, call: t.Node): Read<readonly TagUse[]> {
  const uses: TagUse[] = [];
  for (const member of tags) {
    const use = readTagUse(context, member, call);
    if ('left' in use) return use;
    uses.push(use);
  }
  return uses;
}

function readLineage(context: FileContext, lineage: LineageWrite): Read<Written> | undefined {
  const { value } = lineage;
  const present = presentAt(context, value);
  if (lineage.key === 'childOf') {
    const parent = parentContext(context, value, present);
    return parent.kind === 'left' ? { left: parent.finding } : { ...lineage, parent, links: [], taken: [value] };
  }
  const references = readReferences(context, value);
  if (references?.some(({ gone, listed }) => gone !== undefined || listed !== undefined)) return undefined;
  const read = references ? lineageOf(context, references, present) : { left: unknownReference(context, value) };
  if ('left' in read) return read;
  const { parent, links } = read;
  const taken = (references ?? []).map(({ target }) => target);
  return parent.kind === 'left' ? { left: parent.finding } : { ...lineage, parent, links, taken };
}

/** OpenTracing takes `childOf` before `references`, in whatever order they are said, unless only one of them is. */
function isAmbiguous(
  { source }: FileContext,
  values: readonly Value[],
  { declaration, lineages }: OptionsVariable,
): boolean {
  if (lineages.every(({ key }) => key === 'childOf')) return false;
  const isRoot = values.every(({ made }) => made.parent.kind === 'root');
  if (!isRoot) return true;
  const keys = new Set(lineages.map(({ key }) => key));
  return (
    keys.size > 1 &&
    !areAlternatives(
      source,
      declaration,
      lineages.map(({ write }) => write),
    )
  );
}

/** Every value that the variable is given, that of its declaration first. */
function readValues(context: FileContext, { init, values }: OptionsVariable, call: t.Node): Read<Value[]> {
  const initial = init ? readInPlace(context, init, call) : noOptions;
  const read: Value[] = [];
  for (const at of [undefined, ...values]) {
    const made = at ? readInPlace(context, at.write.right, call, presentAt(context, at.write)) : initial;
    if ('left' in made) return made;
    if (made.status) return { left: unknownOptions(context, call, ERROR_AMONG_TAGS) };
    read.push({ at, made });
  }
  return read;
}
