import { base64Decode, base64DecodeText, base64Encode, base64UrlEncode } from '@stepthrough/json';
import { expect, it } from 'vitest';

it.each<[text: string, encoded: string]>([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['grün', 'Z3LDvG4='],
  ['😀', '8J+YgA=='],
  ['\ufeffa', '77u/YQ=='],
])('%j is %s', (text, encoded) => {
  expect(base64Encode(text)).toBe(encoded);
  expect(base64DecodeText(encoded)).toBe(text);
  expect(base64DecodeText(encoded.replaceAll('=', ''))).toBe(text);
  expect(base64UrlEncode(text)).toBe(Buffer.from(text).toString('base64url'));
});

it('writes bytes as they are, and reads them again', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_byte, index) => index);
  expect(base64Encode(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  expect(base64UrlEncode(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  expect(base64Decode(base64Encode(bytes))).toEqual(bytes);
});

it.each(['A', 'AAAAA', 'a b=', 'ab-_', 'Zg===', 'Z=g=', 'ä'])('%s is not Base64', (text) => {
  expect(base64Decode(text)).toBeUndefined();
  expect(base64DecodeText(text)).toBeUndefined();
});

it('drops bits that belong to no byte', () => {
  expect(base64DecodeText('Zh==')).toBe('f');
  expect(base64DecodeText('Zm9=')).toBe('fo');
});

it('knows bytes that are no text', () => {
  expect(base64Decode('/w==')).toEqual(Uint8Array.of(255));
  expect(base64DecodeText('/w==')).toBeUndefined();
});

it('writes half of a pair as the replacement character', () => {
  expect(base64Encode('a\ud83d')).toBe(Buffer.from('a\ufffd').toString('base64'));
});
