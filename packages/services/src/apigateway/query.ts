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
