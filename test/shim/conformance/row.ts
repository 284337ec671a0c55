import type { ExecutionContext } from 'ava';
import type { ShimOptions } from '../../../shim/src/index';
import type { Mode, ProviderConfig, Shimmed } from '../support/world';

/** What a row is checked with: a maker of shims in the mode that is checked. */
export interface World {
  mode: Mode;
  shim(options?: ShimOptions, config?: ProviderConfig): Shimmed;
}

/** One row of the conformance table. */
export interface Row {
  requirement: string;
  /** Rows without it are checked in both modes. */
  only?: Mode;
  check(t: ExecutionContext, world: World): void | Promise<void>;
}

export type Rows = Readonly<Record<string, Row>>;
