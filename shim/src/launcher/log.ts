import { DiagLogLevel, diag } from '@opentelemetry/api';
import type { Notice } from './notices';
import type { LogLevel } from './settings/configuration';

const SEVERITY: Readonly<Record<LogLevel, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

/** More than anybody reads; an application that names each of its tracers differently has something to say for ever. */
const MAX_NOTICES = 100;

/** Writes notices for the user to stderr: stdout is the application's. */
export class Log {
  private readonly told = new Set<string>();

  constructor(private readonly level: LogLevel) {}

  /** Once: there are applications that make a tracer for each request. */
  notice({ level, text }: Notice): void {
    if (SEVERITY[this.level] < SEVERITY[level] || this.told.has(text) || this.told.size >= MAX_NOTICES) return;
    this.told.add(text);
    writeLine(text);
  }

  /** True when the configuration and every span are to be printed. */
  get isDebug(): boolean {
    return SEVERITY[this.level] >= DiagLogLevel.DEBUG;
  }

  /** Sends the SDK's own messages the same way; only when the user asked for a level, else the SDK is silent, as it is by itself. */
  takeDiagnostics(): void {
    const print = (...given: unknown[]): void => writeLine(given.map(textOf).join(' '));
    const logger = { error: print, warn: print, info: print, debug: print, verbose: print };
    diag.setLogger(logger, { logLevel: SEVERITY[this.level], suppressOverrideMessage: true });
  }
}

/** Of an object no more than that it is one: there may be a secret in it. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** stderr may be closed already; that is no reason to fail. */
export function writeLine(text: string): void {
  try {
    process.stderr.write(`[ot2otel] ${text}\n`);
  } catch {
    // nobody listens
  }
}
