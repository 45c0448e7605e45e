import type { Json, JsonObject } from './value.ts';

/** The bytes of a text in UTF-8, in which AWS counts most of its limits. A half of a pair alone counts two. */
export function utf8Size(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) bytes += moreBytes(text.charCodeAt(at));
  return bytes;
}

/**
 * Whether the shortest JSON text of a value has at most so many bytes of UTF-8. The count ends where
 * they are exceeded, so that a small limit on a huge value costs little.
 */
export function isWithin(value: Json, bytes: number): boolean {
  return left(value, bytes) >= 0;
}

/** What is left of `room` bytes after the JSON text of `value`; negative when it does not fit. */
function left(value: Json, room: number): number {
  if (typeof value === 'string') return room - quotedSize(value, room);
  if (typeof value === 'number') return room - (isDigit(value) ? 1 : String(value).length);
  if (value === null) return room - 4;
  if (typeof value === 'boolean') return room - (value ? 4 : 5);
  if (Array.isArray(value)) {
    let rest = room - 2 - Math.max(0, value.length - 1);
    for (const item of value as readonly Json[]) {
      if (rest < 0) return rest;
      rest = left(item, rest);
    }
    return rest;
  }
  const object = value as JsonObject;
  let rest = room - 1;
  let isEmpty = true;
  for (const name in object) {
    if (rest < 0) return rest;
    // A colon and, after each member, a comma or the closing brace.
    rest = left(object[name] ?? null, rest - quotedSize(name, rest) - 2);
    isEmpty = false;
  }
  return isEmpty ? rest - 1 : rest;
}

/** Most numbers are digits, which need no text to be counted. */
function isDigit(value: number): boolean {
  return value >= 0 && value < 10 && Number.isInteger(value);
}

function quotedSize(text: string, room: number): number {
  let bytes = text.length + 2;
  if (bytes > room) return bytes;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20) bytes += code >= 8 && code <= 13 && code !== 11 ? 1 : 5;
    else if (code === 0x22 || code === 0x5c) bytes += 1;
    else if (code >= 0x80) bytes += moreBytes(code);
  }
  return bytes;
}

/** The bytes beyond the first. Each half of a pair stands for two of the four bytes of its character. */
function moreBytes(code: number): number {
  if (code < 0x80) return 0;
  return code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
}
