import { isDeclaration } from '../../catalog/declaration-files';
import { borderPlace, type CompileError, type Compiler, type Part, type StandIn, type Texts } from '../check-types';
import type { NativeClient, NativeConfig, NativeDiagnostic, NativeProject, NativeTypeScript } from './native-api';
import { filesOf, type Overlay, overlayOf } from './overlay';
import { virtualConfig } from './virtual-config';

/** What the adapter needs of TypeScript 7 and of the disk. */
export interface NativeCompilerSetting {
  readonly api: NativeTypeScript;
  /** The absolute folder that paths are relative to, with forward slashes. */
  readonly root: string;
  readonly exists: (file: string) => boolean;
  /** The text that brings in the types of the shim. */
  readonly border: string;
  /** What stands for OpenTelemetry's API in a project that has not installed it yet, as on a first run. */
  readonly standIn: StandIn | undefined;
}

/** The native compiler of TypeScript 7: a process for each state of the project that it looks at. */
export function nativeCompiler(setting: NativeCompilerSetting): Compiler {
  const { api, root, exists, border } = setting;
  return {
    root,
    exists,
    errorsOf(part, texts, paths, withBorder) {
      const overlay = overlayOf(root, texts);
      const client = new api.API({ cwd: root, fs: filesOf(overlay) });
      try {
        const project = open(client, overlay, setting, part, texts, withBorder ? border : undefined);
        return new Map(paths.map((path) => [path, errorsOf(project, `${root}/${path}`, texts.get(path) ?? '')]));
      } finally {
        client.close();
      }
    },
  };
}

function open(
  client: NativeClient,
  overlay: Overlay,
  setting: NativeCompilerSetting,
  part: Part,
  texts: Texts,
  border: string | undefined,
): NativeProject | undefined {
  const { config, isOwn } = part;
  const { root } = setting;
  const place = borderPlace(part);
  if (border !== undefined) overlay.set(place, border);
  const own = [...texts.keys()].filter(isOwn).map((path) => `${root}/${path}`);
  const { fileNames, options } = client.parseConfigFile(config);
  const files = [...new Set([...own, ...fileNames.filter(isDeclaration), ...(border === undefined ? [] : [place])])];
  const virtual = virtualConfig(root, config, files, { ...QUIET, ...withStandIn(setting, config, options) });
  overlay.set(virtual.path, virtual.text);
  return client.updateSnapshot({ openProjects: [virtual.path] }).getProject(virtual.path);
}

/** What is installed stands for itself. The configuration's own paths are relative to the file that gives them. */
function withStandIn(
  { exists, standIn }: NativeCompilerSetting,
  config: string,
  { paths = {}, pathsBasePath = '' }: NativeConfig['options'],
): { readonly paths?: Readonly<Record<string, readonly string[]>> } {
  if (standIn === undefined || isInstalled(exists, config, standIn.module)) return {};
  const own = Object.entries(paths).map(([alias, places]) => [
    alias,
    places.map((place) => (place.startsWith('.') ? `${pathsBasePath}/${place}` : place)),
  ]);
  return { paths: { ...Object.fromEntries(own), [standIn.module]: [`${standIn.file}.d.ts`] } };
}

/** Looked for where a compiler looks for it: in all folders above. */
function isInstalled(exists: (file: string) => boolean, file: string, module: string): boolean {
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), 0));
  if (exists(`${folder}/node_modules/${module}/package.json`)) return true;
  return folder !== '' && isInstalled(exists, folder, module);
}

/** The project's own strictness; nothing is written anywhere. */
const QUIET = { noEmit: true, skipLibCheck: true, composite: false, incremental: false };

function errorsOf(project: NativeProject | undefined, file: string, text: string): readonly CompileError[] {
  const found = project?.program.getSemanticDiagnostics(file) ?? [];
  return found.map((diagnostic) => ({
    code: diagnostic.code,
    message: messageOf(diagnostic).replace(/\s+/g, ' '),
    line: text.slice(0, diagnostic.pos).split('\n').length,
  }));
}

function messageOf({ text, messageChain = [] }: NativeDiagnostic): string {
  return [text, ...messageChain.map(messageOf)].join(' ');
}
