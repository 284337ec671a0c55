import { isDeclaration } from '../../catalog/declaration-files';
import { Configurations, isScript } from '../configurations';
import { nodeAt } from '../node-at';
import { roleOfType } from '../role-of-type';
import type { Oracles, Place, TypedRole, TypedValue } from '../type-oracle';
import { valueOfType } from '../value-of-type';
import type { ValueView } from '../value-view';
import type {
  NativeClient,
  NativeIs,
  NativeNode,
  NativeProject,
  NativeSymbol,
  NativeType,
  NativeTypeScript,
} from './native-api';
import { filesOf, type Overlay, overlayOf } from './overlay';
import { nativeValueView } from './value-view';
import { nativeView } from './view';
import { type VirtualConfig, virtualConfig } from './virtual-config';

/** What the adapter needs of TypeScript 7 and of the disk. */
export interface NativeSetting {
  readonly api: NativeTypeScript;
  readonly is: NativeIs;
  /** The absolute folder that paths are relative to, with forward slashes. */
  readonly root: string;
  readonly exists: (file: string) => boolean;
}

/** Oracles by the native compiler of TypeScript 7; one process at a time, until the next texts or the end. */
export function nativeOracles(setting: NativeSetting): Oracles {
  let session: Session | undefined;
  const close = () => {
    session?.client.close();
    session = undefined;
  };
  return {
    close,
    oracleFor(texts) {
      let own: Session | undefined;
      const open = () => {
        if (own === undefined) {
          close();
          own = new Session(setting, texts);
          session = own;
        }
        return own;
      };
      return {
        rolesAt: (places) => open().rolesAt(places),
        valueAt: (place) => open().valueAt(place),
      };
    },
  };
}

/** One compiler over one state of the project. */
class Session {
  readonly client: NativeClient;
  readonly #overlay: Overlay;
  readonly #configurations: Configurations;
  readonly #projects = new Map<string | undefined, NativeProject | undefined>();
  readonly #values = new Map<NativeProject, ValueView<NativeType>>();
  readonly #strict = new Map<string | undefined, boolean>();

  constructor(
    readonly setting: NativeSetting,
    texts: ReadonlyMap<string, string>,
  ) {
    const { api, root, exists } = setting;
    this.#overlay = overlayOf(root, texts);
    this.#configurations = new Configurations(root, exists);
    this.client = new api.API({ cwd: root, fs: filesOf(this.#overlay) });
  }

  rolesAt(places: readonly Place[]): readonly (TypedRole | undefined)[] {
    const answers = new Map<Place, TypedRole>();
    for (const [config, own] of this.#byConfiguration(places)) {
      const project = this.#projectOf(config);
      if (project !== undefined) this.#ask(project, own, answers);
    }
    return places.map((place) => answers.get(place));
  }

  valueAt(place: Place): TypedValue | undefined {
    const config = this.#configurations.of(this.#absolute(place));
    const project = this.#projectOf(config);
    const node = project && this.#nodeAt(project, place);
    const [type] = node ? project.checker.getTypeAtLocation([node]) : [];
    if (!project || !type) return undefined;
    return { ...valueOfType(this.#valuesOf(project), type), strict: this.#isStrict(config) };
  }

  #byConfiguration(places: readonly Place[]): ReadonlyMap<string | undefined, readonly Place[]> {
    const groups = new Map<string | undefined, Place[]>();
    for (const place of places) {
      const config = this.#configurations.of(this.#absolute(place));
      groups.set(config, [...(groups.get(config) ?? []), place]);
    }
    return groups;
  }

  #absolute({ path }: Place): string {
    return `${this.setting.root}/${path}`;
  }

  #projectOf(config: string | undefined): NativeProject | undefined {
    if (!this.#projects.has(config)) {
      this.#projects.set(config, undefined); // a configuration that the compiler gives up on is not given twice
      this.#projects.set(config, this.#open(this.#virtual(config)));
    }
    return this.#projects.get(config);
  }

  #virtual(config: string | undefined): VirtualConfig {
    const own = [...this.#overlay.keys()].filter((file) => isScript(file) && this.#configurations.of(file) === config);
    const all = config === undefined ? [] : this.client.parseConfigFile(config).fileNames;
    return virtualConfig(this.setting.root, config, [...new Set([...own, ...all.filter(isDeclaration)])]);
  }

  #open({ path, text }: VirtualConfig): NativeProject | undefined {
    this.#overlay.set(path, text);
    return this.client.updateSnapshot({ openProjects: [path] }).getProject(path);
  }

  #nodeAt({ program }: NativeProject, place: Place): NativeNode | undefined {
    const file = program.getSourceFile(this.#absolute(place));
    return file && nodeAt(file, place.start, place.end);
  }

  #valuesOf(project: NativeProject): ValueView<NativeType> {
    const view = this.#values.get(project) ?? nativeValueView(this.setting.api, project.checker);
    this.#values.set(project, view);
    return view;
  }

  /** Whether the project's own configuration tells undefined from other values; ours always do. Version 7 does where nothing is said. */
  #isStrict(config: string | undefined): boolean {
    const known = this.#strict.get(config);
    if (known !== undefined) return known;
    const { strict, strictNullChecks } = config === undefined ? {} : this.client.parseConfigFile(config).options;
    const isStrict = (strictNullChecks ?? strict) !== false;
    this.#strict.set(config, isStrict);
    return isStrict;
  }

  #ask(project: NativeProject, places: readonly Place[], answers: Map<Place, TypedRole>): void {
    const { api, is } = this.setting;
    const { checker } = project;
    const found = places.flatMap((place) => {
      const node = this.#nodeAt(project, place);
      return node === undefined ? [] : [{ place, node }];
    });
    if (found.length === 0) return;
    const view = nativeView(api, checker);
    const here = checker.getTypeAtLocation(found.map(({ node }) => node));
    const declared = declaredTypes(
      this.setting,
      checker,
      found.map(({ node }) => (is.isPropertyAccessExpression(node) ? (node.name ?? node) : node)),
    );
    found.forEach(({ place }, i) => {
      const located = here[i];
      const type = declared[i] ?? located;
      const role = type === undefined ? undefined : roleOfType(view, type);
      if (role === undefined || located === undefined) return;
      // `request?.span` may lack what `span` always has.
      answers.set(place, { ...role, nullable: role.nullable || view.members(located).some(view.isNullish) });
    });
  }
}

/** The types of the variables and members that names name, wherever they are mentioned; undefined for what is no name. */
function declaredTypes({ api, is }: NativeSetting, checker: NativeProject['checker'], nodes: readonly NativeNode[]) {
  const names = nodes.filter((node) => is.isIdentifier(node) || is.isPrivateIdentifier(node));
  if (names.length === 0) return [];
  const symbols = checker.getSymbolAtLocation(names);
  const named = names.flatMap((node, i) => {
    const symbol = symbols[i];
    return symbol === undefined ? [] : [{ node, symbol: actual(symbol) }];
  });
  if (named.length === 0) return [];
  const types = checker.getTypeOfSymbol(named.map(({ symbol }) => symbol));
  const byNode = new Map(named.map(({ node }, i) => [node, types[i]]));
  return nodes.map((node) => byNode.get(node));

  function actual(symbol: NativeSymbol): NativeSymbol {
    return symbol.flags & api.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }
}
