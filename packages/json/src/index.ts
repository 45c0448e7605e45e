export { base64Decode, base64DecodeText, base64Encode, base64UrlEncode } from './base64.ts';
export { member, setMember } from './member.ts';
export { nearest } from './nearest.ts';
export type { Effort } from './nearest.ts';
export { atPointer, pointerTo } from './pointer.ts';
export { isWithin, utf8Size } from './size.ts';
export { parsed, parseJson, textOf } from './text.ts';
export { equals, isArray, isDeeper, isObject } from './value.ts';
export type { Json, JsonObject } from './value.ts';
