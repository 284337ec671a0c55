import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { Slot } from '../slot';
import { typeSlot } from './types';

/** A declared type puts its instances into the slot of what it is declared for. */
export function annotate(at: Context, slot: Slot, annotation: t.Node): void {
  if (annotation.type === 'TSTypeAnnotation' || annotation.type === 'TypeAnnotation') {
    at.solver.flow(typeSlot(at, annotation.typeAnnotation), slot);
  }
}
