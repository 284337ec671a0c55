import type { FileContext } from '../types';
import { carriedCodec } from './carried-codec';
import { jaegerModule } from './jaeger-module';
import { type ModuleBeside, moduleBeside, specifierTo } from './module-beside';
import { sdkLineFor } from './sdk-line';
import { sharesModuleOf } from './shared-module';

/** A module that is created beside a file that makes a tracer. */
export interface CreatedModule extends ModuleBeside {
  /** How the file that needs it imports it. */
  readonly specifier: string;
  readonly text: string;
}

/** The module that takes jaeger-client's place for a file that makes a tracer by it: its own, or that of a file beside. */
export function createdModule(maker: FileContext): CreatedModule {
  const home = sharesModuleOf(maker) ?? maker;
  const { path, language } = moduleBeside(home);
  const { moduleKind: modules } = home.source;
  return {
    path,
    language,
    specifier: specifierTo(maker, path),
    text: jaegerModule({
      language,
      modules,
      line: sdkLineFor(maker.manifest),
      codec: carriedCodec(maker)?.options,
    }),
  };
}
