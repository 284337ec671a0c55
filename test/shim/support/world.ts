// The shim on a recording provider, as the tests of the shim need it again and again.
import { context, propagation, type TextMapPropagator } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { createTracerShim, type ShimOptions, type TracerShim } from '../../../shim/src/index';
import { type ReadableSpan, type Recording, recordingProvider } from '../../support/sdk';

export type Mode = 'default' | 'strict';
export type ProviderConfig = Parameters<typeof recordingProvider>[0];

export interface Shimmed extends Recording {
  tracer: TracerShim;
  /** The finished span of this name. */
  span(name: string): Promise<ReadableSpan>;
}

/** A tracer shim and what it records. In strict mode the tracer speaks OpenTracing only; tests of that mode ask for no more. */
export function shimmed(mode: Mode = 'default', options: ShimOptions = {}, config: ProviderConfig = {}): Shimmed {
  const recording = recordingProvider(config);
  const tracer = createTracerShim(recording.provider, { strict: mode === 'strict', ...options }) as TracerShim;
  return { ...recording, tracer, span: (name) => findSpan(recording, name) };
}

export async function findSpan(recording: Recording, name: string): Promise<ReadableSpan> {
  const found = (await recording.finished()).find((span) => span.name === name);
  if (!found) throw new Error(`no span named ${name} was exported`);
  return found;
}

/** Registers the context manager and the W3C propagators of the SDK, as an application's start-up does. */
export function useGlobals(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  usePropagator(w3c());
}

export function w3c(): TextMapPropagator {
  return new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] });
}

export function usePropagator(propagator: TextMapPropagator): void {
  propagation.disable();
  propagation.setGlobalPropagator(propagator);
}

export const PARENT = { traceId: 'd4cda95b652f4a1592b449d5929fda1b', spanId: '7e5f1c240e0cde1c', traceFlags: 1 };
