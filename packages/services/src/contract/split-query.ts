/** A path and its query string, which begins after the first question mark. */
export function splitQuery(address: string): readonly [path: string, search: string] {
  const at = address.indexOf('?');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}
