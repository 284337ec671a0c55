import type { Member } from '../../catalog/opentracing-api';

/** Where a member takes spans and contexts. */
const PLACES: Readonly<Partial<Record<Member, number>>> = {
  'tracer.startSpan': 1,
  'tracer.inject': 0,
  childOf: 0,
  followsFrom: 0,
  'new Reference': 1,
};

/** The place among a member's arguments where spans and contexts are, themselves or in options. */
export function placeOfSpan(member: Member): number | undefined {
  return PLACES[member];
}
