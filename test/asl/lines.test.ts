import { lineFeed, lineStart } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

describe('the line that holds an offset', () => {
  it.each([0, 1, 199, 200, 201, 5000])('begins and ends where it does: %i characters', (length) => {
    const line = 'x'.repeat(length);
    const text = `${line}\n${line}\n`;
    for (const offset of [0, length]) {
      expect([lineStart(text, offset), lineFeed(text, offset)]).toEqual([0, length]);
    }
    for (const offset of [length + 1, 2 * length + 1]) {
      expect([lineStart(text, offset), lineFeed(text, offset)]).toEqual([
        length + 1,
        2 * length + 1,
      ]);
    }
    expect([lineStart(text, text.length), lineFeed(text, text.length)]).toEqual([
      text.length,
      text.length,
    ]);
  });
});
