import { isTestFile } from '../../catalog/test-files';
import type { Context } from '../constraints/context';
import type { FunctionModel } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { CONTENT, RESULT, Shape } from '../flow/tokens';
import { mapped } from '../modules/module-aliases';
import { nameOf, packageOf } from '../modules/packages';
import { fieldsOf } from '../modules/records';
import type { PublicEntry } from '../types';

/** What those who install the packages of a project load of them, as far as spans, contexts or tracers go in or out there. */
export function findPublicEntries(
  contexts: readonly Context[],
  manifests: ReadonlyMap<string, unknown>,
): readonly PublicEntry[] {
  const [first] = contexts;
  if (first === undefined) return [];
  const optionsWithSpans = receiversOfSpans(first);
  const found = new Map<string, PublicEntry>();
  for (const at of onePerPackage(contexts, manifests)) {
    const { manifest } = packageOf(at.file.source.path, manifests);
    const name = nameOf(manifest);
    if (name === undefined || !isForOthers(manifest)) continue;
    for (const subpath of subpathsOf(manifest)) {
      const entry = at.modules.resolve(`${name}${subpath}`, at.file);
      if (entry === undefined || isTestFile(entry.source.path)) continue;
      const look = new Look(at, optionsWithSpans);
      const names = look.exportsThatSpeak(entry.exports);
      if (names.length === 0) continue;
      const by = look.by && { path: look.by.file.source.path, nodes: [...look.by.node.params, ...look.by.returns] };
      found.set(entry.source.path, { path: entry.source.path, name: `${name}${subpath}`, exports: names, by });
    }
  }
  return [...found.values()];
}

/** An application is loaded by nobody, or says so. */
function isForOthers(manifest: unknown): boolean {
  const fields = fieldsOf(manifest);
  return fields.private !== true && ['main', 'module', 'exports', 'types', 'typings'].some((name) => name in fields);
}

/** The package itself, and what `exports` names beside it. */
function subpathsOf(manifest: unknown): readonly string[] {
  const { exports } = fieldsOf(manifest);
  const paths = Object.keys(fieldsOf(exports)).filter((key) => key.startsWith('./') && !key.includes('*'));
  return ['', ...paths.filter((path) => mapped(exports, path).length > 0).map((path) => path.slice(1))];
}

function onePerPackage(contexts: readonly Context[], manifests: ReadonlyMap<string, unknown>): readonly Context[] {
  const byFolder = new Map(contexts.map((at) => [packageOf(at.file.source.path, manifests).folder, at]));
  return [...byFolder].flatMap(([folder, at]) => (folder === undefined ? [] : [at]));
}

/** What is asked for a member that is a span or the like: `options` of `options.tracer`. */
function receiversOfSpans({ graph }: Context): ReadonlySet<Slot> {
  return new Set(graph.accesses.flatMap(({ receiver, value }) => (isSpoken(value) ? [receiver] : [])));
}

function isSpoken({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role' && SPOKEN.has(token.role)) return true;
  return false;
}

const SPOKEN: ReadonlySet<string> = new Set(['tracer', 'span', 'spanContext']);

/** How far what is exported is followed: a class, its method, what that gives, a promise of it. */
const DEPTH = 5;

/** A look at what one entry exports. */
class Look {
  /** The first function that takes or gives one of OpenTracing's objects. */
  by: FunctionModel | undefined;
  readonly #at: Context;
  readonly #optionsWithSpans: ReadonlySet<Slot>;
  /** How far shapes have been followed in vain: in a large project the same ones are met by many ways. */
  readonly #silent = new Map<Shape, number>();

  constructor(at: Context, optionsWithSpans: ReadonlySet<Slot>) {
    this.#at = at;
    this.#optionsWithSpans = optionsWithSpans;
  }

  /** The names of exports by which spans, contexts or tracers come in or go out; that of the module where it is one itself. */
  exportsThatSpeak(exported: Slot): readonly string[] {
    const names = new Set<string>();
    for (const token of exported.tokens) {
      if (!(token instanceof Shape)) continue;
      if (token.kind === 'module' || token.kind === 'object') {
        for (const [name, slot] of token.fields) if (!isInner(name) && this.#speaks(slot)) names.add(name);
      } else if (this.#shapeSpeaks(token, DEPTH)) names.add('module.exports');
    }
    return [...names];
  }

  #speaks(slot: Slot, depth = DEPTH): boolean {
    if (isSpoken(slot)) return true;
    if (depth === 0) return false;
    for (const token of slot.tokens) if (token instanceof Shape && this.#shapeSpeaks(token, depth - 1)) return true;
    return false;
  }

  #shapeSpeaks(shape: Shape, depth: number): boolean {
    if ((this.#silent.get(shape) ?? -1) >= depth) return false;
    const isSpeaking = this.#isSpeaking(shape, depth);
    if (!isSpeaking) this.#silent.set(shape, depth);
    return isSpeaking;
  }

  #isSpeaking(shape: Shape, depth: number): boolean {
    switch (shape.kind) {
      case 'function':
        return this.#functionSpeaks(shape, depth);
      case 'class':
        return this.#fieldSpeaks(shape, '<constructor>', depth) || this.#fieldSpeaks(shape, 'prototype', depth);
      case 'instance':
        return this.#methodsOf(shape).some((method) => this.#functionSpeaks(method, depth));
      case 'object':
      case 'type':
        return [...shape.fields].some(([name, slot]) => !isInner(name) && this.#speaks(slot, depth));
      case 'promise':
        return this.#fieldSpeaks(shape, CONTENT, depth);
      default:
        return false;
    }
  }

  #fieldSpeaks(shape: Shape, name: string, depth: number): boolean {
    const slot = shape.fields.get(name);
    return slot !== undefined && this.#speaks(slot, depth);
  }

  #functionSpeaks({ node, fields }: Shape, depth: number): boolean {
    const model = node === null ? undefined : this.#at.graph.functions.get(node);
    if (model === undefined) {
      const declared = [...fields].filter(([name]) => name === RESULT || name.startsWith('<parameter'));
      return declared.some(([, slot]) => this.#speaks(slot, depth));
    }
    const taken = model.params.findIndex((param) => this.#isGivenSpans(param, depth));
    const isSpeaking = taken >= 0 || this.#speaks(model.result, depth);
    if (isSpeaking) this.by ??= model;
    return isSpeaking;
  }

  /** What callers of the project give says nothing of what others give; the parameter itself does, and its type. */
  #isGivenSpans(param: Slot, depth: number): boolean {
    if (isSpoken(param) || this.#optionsWithSpans.has(param)) return true;
    return [...param.tokens].some(
      (token) => token instanceof Shape && token.kind === 'type' && depth > 0 && this.#shapeSpeaks(token, depth - 1),
    );
  }

  #methodsOf({ fields }: Shape): readonly Shape[] {
    return [...fields].flatMap(([name, { tokens }]) =>
      isInner(name) ? [] : [...tokens].filter((token) => token instanceof Shape && isOpen(token)),
    ) as Shape[]; // nothing else is left
  }
}

/** By convention, by the language, or by our own names for what has none. */
function isInner(name: string): boolean {
  return /^[_#<]/.test(name);
}

function isOpen({ kind, node }: Shape): boolean {
  if (kind !== 'function') return false;
  return node?.type !== 'ClassMethod' || (node.accessibility !== 'private' && node.accessibility !== 'protected');
}
