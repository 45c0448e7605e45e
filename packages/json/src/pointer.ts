import { member } from './member.ts';
import { isArray, isObject, type Json } from './value.ts';

/** What a JSON Pointer (RFC 6901), such as `/orders/0`, points at; `undefined` when there is nothing. */
export function atPointer(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isObject(found)) found = member(found, name);
    else found = isArray(found) && isIndex(name) ? found[Number(name)] : undefined;
  }
  return found;
}

/** The JSON Pointer to the place that names and indexes lead to, from the root on. */
export function pointerTo(place: readonly (string | number)[]): string {
  return place
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** RFC 6901, section 4: no sign, and no zero before other digits. */
function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(name);
}
