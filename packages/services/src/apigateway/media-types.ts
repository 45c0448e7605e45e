/** Media types of an API whose bodies are bytes. */

/**
 * Whether the first type of a `Content-Type` or `Accept` header is one of them. `x/*` takes every subtype
 * and two stars everything; a wildcard before the slash alone takes nothing. Without a header the type is
 * `application/json`.
 */
export function isBinaryType(types: readonly string[], header = 'application/json'): boolean {
  const type = firstType(header);
  return types.some((known) => takes(known.toLowerCase(), type));
}

/** Without parameters, in lower case. */
export function firstType(header: string): string {
  return (/^[^,;]*/.exec(header)?.[0] ?? '').trim().toLowerCase();
}

function takes(known: string, type: string): boolean {
  if (known === '*/*') return true;
  if (known.startsWith('*')) return false;
  return known.endsWith('/*') ? type.startsWith(known.slice(0, -1)) : type === known;
}
