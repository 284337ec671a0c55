import { isDeclaration } from '../../catalog/declaration-files';
import { borderPlace, type CompileError, type Compiler, type Part, type Texts } from '../check-types';
import type { NativeClient, NativeDiagnostic, NativeProject, NativeTypeScript } from './native-api';
import { virtualConfig } from './virtual-config';

/** What the adapter needs of TypeScript 7 and of the disk. */
export interface NativeCompilerSetting {
  readonly api: NativeTypeScript;
  /** The absolute folder that paths are relative to, with forward slashes. */
  readonly root: string;
  readonly exists: (file: string) => boolean;
  /** The text that brings in the types of the shim. */
  readonly border: string;
}

/** The native compiler of TypeScript 7: a process for each state of the project that it looks at. */
export function nativeCompiler({ api, root, exists, border }: NativeCompilerSetting): Compiler {
  return {
    root,
    exists,
    errorsOf(part, texts, paths, withBorder) {
      const overlay = new Map([...texts].map(([path, text]) => [`${root}/${path}`, text]));
      const files = {
        readFile: (file: string) => overlay.get(file),
        fileExists: (file: string) => (overlay.has(file) ? true : undefined),
      };
      const client = new api.API({ cwd: root, fs: files });
      try {
        const project = open(client, overlay, root, part, texts, withBorder ? border : undefined);
        return new Map(paths.map((path) => [path, errorsOf(project, `${root}/${path}`, texts.get(path) ?? '')]));
      } finally {
        client.close();
      }
    },
  };
}

function open(
  client: NativeClient,
  overlay: Map<string, string>,
  root: string,
  part: Part,
  texts: Texts,
  border: string | undefined,
): NativeProject | undefined {
  const { config, isOwn } = part;
  const place = borderPlace(part);
  if (border !== undefined) overlay.set(place, border);
  const own = [...texts.keys()].filter(isOwn).map((path) => `${root}/${path}`);
  const ambient = client.parseConfigFile(config).fileNames.filter(isDeclaration);
  const files = [...new Set([...own, ...ambient, ...(border === undefined ? [] : [place])])];
  const virtual = virtualConfig(root, config, files, QUIET);
  overlay.set(virtual.path, virtual.text);
  return client.updateSnapshot({ openProjects: [virtual.path] }).getProject(virtual.path);
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
