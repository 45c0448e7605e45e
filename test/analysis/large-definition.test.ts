import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

/** A definition of so many bytes, whose StartAt is wrong. */
function codesOf(bytes: number): readonly string[] {
  const [before, after] = [
    '{"StartAt": "B", "Comment": "',
    '", "States": {"A": {"Type": "Succeed"}}}',
  ];
  const text = before + 'x'.repeat(bytes - before.length - after.length) + after;
  return analyse(parse(text, 'json')).map(({ code }) => code);
}

describe('a definition that is much too large', () => {
  it('is told to be, and nothing else is checked', () => {
    const limit = 4 * 1_048_576;
    expect(codesOf(limit)).toContain('graph.target');
    expect(codesOf(limit + 1)).toEqual(['size.definition']);
  });
});
