/** Headers: found whatever the case of their name, and made texts of what a scenario or a Task says. */
import { isArray, textOf, type Json, type JsonObject } from '@stepthrough/json';

export function header(
  headers: { readonly [name: string]: string },
  name: string,
): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

/** Several values of one header are joined. */
export function headersOf(given: JsonObject): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, textOfAll(value)]));
}

function textOfAll(value: Json): string {
  return isArray(value) ? value.map(textOf).join(',') : textOf(value);
}
