import { styleText } from 'node:util';
import type { Io, Sink } from '../io';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

const NEVER: Paint = (_, text) => text;

/** Colours for a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function paintFor({ env }: Pick<Io, 'env'>, { isTTY = false }: Sink): Paint {
  const { FORCE_COLOR: forced } = env;
  if (forced === '0' || forced === 'false') return NEVER;
  const wanted = forced !== undefined || (isTTY && !env.NO_COLOR && env.TERM !== 'dumb');
  return wanted ? (colour, text) => styleText(colour, text) : NEVER;
}

/** For what a program may read, such as a patch: FORCE_COLOR, which builds set for all that they start, counts on a terminal alone. */
export function paintForReaders(io: Pick<Io, 'env'>, sink: Sink): Paint {
  return sink.isTTY ? paintFor(io, sink) : NEVER;
}
