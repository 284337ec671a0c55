import type ts from 'typescript';
import { Configurations, isScript } from '../configurations';
import { nodeAt } from '../node-at';
import { roleOfType } from '../role-of-type';
import type { Oracles, Place, TypedRole, TypeOracle } from '../type-oracle';
import { declaredType } from './declared-type';
import { makeProgram, ParsedFiles } from './program';
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
      return new ClassicOracle(api, ({ path }) => checkers.of(absolute(path)), absolute);
    },
  };
}

class ClassicOracle implements TypeOracle {
  constructor(
    readonly api: typeof ts,
    readonly programOf: (place: Place) => ts.Program | undefined,
    readonly absolute: (path: string) => string,
  ) {}

  rolesAt(places: readonly Place[]): readonly (TypedRole | undefined)[] {
    return places.map((place) => {
      try {
        return this.#roleAt(place);
      } catch {
        // A compiler that gives up on a program, or a configuration, leaves us with what the source says.
        return undefined;
      }
    });
  }

  #roleAt(place: Place): TypedRole | undefined {
    const program = this.programOf(place);
    const file = program?.getSourceFile(this.absolute(place.path));
    const node = file === undefined ? undefined : nodeAt<ts.Node>(file, place.start, place.end);
    return program && node ? roleOfNode(this.api, program.getTypeChecker(), node) : undefined;
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

  #make(config: string | undefined): ts.Program {
    const files = [...this.overlay.keys()].filter((path) => isScript(path) && this.#configurations.of(path) === config);
    return makeProgram(this.api, { config, files }, (path) => this.overlay.get(path), this.parsed);
  }
}
