import type * as ChildProcess from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { diag } from '@opentelemetry/api';
import { OWN_FOLDER } from '../own-folder';
import { loadPart, type Sdk } from '../sdk/find-sdk';
import type { FinishedSpan } from '../sdk/sdk-types';
import type { Configuration, Protocol } from '../settings/configuration';
import { parseKeyValues } from '../settings/key-values';
import { type CertificateFiles, certificateFiles } from './certificates';
import type { Leftover } from './pipeline';

/** How long a process may be held up when it ends; a collector nearby answers in a few milliseconds. */
const TIMEOUT_MILLIS = 1500;

/** What the process that sends is told on its standard input, on one line before the body. */
export interface SendOrder {
  readonly url: string;
  readonly protocol: Protocol;
  readonly headers: Readonly<Record<string, string>>;
  readonly files: CertificateFiles;
  readonly timeoutMillis: number;
}

/** The program that sends, where it is: a bundle does not hold it. */
export function findSender(): string | undefined {
  const file = OWN_FOLDER && path.join(OWN_FOLDER, 'export/send-request.js');
  return file && existsSync(file) ? file : undefined;
}

export type SendAtExit = (leftovers: readonly Leftover[]) => void;

/**
 * Makes the function that sends what is left when nothing asynchronous happens any more: after process.exit(), and after an
 * error that nobody caught. A process of its own does it, for the wait must be synchronous.
 */
export function createSendAtExit(
  sender: string,
  configuration: Configuration,
  sdk: Sdk,
  env: NodeJS.ProcessEnv,
): SendAtExit {
  // Read now: by the time the process ends, the variables may be others.
  const order = {
    url: configuration.endpoint,
    headers: headersFrom(env),
    files: certificateFiles(env),
    timeoutMillis: TIMEOUT_MILLIS,
  };
  return (leftovers) => {
    for (const { protocol, spans } of leftovers)
      if (spans.length > 0) trySend(sender, { ...order, protocol }, spans, sdk);
  };
}

function trySend(sender: string, order: SendOrder, spans: readonly FinishedSpan[], sdk: Sdk): void {
  try {
    const input = Buffer.concat([Buffer.from(`${JSON.stringify(order)}\n`), serialize(order.protocol, spans, sdk)]);
    // Loaded at the end, not at the start.
    const { spawnSync }: typeof ChildProcess = require('node:child_process');
    const { error, status } = spawnSync(process.execPath, [sender], {
      input,
      env: childEnvironment(),
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: order.timeoutMillis,
      windowsHide: true,
    });
    if (error !== undefined) tellLoss(spans, error);
    else if (status !== 0) tellLoss(spans, `${order.url} cannot be reached, or did not take them`);
  } catch (error) {
    tellLoss(spans, error);
  }
}

function tellLoss({ length }: readonly FinishedSpan[], reason: unknown): void {
  diag.info(`ot2otel: the last ${length === 1 ? 'span' : `${length} spans`} could not be sent:`, reason);
}

/** Without NODE_OPTIONS: the process that sends must not start an SDK itself. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  return rest;
}

interface Serializer {
  serializeRequest(spans: readonly FinishedSpan[]): Uint8Array | undefined;
}

function serialize(protocol: Protocol, spans: readonly FinishedSpan[], sdk: Sdk): Uint8Array {
  const loaded = loadPart(sdk, '@opentelemetry/otlp-transformer') as Record<string, Serializer> | undefined;
  const serializer = loaded?.[protocol === 'http/json' ? 'JsonTraceSerializer' : 'ProtobufTraceSerializer'];
  const bytes = serializer?.serializeRequest(spans);
  if (bytes === undefined) throw new Error('@opentelemetry/otlp-transformer cannot serialize spans');
  return bytes;
}

function headersFrom(env: NodeJS.ProcessEnv): Record<string, string> {
  const general = parseKeyValues(env.OTEL_EXPORTER_OTLP_HEADERS ?? '');
  return { ...general, ...parseKeyValues(env.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? '') };
}
