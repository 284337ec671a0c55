// Random ids from a seed, so that a failure can be repeated. One id in four has leading zeros, which clients strip.

/** The same sequence of numbers in [0, 1) for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Ids {
  traceId: string;
  spanId: string;
}

/** Full-length ids; a 64-bit trace id is padded to 32 digits, as OpenTelemetry holds it. */
export function* randomIds(seed: number, count: number, bits: 64 | 128): Generator<Ids> {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i += 1) {
    const traceId = randomHex(random, bits / 4).padStart(32, '0');
    yield { traceId, spanId: randomHex(random, 16) };
  }
}

function randomHex(random: () => number, length: number): string {
  const zeros = random() < 0.25 ? Math.floor(random() * (length - 1)) : 0;
  const digits = Array.from({ length: length - zeros - 1 }, () => Math.floor(random() * 16).toString(16));
  const last = (1 + Math.floor(random() * 15)).toString(16);
  return `${'0'.repeat(zeros)}${digits.join('')}${last}`;
}
