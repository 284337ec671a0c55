import type { FileContext } from '../types';
import { jaegerModule } from './jaeger-module';
import { type ModuleBeside, moduleBeside } from './module-beside';
import { sdkLineFor } from './sdk-line';

/** A module that is created beside a file that makes a tracer. */
export interface CreatedModule extends ModuleBeside {
  readonly text: string;
}

/** The module that takes jaeger-client's place for a file that makes a tracer by it. */
export function createdModule(maker: FileContext): CreatedModule {
  const beside = moduleBeside(maker);
  const { moduleKind: modules } = maker.source;
  return {
    ...beside,
    text: jaegerModule({ language: beside.language, modules, line: sdkLineFor(maker.manifest) }),
  };
}
