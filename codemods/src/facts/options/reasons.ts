import { textOf } from '../../parse/source-file';
import type { OptionFlow } from '../types';
import { type Carrier, isSaid, takerOf } from './carriers';
import { strangenessOf } from './declarations';
import { escapeOf, publicityOf, type Sightings } from './escapes';
import type { Implementers } from './implementers';
import { placeOf } from './sources';
import { type Known, unknownUseOf } from './uses';

/** What is known of the project as a whole. */
export interface Seen {
  readonly known: Known;
  readonly sightings: Sightings;
  readonly implementers: Implementers;
  readonly manifests: ReadonlyMap<string, unknown>;
  /** Whether a file stays as it is, because it is a tracer's. */
  isKept(path: string): boolean;
}

/** Why options may come there that nobody sees, or are looked into; undefined where all is known. */
export function reasonOf(carrier: Carrier, project: Seen): string | undefined {
  const { at, binding, declarations, open } = carrier;
  const { known, sightings, implementers, manifests } = project;
  const taker = takerOf(carrier);
  const unseen = taker && escapeOf(taker, sightings, implementers);
  const publicity = taker && publicityOf(taker, manifests);
  const isPublic = isSaid(carrier) ? undefined : publicity;
  const uncalled = carrier.isCalled || publicity ? undefined : 'no call of the function is in sight';
  const { other } = carrier.type;
  const typed = other && `${binding.name} is declared as ${textOf(at.file.source, other)}`;
  const place = placeOf(carrier);
  const strange = declarations.flatMap((declaration) => strangenessOf(declaration, place) ?? [])[0];
  return unseen ?? isPublic ?? uncalled ?? open ?? typed ?? strange ?? unknownUseOf(at, binding, known);
}

/** Callers outside of the project give such options too, and are told by the type what they are. */
export function outsideOf(carrier: Carrier, { manifests }: Seen): OptionFlow['outside'] {
  const taker = takerOf(carrier);
  const why = taker && isSaid(carrier) ? publicityOf(taker, manifests) : undefined;
  return why === undefined ? undefined : { binding: carrier.binding, why };
}
