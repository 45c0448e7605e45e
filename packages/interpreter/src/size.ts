import { limits } from '@stepthrough/catalog';
import { isWithin, type Json, type JsonObject } from '@stepthrough/json';

/** Fewer variables than this, each of which fits into a payload, cannot come to more than all may have. */
const few = limits.variablesBytes / limits.payloadBytes;

/** Whether variables take more room than AWS gives; each of them fits into a payload. */
export function areTooLarge(variables: JsonObject): boolean {
  return Object.keys(variables).length > few && !isWithin(variables, limits.variablesBytes);
}

/** Whether a payload's JSON text is longer than 256 KiB. */
export function isTooLarge(value: Json): boolean {
  return !isWithin(value, limits.payloadBytes);
}
