import type ts from 'typescript';
import { Configurations, isScript } from '../configurations';
import { nodeAt } from '../node-at';
import { roleOfType } from '../role-of-type';
import type { Oracles, Place, TypedRole, TypedValue, TypeOracle } from '../type-oracle';
import { valueOfType } from '../value-of-type';
import { declaredType } from './declared-type';
import { MovingProgram, type Overlay } from './moving-program';
import type { ParsedFiles } from './parsed-files';
import { isStrict } from './program';
import { classicValueView } from './value-view';
import { classicView } from './view';

/** Oracles by the API that TypeScript has had up to version 6. `root`: the absolute folder that paths are relative to, with forward slashes. */
export function classicOracles(api: typeof ts, root: string, parsed: ParsedFiles): Oracles {
  const absolute = (path: string) => `${root}/${path}`;
  return {
    close: () => {},
    oracleFor(texts) {
      const overlay = { texts: new Map([...texts].map(([path, text]) => [absolute(path), text])), parsed };
      const checkers = new Checkers(api, overlay, root);
      return new ClassicOracle(api, checkers, absolute);
    },
  };
}

class ClassicOracle implements TypeOracle {
  constructor(
    readonly api: typeof ts,
    readonly checkers: Checkers,
    readonly absolute: (path: string) => string,
  ) {}

  rolesAt(places: readonly Place[]): readonly (TypedRole | undefined)[] {
    const answers = new Map<Place, TypedRole | undefined>();
    // What one program has to say is asked at once: another may take its place.
    for (const together of this.checkers.byProgram(places, ({ path }) => this.absolute(path)))
      for (const place of together)
        answers.set(
          place,
          this.#answer(place, (program, node) => roleOfNode(this.api, program.getTypeChecker(), node)),
        );
    return places.map((place) => answers.get(place));
  }

  valueAt(place: Place): TypedValue | undefined {
    return this.#answer(place, (program, node) => {
      const checker = program.getTypeChecker();
      const strict = this.checkers.isStrict(this.absolute(place.path));
      const view = classicValueView(this.api, checker);
      return { ...valueOfType(view, checker.getTypeAtLocation(node)), strict };
    });
  }

  #answer<T>(place: Place, answer: (program: ts.Program, node: ts.Node) => T | undefined): T | undefined {
    try {
      const path = this.absolute(place.path);
      const program = this.checkers.of(path);
      const file = program?.getSourceFile(path);
      const node = file === undefined ? undefined : nodeAt<ts.Node>(file, place.start, place.end);
      return program && node ? answer(program, node) : undefined;
    } catch {
      // A compiler that gives up on a program, or a configuration, leaves us with what the source says.
      return undefined;
    }
  }
}

function roleOfNode(api: typeof ts, checker: ts.TypeChecker, node: ts.Node): TypedRole | undefined {
  const view = classicView(api, checker);
  const here = checker.getTypeAtLocation(node);
  const found = roleOfType(view, declaredType(api, checker, node) ?? here);
  if (found === undefined) return undefined;
  // `request?.span` may lack what `span` always has.
  return { role: found.role, nullable: found.nullable || view.members(here).some((member) => view.isNullish(member)) };
}

/** A project of many packages has as many programs; each takes tens of megabytes, and questions come package by package. */
const MOST_PROGRAMS = 3;

/** One program for each configuration, made when a file of it is first asked about, and anew where it does not hold one. */
class Checkers {
  /** The one that was asked last stands last. */
  readonly #programs = new Map<string | undefined, MovingProgram>();
  readonly #strict = new Map<string | undefined, boolean>();
  readonly #configurations: Configurations;

  constructor(
    readonly api: typeof ts,
    readonly overlay: Overlay,
    root: string,
  ) {
    this.#configurations = new Configurations(root, api.sys.fileExists);
  }

  /** Undefined where the compiler gives up on a configuration. */
  of(file: string): ts.Program | undefined {
    return this.#over([file], this.#configurations.of(file));
  }

  /** What is to be asked, by the program that answers it, which holds all of its files by then. */
  *byProgram<Asked>(all: readonly Asked[], fileOf: (one: Asked) => string): Iterable<readonly Asked[]> {
    const groups = new Map<string | undefined, Asked[]>();
    for (const one of all) {
      const config = this.#configurations.of(fileOf(one));
      const group = groups.get(config);
      if (group === undefined) groups.set(config, [one]);
      else group.push(one);
    }
    for (const [config, group] of groups) {
      this.#over(group.map(fileOf), config);
      yield group;
    }
  }

  /** Whether the project's own configuration tells undefined from other values; ours always do. */
  isStrict(file: string): boolean {
    const config = this.#configurations.of(file);
    const known = this.#strict.get(config) ?? isStrict(this.api, config);
    this.#strict.set(config, known);
    return known;
  }

  #over(files: readonly string[], config: string | undefined): ts.Program | undefined {
    const program = this.#programs.get(config) ?? this.#groupOf(config);
    this.#programs.delete(config);
    this.#programs.set(config, program);
    for (const other of [...this.#programs.values()].slice(0, -MOST_PROGRAMS)) other.release();
    return program.over(files);
  }

  #groupOf(config: string | undefined): MovingProgram {
    const files = [...this.overlay.texts.keys()].filter(
      (path) => isScript(path) && this.#configurations.of(path) === config,
    );
    return new MovingProgram(this.api, { config, files }, this.overlay);
  }
}
