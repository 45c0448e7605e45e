/** The first problem that one of the items has. */
export function firstOf<T, P>(
  items: Iterable<T>,
  problem: (item: T) => P | undefined,
): P | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
