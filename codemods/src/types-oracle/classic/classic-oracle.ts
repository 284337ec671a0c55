import type ts from 'typescript';
import { Configurations, isScript } from '../configurations';
import { nodeAt } from '../node-at';
import { roleOfType } from '../role-of-type';
import type { Oracles, Place, TypedRole, TypedValue, TypeOracle } from '../type-oracle';
import { declaredType } from './declared-type';
import { isStrict, makeProgram, ParsedFiles } from './program';
import { typedValue } from './typed-value';
import { classicView } from './view';

/** Oracles by the API that TypeScript has had up to version 6. `root`: the absolute folder that paths are relative to, with forward slashes. */
export function classicOracles(api: typeof ts, root: string): Oracles {
  const absolute = (path: string) => `${root}/${path}`;
  const parsed = new ParsedFiles();
  return {
    close: () => {},
    oracleFor(texts) {
      const overlay = new Map([...texts].map(([path, text]) => [absolute(path), text]));
      const checkers = new Checkers(api, overlay, parsed, root);
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
    return places.map((place) =>
      this.#answer(place, (program, node) => roleOfNode(this.api, program.getTypeChecker(), node)),
    );
  }

  valueAt(place: Place): TypedValue | undefined {
    return this.#answer(place, (program, node) => {
      const checker = program.getTypeChecker();
      const strict = this.checkers.isStrict(this.absolute(place.path));
      return { ...typedValue(this.api, checker, checker.getTypeAtLocation(node)), strict };
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

/** One program for each configuration, made when a file of it is first asked about. */
class Checkers {
  readonly #programs = new Map<string | undefined, ts.Program | undefined>();
  readonly #configurations: Configurations;

  constructor(
    readonly api: typeof ts,
    readonly overlay: ReadonlyMap<string, string>,
    readonly parsed: ParsedFiles,
    root: string,
  ) {
    this.#configurations = new Configurations(root, api.sys.fileExists);
  }

  /** Undefined where the compiler gives up on a configuration, which it is not given twice. */
  of(file: string): ts.Program | undefined {
    const config = this.#configurations.of(file);
    if (!this.#programs.has(config)) {
      this.#programs.set(config, undefined);
      this.#programs.set(config, this.#make(config));
    }
    return this.#programs.get(config);
  }

  /** Whether the project's own configuration tells undefined from other values; ours always do. */
  isStrict(file: string): boolean {
    return isStrict(this.api, this.#configurations.of(file));
  }

  #make(config: string | undefined): ts.Program {
    const files = [...this.overlay.keys()].filter((path) => isScript(path) && this.#configurations.of(path) === config);
    return makeProgram(this.api, { config, files }, (path) => this.overlay.get(path), this.parsed);
  }
}
