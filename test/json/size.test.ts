import { isWithin, type Json, utf8Size } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const texts = ['', 'a', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '😀', 'grün €'];

it.each(texts)('the size of %j is the number of its bytes in UTF-8', (text) => {
  expect(utf8Size(text)).toBe(new TextEncoder().encode(text).length);
});

const values: readonly Json[] = [
  ...texts,
  'a "quoted" \\ text',
  '\b\t\n\f\r\u0000\u001f ',
  null,
  true,
  false,
  0,
  9,
  10,
  -1,
  1.5,
  1e21,
  [],
  [1],
  [1, 'a', null],
  {},
  { a: 1 },
  { a: 1, 'b "ü"': [{ c: true }, []] },
];

describe.each(values)('%j', (value) => {
  const size = new TextEncoder().encode(JSON.stringify(value)).length;

  it('is within its own size and a byte more, and not within a byte less', () => {
    expect(isWithin(value, size - 1)).toBe(false);
    expect(isWithin(value, size)).toBe(true);
    expect(isWithin(value, size + 1)).toBe(true);
  });
});
