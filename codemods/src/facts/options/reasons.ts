import type * as t from '@babel/types';
import { textOf } from '../../parse/source-file';
import type { OptionFlow, OptionsDeclaration } from '../types';
import { nameOfFunction, type PlacedCall } from './callers';
import { type Carrier, isSaid, takerOf } from './carriers';
import { strangenessOf } from './declarations';
import { escapeOf, publicityOf, type Sightings } from './escapes';
import type { Implementers } from './implementers';
import { isMaker, type Placed, placeOf } from './sources';
import { type Known, unknownResultOf, unknownUseOf } from './uses';

/** What is known of the project as a whole. */
export interface Seen {
  readonly known: Known;
  readonly sightings: Sightings;
  readonly implementers: Implementers;
  readonly manifests: ReadonlyMap<string, unknown>;
  /** Types of the project that not only such options are declared with. */
  readonly declaredElsewhere: ReadonlySet<OptionsDeclaration>;
  /** By the function. */
  readonly calls: ReadonlyMap<t.Node, readonly PlacedCall[]>;
  /** Whether a file stays as it is, because it is a tracer's. */
  isKept(path: string): boolean;
}

/** Why options may come there that nobody sees, or are looked into; undefined where all is known. */
export function reasonOf(carrier: Carrier, project: Seen): string | undefined {
  const { at, holder, declarations, open } = carrier;
  const { sightings, implementers, manifests, declaredElsewhere } = project;
  const taker = takerOf(carrier);
  const unseen = taker && escapeOf(taker, sightings, implementers);
  const publicity = taker && publicityOf(taker, manifests);
  // Who gets options from outside would have to know what they are by now; who gives some is told by the type.
  const isPublic = isSaid(carrier) && !isMaker(holder) ? undefined : publicity;
  const uncalled = carrier.isCalled || publicity ? undefined : 'no call of the function is in sight';
  const { other } = carrier.type;
  const typed = other && `${nameOf(carrier)} is declared as ${textOf(at.file.source, other)}`;
  const shared = carrier.type.declared.find((declaration) => declaredElsewhere.has(declaration));
  const alsoTyped = shared && `${shared.id.name} is the type of something else as well`;
  const promised = isMaker(holder) && declarations.length > 0 ? 'an interface says what the function gives' : undefined;
  const place = placeOf(carrier);
  const strange = declarations.flatMap((declaration) => strangenessOf(declaration, place) ?? [])[0];
  return (
    unseen ?? isPublic ?? uncalled ?? open ?? typed ?? alsoTyped ?? promised ?? strange ?? ofItsUses(carrier, project)
  );
}

function ofItsUses({ at, holder }: Carrier, { known, calls }: Seen): string | undefined {
  return isMaker(holder) ? unknownResultOf(calls.get(holder) ?? [], known) : unknownUseOf(at, holder, known);
}

/** What options are called by where they come in. */
export function nameOf({ at, holder }: Placed): string {
  return isMaker(holder) ? (nameOfFunction(at, holder) ?? 'options') : holder.name;
}

/** Callers outside of the project give such options too, and are told by the type what they are. */
export function outsideOf(carrier: Carrier, { manifests }: Seen): OptionFlow['outside'] {
  const taker = takerOf(carrier);
  const why = taker && isSaid(carrier) ? publicityOf(taker, manifests) : undefined;
  return why === undefined || isMaker(carrier.holder) ? undefined : { binding: carrier.holder, why };
}
