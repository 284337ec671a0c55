import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../../../codemods/src/cli/main';
import { tempFolder } from '../../../scripts/run-app/temp-folders';

// Tests of one file run at the same time, each with its own listeners for signals.
process.setMaxListeners(0);

/** A file of a legacy service: two calls that move, one constant. */
export const LEGACY = `const { globalTracer, Tags } = require('opentracing');

exports.pay = () => {
  const span = globalTracer().startSpan('pay');
  span.setTag(Tags.COMPONENT, 'shop');
  span.finish();
};
`;

/** The same with a call that stays: a binary carrier has no equivalent. */
export const LEFT = `const { globalTracer, FORMAT_BINARY } = require('opentracing');

exports.send = (span, carrier) => {
  globalTracer().inject(span, FORMAT_BINARY, carrier);
};
`;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files in it, and the program run there in this process. */
export interface Place {
  readonly folder: string;
  run(...argv: string[]): Promise<Ran>;
  read(file: string): string;
  write(file: string, text: string | Buffer): void;
  /** Every file below, without git's own. */
  files(): string[];
  git(...args: string[]): string;
}

export function place(files: Readonly<Record<string, string | Buffer>>): Place {
  const folder = tempFolder('place');
  const at = (file: string) => path.join(folder, file);
  const write = (file: string, text: string | Buffer) => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.autocrlf=false'];
  return {
    folder,
    run: (...argv) => runIn(folder, argv),
    read: (file) => readFileSync(at(file), 'utf8'),
    write,
    files: () => listed(folder),
    git: (...args) => execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }),
  };
}

/** The same, committed. */
export function repository(files: Readonly<Record<string, string | Buffer>>): Place {
  const made = place(files);
  made.git('init', '--quiet');
  made.git('add', '--all');
  made.git('commit', '--quiet', '--message', 'before');
  return made;
}

/** The program in this process. */
export async function runIn(cwd: string, argv: readonly string[]): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await main(argv, {
    cwd,
    env: {},
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  });
  return { code, stdout, stderr };
}

function listed(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('.git/'))
    .sort();
}
