import { isTestFile } from '../../catalog/test-files';
import type { Context } from '../constraints/context';
import type { FunctionModel } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { CONTENT, RESULT, Shape } from '../flow/tokens';
import { onePerPackage, packageOf } from '../modules/packages';
import { publicSpecifiers } from '../modules/public-paths';
import type { PublicEntry } from '../types';
import { HandedOn, isSpoken } from './handed-on';

/** What those who install the packages of a project load of them, as far as spans, contexts or tracers go in or out there. */
export function findPublicEntries(
  contexts: readonly Context[],
  manifests: ReadonlyMap<string, unknown>,
): readonly PublicEntry[] {
  const [first] = contexts;
  if (first === undefined) return [];
  const handedOn = new HandedOn(contexts);
  const found = new Map<string, PublicEntry>();
  for (const at of onePerPackage(contexts, ({ file }) => file.source.path, manifests)) {
    const { manifest } = packageOf(at.file.source.path, manifests);
    for (const name of publicSpecifiers(manifest)) {
      const entry = at.modules.resolve(name, at.file);
      if (entry === undefined || isTestFile(entry.source.path)) continue;
      const look = new Look(at, handedOn);
      const names = look.exportsThatSpeak(entry.exports);
      if (names.length === 0) continue;
      const by = look.by && { path: look.by.file.source.path, nodes: [...look.by.node.params, ...look.by.returns] };
      found.set(entry.source.path, { path: entry.source.path, name, exports: names, by });
    }
  }
  return [...found.values()];
}

/** How far what is exported is followed: a class, its method, what that gives, a promise of it. */
const DEPTH = 5;

/** A look at what one entry exports. */
class Look {
  /** The first function that takes or gives one of OpenTracing's objects. */
  by: FunctionModel | undefined;
  readonly #at: Context;
  readonly #handedOn: HandedOn;
  /** How far shapes have been followed in vain: in a large project the same ones are met by many ways. */
  readonly #silent = new Map<Shape, number>();

  constructor(at: Context, handedOn: HandedOn) {
    this.#at = at;
    this.#handedOn = handedOn;
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
        return this.#functionSpeaks(shape, depth) || this.#membersSpeak(shape, depth);
      case 'class':
        return this.#fieldSpeaks(shape, '<constructor>', depth) || this.#fieldSpeaks(shape, 'prototype', depth);
      case 'instance':
        return this.#methodsOf(shape).some((method) => this.#functionSpeaks(method, depth));
      case 'object':
      case 'type':
        return this.#membersSpeak(shape, depth);
      case 'promise':
        return this.#fieldSpeaks(shape, CONTENT, depth);
      default:
        return false;
    }
  }

  #membersSpeak({ fields }: Shape, depth: number): boolean {
    return [...fields].some(([name, slot]) => !isInner(name) && this.#speaks(slot, depth));
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
    const taken = model.params.findIndex(
      (param, place) => this.#isGivenSpans(param, depth) || this.#handedOn.isAsked(model, place),
    );
    const isSpeaking = taken >= 0 || this.#speaks(model.result, depth);
    if (isSpeaking) this.by ??= model;
    return isSpeaking;
  }

  /** What callers of the project give says nothing of what others give; the parameter itself does, and its type. */
  #isGivenSpans(param: Slot, depth: number): boolean {
    if (isSpoken(param)) return true;
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
