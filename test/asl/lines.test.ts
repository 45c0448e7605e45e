import { Lines, parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

describe('the line that holds an offset', () => {
  it.each([0, 1, 199, 200, 201, 5000])('begins and ends where it does: %i characters', (length) => {
    const text = `${'x'.repeat(length)}\n`.repeat(3);
    const lines = new Lines(text);
    for (const line of [0, 1, 2]) {
      const [start, feed] = [line * (length + 1), line * (length + 1) + length];
      for (const offset of new Set([start, Math.min(start + 1, feed), feed])) {
        expect([lines.startOf(offset), lines.feedOf(offset)]).toEqual([start, feed]);
      }
    }
    expect([lines.startOf(text.length), lines.feedOf(text.length)]).toEqual([
      text.length,
      text.length,
    ]);
  });

  it.each([0, 1, 199, 200, 201, 5000])('ends with the text: %i characters', (length) => {
    const lines = new Lines(`a\n${'x'.repeat(length)}`);
    expect([lines.startOf(2), lines.feedOf(2)]).toEqual([2, 2 + length]);
    expect([lines.startOf(2 + length), lines.feedOf(2 + length)]).toEqual([2, 2 + length]);
  });
});

describe('the layout of a document', () => {
  const layoutOf = (text: string) => parse(text, text.startsWith('{') ? 'json' : 'yaml').layout;

  it.each([
    ['{\n\t"a": 1\n}', '\n', '\t'],
    ['{\r\n   "a": 1\r\n}', '\r\n', '   '],
    ['{ "a": 1 }', '\n', '  '],
    ['a:\n    b: 1\n', '\n', '    '],
    ['', '\n', '  '],
  ])('%j', (text, lineBreak, indentUnit) => {
    expect(layoutOf(text)).toMatchObject({ lineBreak, indentUnit });
  });

  it('tells the end of a line before either line break', () => {
    expect(layoutOf('a: 1\r\nb: 2\nc: 3\r').lineEnd(1)).toBe(4);
    expect(layoutOf('a: 1\r\nb: 2\nc: 3\r').lineEnd(7)).toBe(10);
    // At the end of the text it is no line break.
    expect(layoutOf('a: 1\r\nb: 2\nc: 3\r').lineEnd(12)).toBe(16);
  });

  it('tells the white space before the first character of a line, up to the offset', () => {
    const layout = layoutOf('a:\n \t b: 1\n');
    expect([3, 4, 6, 8].map((offset) => layout.indentAt(offset))).toEqual([
      '',
      ' ',
      ' \t ',
      ' \t ',
    ]);
  });
});
