/** What is given, and all that it leads to by one step or several, each once, the nearest first. */
export function reachedFrom<Value>(given: Iterable<Value>, next: (value: Value) => Iterable<Value>): Set<Value> {
  const reached = new Set(given);
  // A set is walked in the order of insertion, also over what is added on the way.
  for (const value of reached) for (const other of next(value)) reached.add(other);
  return reached;
}
