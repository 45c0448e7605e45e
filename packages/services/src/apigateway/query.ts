/** The values of each parameter of a query string, in their order. */
export function queryOf(search: string): { readonly [name: string]: readonly string[] } {
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const values = query.get(name);
    if (values) values.push(value);
    else query.set(name, [value]);
  }
  return Object.fromEntries(query);
}

/** The query string of these values, without `?`. */
export function searchOf(query: { readonly [name: string]: readonly string[] }): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, all]) =>
      all.map((value): [string, string] => [name, value]),
    ),
  ).toString();
}
