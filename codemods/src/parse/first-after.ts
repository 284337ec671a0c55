/** The index of the first, in a list that is in order, that starts behind an offset. */
export function firstAfter(sorted: readonly { readonly start?: number | null }[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
