/** What a text gives that does not compile, and what a value costs before it is written. */
import { spendText, Work } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { compiler, SyntaxFault } from '../../packages/expressions/src/outcome.ts';

describe('a text', () => {
  it('that goes wrong tells where, at its end at the latest', () => {
    const compile = compiler((text): string => {
      throw new SyntaxFault(`no ${text}`, 3);
    });
    expect(compile('abcd')).toEqual({ ok: false, message: 'no abcd', index: 3 });
    expect(compile('ab')).toEqual({ ok: false, message: 'no ab', index: 2 });
  });

  it('keeps no fault of our own to itself', () => {
    const compile = compiler((): string => {
      throw new TypeError('not a fault of the text');
    });
    expect(() => compile('a')).toThrow(TypeError);
  });
});

describe('a value that is to be written', () => {
  const allowance = 16_000_000;

  /** Characters that it spends. */
  function costOf(value: Json | undefined): number {
    const work = new Work();
    spendText(value, work);
    let cost = 0;
    while (!work.canSpend('text', allowance - cost)) cost += 1;
    return cost;
  }

  it.each<[value: Json | undefined, cost: number]>([
    // With quotes.
    ['', 2],
    ['abc', 5],
    // Anything else that is no list or object counts as `false`.
    [false, 5],
    [null, 5],
    [7, 5],
    [undefined, 5],
    // With brackets, and a comma for each element.
    [[], 2],
    [[1], 8],
    [['a', 'b'], 10],
    [[[]], 5],
    // With braces, and quotes, colon and comma for each name.
    [{}, 2],
    [{ ab: 'c' }, 11],
    [{ a: 1, b: [] }, 19],
  ])('%j costs %d characters', (value, cost) => {
    expect(costOf(value)).toBe(cost);
  });

  it('is refused where it is one character too long', () => {
    const work = new Work();
    spendText('a'.repeat(allowance - 6), work);
    expect(() => {
      spendText('abc', work);
    }).toThrow(
      'The evaluation takes more than 16,000,000 characters of text; Stepthrough ends it there, where AWS might go on.',
    );
  });
});
