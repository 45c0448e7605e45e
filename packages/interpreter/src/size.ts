import type { Json, JsonObject } from '@stepthrough/json';

/** AWS's limit on the input and output of a state, in bytes of UTF-8. */
const maxBytes = 262_144;

/** AWS's limit on all variables of an execution together. */
const maxVariableBytes = 10 * 1024 * 1024;

/** Whether variables take more room than AWS gives; each of them fits into a payload. */
export function areTooLarge(variables: JsonObject): boolean {
  // Fewer than this many cannot come to more.
  const few = maxVariableBytes / maxBytes;
  return Object.keys(variables).length > few && count(variables, maxVariableBytes) < 0;
}

/** Whether a payload's JSON text is longer than 256 KiB; stops counting there. */
export function isTooLarge(value: Json): boolean {
  return count(value, maxBytes) < 0;
}

/** What is left of `room` bytes after the JSON text of `value`; negative when it does not fit. */
function count(value: Json, room: number): number {
  if (typeof value === 'string') return room - textBytes(value, room);
  if (typeof value === 'number')
    return room - (value >= 0 && value < 10 ? 1 : String(value).length);
  if (value === null) return room - 4;
  if (typeof value === 'boolean') return room - (value ? 4 : 5);
  if (Array.isArray(value)) {
    let left = room - 2 - Math.max(0, value.length - 1);
    for (const item of value as readonly Json[]) {
      if (left < 0) return left;
      left = count(item, left);
    }
    return left;
  }
  const object = value as JsonObject;
  let left = room - 1;
  for (const name in object) {
    if (left < 0) return left;
    left = count(object[name] ?? null, left - textBytes(name, left) - 2);
  }
  return left - 1;
}

function textBytes(text: string, room: number): number {
  let bytes = text.length + 2;
  if (bytes > room) return bytes;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20) bytes += code === 9 || code === 10 || code === 13 ? 1 : 5;
    else if (code === 0x22 || code === 0x5c) bytes += 1;
    else if (code >= 0x80) bytes += code >= 0x800 && !isSurrogate(code) ? 2 : 1;
  }
  return bytes;
}

/** Each half of a pair stands for two of the four bytes of its character. */
function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}
