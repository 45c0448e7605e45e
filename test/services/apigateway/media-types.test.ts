/** Which types of an API are bytes, and what becomes of bodies: AWS's tables, row by row. */
import { describe, expect, it } from 'vitest';
import {
  requestPayload,
  responsePayload,
} from '../../../packages/services/src/apigateway/content-handling.ts';
import { isBinaryType } from '../../../packages/services/src/apigateway/media-types.ts';

describe('binary media types', () => {
  it.each([
    [['image/png'], 'image/png', true],
    [['image/png'], 'IMAGE/PNG; q=0.5', true],
    [['IMAGE/png'], 'image/png', true],
    [['image/png'], ' image/png ,x', true],
    [['image/png'], 'image/jpg', false],
    [['image'], 'image', true],
    [['image/p'], 'image/png', false],
    [['image/png'], 'image/*', false],
    [['image/png'], '*/*', false],
    [['image/png'], 'image/webp,image/png', false],
    [['image/png'], 'image/png,image/webp', true],
    [['image/png'], 'image/png;a=b', true],
    [['image/*'], 'image/png', true],
    [['image/*'], 'image/*', true],
    [['image/*'], 'image', false],
    [['image/*'], 'images/png', false],
    [['*/png'], 'image/png', false],
    [['*/png'], '*/png', false],
    [['*/*'], 'text/plain', true],
    [['*/*'], '', true],
    [['application/json'], undefined, true],
    [['application/*'], undefined, true],
    [['image/png'], undefined, false],
    [[], 'image/png', false],
    [['a/b', 'image/png'], 'image/png', true],
  ])('%j and %s: %s', (types, header, is) => {
    expect(isBinaryType(types, header)).toBe(is);
  });
});

const png = { $base64: 'iVBORw==' };
const replaced = '\uFFFDPNG';

describe('a request', () => {
  it.each([
    ['a text', 'hé', false, undefined, 'hé'],
    ['bytes of a text type', png, false, undefined, replaced],
    ['a text to bytes', 'aMOp', false, 'CONVERT_TO_BINARY', 'hé'],
    ['Base64 of bytes to bytes', 'iVBORw==', false, 'CONVERT_TO_BINARY', png],
    ['no Base64 to bytes', 'a text', false, 'CONVERT_TO_BINARY', undefined],
    ['nothing to bytes', '', false, 'CONVERT_TO_BINARY', ''],
    ['a text to text', 'hé', false, 'CONVERT_TO_TEXT', 'hé'],
    ['bytes of a text type to text', png, false, 'CONVERT_TO_TEXT', replaced],
    ['bytes', png, true, undefined, png],
    ['bytes that are a text', 'hé', true, undefined, 'hé'],
    ['bytes to bytes', png, true, 'CONVERT_TO_BINARY', png],
    ['bytes to text', png, true, 'CONVERT_TO_TEXT', 'iVBORw=='],
    ['bytes that are a text to text', 'hé', true, 'CONVERT_TO_TEXT', 'aMOp'],
  ] as const)('%s', (_, body, isBinary, handling, expected) => {
    expect(requestPayload(body, isBinary, handling)).toEqual(expected);
  });
});

describe('an answer', () => {
  it.each([
    // body, of a binary type, a binary type is accepted, content handling
    ['hé', false, false, undefined, 'hé'],
    [png, false, false, undefined, replaced],
    ['aMOp', false, false, 'CONVERT_TO_BINARY', 'hé'],
    ['hé', false, false, 'CONVERT_TO_BINARY', undefined],
    ['hé', false, false, 'CONVERT_TO_TEXT', 'hé'],
    ['iVBORw==', false, true, undefined, png],
    ['hé', false, true, undefined, undefined],
    ['iVBORw==', false, true, 'CONVERT_TO_BINARY', png],
    ['hé', false, true, 'CONVERT_TO_TEXT', 'hé'],
    [png, true, false, undefined, 'iVBORw=='],
    [png, true, false, 'CONVERT_TO_BINARY', png],
    [png, true, false, 'CONVERT_TO_TEXT', 'iVBORw=='],
    [png, true, true, undefined, png],
    [png, true, true, 'CONVERT_TO_BINARY', png],
    [png, true, true, 'CONVERT_TO_TEXT', 'iVBORw=='],
  ] as const)('%j, %s, %s, %s', (body, isBinary, isWanted, handling, expected) => {
    expect(responsePayload(body, isBinary, isWanted, handling)).toEqual(expected);
  });
});
