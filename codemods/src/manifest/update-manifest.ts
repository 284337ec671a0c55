import { parseExpression } from '@babel/parser';
import type * as t from '@babel/types';
import { API, SHIM } from '../catalog/opentelemetry-api';
import { propertyName } from '../parse/key-name';

/** What a package.json should say after the migration of the code that it belongs to. */
export interface ManifestChange {
  /** Name -> range, added where the package is not listed in any section yet. */
  readonly add: Readonly<Record<string, string>>;
  /** The same for what only tests need. */
  readonly addForTests: Readonly<Record<string, string>>;
  /** Names to take out of every section. */
  readonly remove: readonly string[];
}

/** In the order of preference for what is new: it goes where the packages that it replaces were, so that a peer stays a peer. */
const sectionNames = ['peerDependencies', 'dependencies', 'optionalDependencies', 'devDependencies'] as const;

type SectionName = (typeof sectionNames)[number];

/** Says of peers whether they may be missing. */
const META = 'peerDependenciesMeta';

/** One entry, with the text it was written as. */
interface Entry {
  readonly name: string;
  readonly text: string;
}

/** A section with its own white space. */
interface Section {
  readonly start: number;
  readonly end: number;
  /** What goes with the section when nothing is left in it: its name and a comma. */
  readonly whole: readonly [start: number, end: number];
  readonly entries: readonly Entry[];
  /** Before each entry. */
  readonly separator: string;
  /** Between the last entry and the closing brace. */
  readonly closing: string;
}

const isNamed = (name: string) => (property: t.ObjectExpression['properties'][number]) =>
  propertyName(property) === name;

/** Offsets of a node that was read from a text. */
const startOf = (node: t.Node): number => node.start ?? 0;
const endOf = (node: t.Node): number => node.end ?? 0;

/** The white space around the entries of an object that is not empty. */
function spacing(text: string, object: t.ObjectExpression): { separator: string; closing: string } {
  const [first] = object.properties;
  const last = object.properties.at(-1);
  if (!first || !last) return { separator: ' ', closing: ' ' };
  return {
    separator: text.slice(startOf(object) + 1, startOf(first)),
    closing: text.slice(endOf(last), endOf(object) - 1),
  };
}

/** How a section of this file would be spaced: one step deeper than the file's own entries. */
function nestedSpacing(text: string, root: t.ObjectExpression): { separator: string; closing: string } {
  const { separator, closing } = spacing(text, root);
  const unit = /[^\S\r\n]+$/.exec(separator)?.[0] ?? '';
  return separator.includes('\n') ? { separator: separator + unit, closing: separator } : { separator, closing };
}

function readSection(text: string, root: t.ObjectExpression, name: SectionName | typeof META): Section | undefined {
  const property = root.properties.find(isNamed(name));
  if (property?.type !== 'ObjectProperty' || property.value.type !== 'ObjectExpression') return undefined;
  const object = property.value;
  const space = object.properties.length > 0 ? spacing(text, object) : nestedSpacing(text, root);
  const entries = object.properties.map((entry) => ({
    name: propertyName(entry) ?? '',
    text: text.slice(startOf(entry), endOf(entry)),
  }));
  return { start: startOf(object), end: endOf(object), whole: withComma(root, property), entries, ...space };
}

/** The range that takes a property out of its object: with the comma before it, or the one behind it if it comes first. */
function withComma(root: t.ObjectExpression, property: t.ObjectProperty): [number, number] {
  const at = root.properties.indexOf(property);
  const [previous, next] = [root.properties[at - 1], root.properties[at + 1]];
  if (previous) return [endOf(previous), endOf(property)];
  return [startOf(property), next ? startOf(next) : endOf(property)];
}

/** A section with other entries; one that loses its last entry goes. */
function rewriteSection(text: string, section: Section, entries: readonly Entry[]): string {
  if (entries.length > 0) return text.slice(0, section.start) + render(entries, section) + text.slice(section.end);
  const [start, end] = section.whole;
  return text.slice(0, start) + text.slice(end);
}

/** Each new entry goes before the first that is later in the alphabet; what was there keeps its order. */
function withEntry(entries: readonly Entry[], added: Entry): Entry[] {
  const at = entries.findIndex(({ name }) => name > added.name);
  return at < 0 ? [...entries, added] : [...entries.slice(0, at), added, ...entries.slice(at)];
}

function render(entries: readonly Entry[], { separator, closing }: Pick<Section, 'separator' | 'closing'>): string {
  return `{${entries.map(({ text }) => separator + text).join(',')}${closing}}`;
}

function newEntries(add: ManifestChange['add'], colon: string): Entry[] {
  return Object.entries(add).map(([name, version]) => ({
    name,
    text: `${JSON.stringify(name)}${colon}${JSON.stringify(version)}`,
  }));
}

/** What stands between a name and its value, as the file has it first. */
function colonOf(text: string, root: t.ObjectExpression): string {
  const [first] = root.properties;
  return first?.type === 'ObjectProperty' ? text.slice(endOf(first.key), startOf(first.value)) : ': ';
}

function parseManifest(text: string): t.ObjectExpression | undefined {
  try {
    JSON.parse(text);
    const node = parseExpression(text);
    return node.type === 'ObjectExpression' ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a section that the file does not have, behind its last entry. */
function appendSection(text: string, root: t.ObjectExpression, name: SectionName, entries: readonly Entry[]): string {
  const last = root.properties.at(-1);
  const { separator } = spacing(text, root);
  const at = last ? endOf(last) : startOf(root) + 1;
  const section = `${last ? ',' : ''}${separator}"${name}"${colonOf(text, root)}${render(entries, nestedSpacing(text, root))}`;
  return text.slice(0, at) + section + text.slice(at);
}

/**
 * Changes the dependencies of a package.json in its text: every other byte stays. Gives the same string back where there is nothing
 * to do, or where the text is no JSON object, or no list of dependencies is where one should be.
 */
export function updateManifest(text: string, change: ManifestChange): string {
  // npm takes a file with a byte order mark; the parser of JSON does not.
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return mark + changeAll(text.slice(mark.length), change);
}

function changeAll(text: string, change: ManifestChange): string {
  const apart = placeApart(sectionsOf(text), change.remove);
  const moved = (name: string) => apart?.takes(name) ?? false;
  // First, so that a section does not go and come again somewhere else.
  const beside = changeSections(text, { add: pick(change.add, moved), remove: [] }, apart?.section);
  const rest = pick(change.add, (name) => !moved(name));
  const complete = changeSections(beside, { add: rest, remove: change.remove });
  const tried = changeSections(complete, { add: triedPeers(text, change), remove: [] }, 'devDependencies', 'again');
  return changeSections(withoutMeta(tried, change.remove), { add: change.addForTests, remove: [] }, 'devDependencies');
}

/** What is said of a peer that goes would be said of none. */
function withoutMeta(text: string, remove: readonly string[]): string {
  const root = parseManifest(text);
  const meta = root && readSection(text, root, META);
  const stays = meta?.entries.filter(({ name }) => !remove.includes(name)) ?? [];
  return meta === undefined || stays.length === meta.entries.length ? text : rewriteSection(text, meta, stays);
}

function pick(add: ManifestChange['add'], wanted: (name: string) => boolean): ManifestChange['add'] {
  return Object.fromEntries(Object.entries(add).filter(([name]) => wanted(name)));
}

interface Apart {
  readonly takes: (name: string) => boolean;
  readonly section: SectionName;
}

/** There has to be one of it in a program, as there was one OpenTracing. */
const isOfHost = (name: string) => name === API || name === SHIM;

/**
 * What is loaded where the packages that go were not. The API has no leave to be missing, as a tracer that is optional has; where a
 * tracer for tests and examples goes, but OpenTracing stays, what the package itself loads belongs beside OpenTracing; and who asks its
 * host for OpenTracing, but brings the tracer along, brings the SDK along.
 */
function placeApart(sections: readonly NamedSection[], remove: readonly string[]): Apart | undefined {
  const target = targetOf(sections, remove);
  if (target === 'optionalDependencies') return { takes: (name) => name === API, section: 'dependencies' };
  if (target === 'peerDependencies') {
    const brought = holding(sections, ['jaeger-client']);
    return brought && brought !== target ? { takes: (name) => !isOfHost(name), section: brought } : undefined;
  }
  const beside = target === 'devDependencies' ? holding(sections, ['opentracing']) : undefined;
  return beside && beside !== target ? { takes: isOfHost, section: beside } : undefined;
}

/** A peer that is listed once more for the package's own tests. */
function triedPeers(text: string, { add, remove }: ManifestChange): ManifestChange['add'] {
  const sections = sectionsOf(text);
  const inSection = (name: SectionName) => sections.find((one) => one.name === name)?.section?.entries ?? [];
  const peers = new Set(inSection('peerDependencies').map(({ name }) => name));
  const tried = inSection('devDependencies').filter(({ name }) => peers.has(name));
  const apart = placeApart(sections, remove);
  const isPeer = (name: string) => (apart?.section === 'peerDependencies') === (apart?.takes(name) ?? false);
  if (tried.some(({ name }) => remove.includes(name))) return pick(add, isPeer);
  const isBeside = apart?.section === 'peerDependencies' && tried.some(({ name }) => name === 'opentracing');
  return isBeside ? pick(add, apart.takes) : {};
}

interface NamedSection {
  readonly name: SectionName;
  readonly section: Section | undefined;
}

function sectionsOf(text: string): readonly NamedSection[] {
  const root = parseManifest(text);
  return root === undefined ? [] : sectionNames.map((name) => ({ name, section: readSection(text, root, name) }));
}

/** Where the packages are that go. */
function targetOf(sections: readonly NamedSection[], remove: readonly string[]): SectionName {
  return holding(sections, remove) ?? 'dependencies';
}

function holding(sections: readonly NamedSection[], names: readonly string[]): SectionName | undefined {
  return sections.find(({ section }) => section?.entries.some(({ name }) => names.includes(name)))?.name;
}

/** `again`: also what another section lists. */
function changeSections(
  text: string,
  change: Pick<ManifestChange, 'add' | 'remove'>,
  section?: SectionName,
  again?: 'again',
): string {
  const root = parseManifest(text);
  if (root === undefined) return text;
  const sections = sectionsOf(text);
  const target = section ?? targetOf(sections, change.remove);
  const asked = again ? sections.filter(({ name }) => name === target) : sections;
  const listed = new Set(asked.flatMap(({ section }) => section?.entries.map(({ name }) => name) ?? []));
  const added = newEntries(change.add, colonOf(text, root)).filter(({ name }) => !listed.has(name));
  if (!sections.some(({ name, section }) => name === target && section) && root.properties.some(isNamed(target)))
    return text; // something else has its place

  // From the end of the file to its start, so that the offsets of what is still to come hold.
  const present = sections.flatMap(({ name, section }) => (section ? [{ name, section }] : []));
  const later = present.sort((a, b) => b.section.start - a.section.start);
  const base =
    added.length > 0 && !later.some(({ name }) => name === target) ? appendSection(text, root, target, added) : text;
  return later.reduce((current, { name, section }) => {
    const stays = section.entries.filter((entry) => !change.remove.includes(entry.name));
    const entries = name === target ? added.reduce(withEntry, stays) : stays;
    const unchanged =
      entries.length === section.entries.length && entries.every((entry, i) => entry === section.entries[i]);
    return unchanged ? current : rewriteSection(current, section, entries);
  }, base);
}
