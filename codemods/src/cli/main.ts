import { nearest } from '../catalog/nearest';
import { commands } from './commands';
import type { Command } from './commands/command';
import { EXIT, type Io, UserError } from './io';
import { helpOf, readArguments } from './options';
import { ownVersion } from './version';

/** Runs the program: a command line in, an exit code out. Everything that it may touch of the process comes in `io`. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    const [name = '--help', ...rest] = argv;
    if (name === '--help' || name === '-h' || name === 'help')
      return print(io, rest[0] ? commandHelp(rest[0], commandOf(rest[0])) : help());
    if (name === '--version' || name === '-v') return print(io, ownVersion());
    const command = commandOf(name);
    const given = readArguments(name, command.options, rest);
    if (given.has('help')) return print(io, commandHelp(name, command));
    return await command.run(given, io);
  } catch (error) {
    return explainError(error, io);
  }
}

function processIo(): Io {
  process.stdout.on('error', reportLost);
  // There is nowhere left to say it.
  process.stderr.on('error', () => {});
  return { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
}

/** `ot2otel ... | head` closes the pipe early; that is no error of ours, and the exit code says what it would have said. */
function reportLost({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  const reason = code === 'ENOSPC' ? 'the disk is full' : message;
  process.stderr.write(`ot2otel: the report cannot be written: ${reason}\n  next: write it elsewhere, and run again\n`);
  process.exit(EXIT.couldNotRun);
}

function commandOf(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const meant = nearest(name, Object.keys(commands));
  throw new UserError(
    `there is no command ${name}`,
    meant ? `did you mean ot2otel ${meant}?` : 'ot2otel --help lists the commands',
  );
}

function print(io: Io, text: string): number {
  io.stdout.write(`${text}\n`);
  return EXIT.done;
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'ot2otel moves Node.js code from OpenTracing to OpenTelemetry.',
    '',
    'ot2otel <command> [options]',
    '',
    ...list,
    '',
    'ot2otel <command> --help says more.',
    '',
    'Exit codes: 0 done, 1 findings (audit --check, codemod --fail-on), 2 could not run.',
  ].join('\n');
}

function commandHelp(name: string, { summary, usage, options, examples }: Command): string {
  const parts = [
    `ot2otel ${name} ${usage}`,
    summary,
    helpOf(options),
    ['Examples:', ...examples.map((line) => `  ${line}`)].join('\n'),
  ];
  return parts.join('\n\n');
}

function explainError(error: unknown, io: Io): number {
  if (error instanceof UserError) {
    io.stderr.write(`ot2otel: ${error.message}\n  next: ${error.next}\n`);
    return EXIT.couldNotRun;
  }
  const denied = deniedTo(error);
  if (denied !== undefined) {
    io.stderr.write(
      `ot2otel: Node was started with a permission model that denies ${denied}\n  next: start it without, or with --allow-fs-read=*, --allow-fs-write=* and --allow-child-process (for git); no file was touched\n`,
    );
    return EXIT.couldNotRun;
  }
  const detail = error instanceof Error ? (io.env.OT2OTEL_DEBUG ? error.stack : error.message) : String(error);
  io.stderr.write(
    `ot2otel: this is a defect of ot2otel: ${detail}\n  next: please report it, with OT2OTEL_DEBUG=1 for the details\n`,
  );
  return EXIT.couldNotRun;
}

/** What Node's permission model has denied, if that is what an error says: by its flags, which NODE_OPTIONS may bring along. */
function deniedTo(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ACCESS_DENIED')) return undefined;
  const { permission, resource } = error as { readonly permission?: string; readonly resource?: string };
  return [permission ?? 'this', ...(resource ? [`of ${resource}`] : [])].join(' ');
}
