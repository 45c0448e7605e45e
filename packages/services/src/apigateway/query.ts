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

/** A path and its query string, which begins after the first question mark. */
export function splitQuery(address: string): readonly [path: string, search: string] {
  const at = address.indexOf('?');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}

/** The query string of these values, without `?`. */
export function searchOf(query: { readonly [name: string]: readonly string[] }): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, all]) =>
      all.map((value): [string, string] => [name, value]),
    ),
  ).toString();
}
