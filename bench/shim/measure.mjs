// CPU time and allocation of functions, side by side: interleaved rounds in one process, so that what disturbs one disturbs all.

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

function cpuOf(work, repetitions) {
  const before = process.cpuUsage();
  for (let i = 0; i < repetitions; i++) work(i);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / repetitions;
}

/** Median CPU nanoseconds for each of the works, and the median of each round's ratio to `raw`. */
export function measureCpu(works, { rounds = 201, repetitions = 1000, warmUps = 30 } = {}) {
  const names = Object.keys(works);
  // In turns as well: the compiler must have seen all of them before it decides.
  for (let round = 0; round < warmUps; round++) for (const name of names) cpuOf(works[name], repetitions);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    // The first in a round pays for the garbage of the last: each takes its turn.
    const turn = round % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)])
      taken[name].push(cpuOf(works[name], repetitions));
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      { nanoseconds: median(taken[name]), ratio: median(taken[name].map((time, round) => time / taken.raw[round])) },
    ]),
  );
}

/** Median bytes that one call allocates; needs --expose-gc and a young generation that holds all of a round. */
export function measureBytes(work, { rounds = 9, repetitions = 2000 } = {}) {
  const perCall = [];
  for (let round = 0; round < rounds; round++) {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < repetitions; i++) work(i);
    perCall.push((process.memoryUsage().heapUsed - before) / repetitions);
  }
  return median(perCall);
}
