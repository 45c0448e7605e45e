/** The first of each name: an expression is told once of a name that it has several times. */
export function distinct<T extends { readonly name: string }>(named: readonly T[]): readonly T[] {
  if (named.length < 2) return named;
  const seen = new Set<string>();
  return named.filter(({ name }) => !seen.has(name) && seen.add(name));
}
