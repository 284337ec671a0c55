import { styleText } from 'node:util';
import type { Io, Sink } from '../io';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** Colours for a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function paintFor({ env }: Pick<Io, 'env'>, { isTTY = false }: Sink): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const wanted = forced || (isTTY && !env.NO_COLOR && env.TERM !== 'dumb');
  return wanted ? (colour, text) => styleText(colour, text) : (_, text) => text;
}
