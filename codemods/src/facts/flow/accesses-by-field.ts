import type { MemberAccess } from './graph';
import { fieldKey } from './unknown-receivers';

/** The accesses to members by the field that each is linked to where nothing is known of its receiver. Asked for again and again while they grow. */
export class AccessesByField {
  readonly #fields = new Map<string, MemberAccess[]>();
  #taken = 0;

  /** `all`: a list that only grows. */
  of(all: readonly MemberAccess[]): ReadonlyMap<string, readonly MemberAccess[]> {
    for (const access of all.slice(this.#taken)) this.#add(fieldKey(access), access);
    this.#taken = all.length;
    return this.#fields;
  }

  #add(key: string, access: MemberAccess): void {
    const known = this.#fields.get(key);
    if (known === undefined) this.#fields.set(key, [access]);
    else known.push(access);
  }
}
