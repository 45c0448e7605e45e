/** How many steps JavaScript's matcher takes at most: ways to match, from each place, for each character. */
import { describe, expect, it } from 'vitest';
import { backtrackingSteps } from '../../packages/expressions/src/bounds/backtracking.ts';

/** From each of ten places of a text of nine characters, for each part of the expression and its end. */
const steps = (size: number, ways = 1): number => 10 * ways * (size + 1);
/** A quantifier without end may take as much as there is, from each place. */
const any = 10;

describe('the steps of an expression for nine characters', () => {
  it.each<[source: string, most: number]>([
    ['', steps(0)],
    ['a', steps(1)],
    ['abc', steps(3)],
    ['^a.c$', steps(5)],
    // Quantifiers without end.
    ['a*', steps(1, any)],
    ['a+', steps(2, any)],
    ['a{3,}', steps(4, any)],
    ['a{12,}', steps(13, any)],
    ['a*b+', steps(3, any * any)],
    // Those with one.
    ['a?', steps(1, 2)],
    ['a{1}', steps(1)],
    ['a{3}', steps(3)],
    ['a{12}', steps(12)],
    ['a{0,1}', steps(1, 2)],
    ['a{2,4}', steps(4, 3)],
    ['a{10,12}', steps(12, 3)],
    ['a?b?', steps(2, 4)],
    ['(?:a?){3}', steps(3, 8)],
    ['(?:a?b?){0,2}', steps(4, 16 * 3)],
    ['(?:a*){2}', steps(2, any * any)],
    // A lazy one has as many ways.
    ['a*?', steps(1, any)],
    ['a+?b', steps(3, any)],
    ['a??', steps(1, 2)],
    ['a{2,4}?', steps(4, 3)],
    // What is no quantifier is text.
    ['a{,2}', steps(5)],
    ['a{x}', steps(4)],
    // Without end around more ways than one.
    ['(?:a*)*', Infinity],
    ['(a+)+', Infinity],
    ['(a?)*', Infinity],
    ['(?:a|b)*', Infinity],
    ['(?:a{1,2})+', Infinity],
    ['(?:ab)*', steps(2, any)],
    ['(?:a{2})+', steps(4, any)],
    // Alternatives: the ways of the widest, one after the other.
    ['a|b', steps(2, 2)],
    ['a|b|c', steps(3, 3)],
    ['ab|', steps(2, 2)],
    ['a*|b+|c', steps(4, any * 3)],
    ['c|a?b?|a?', steps(4, 4 * 3)],
    ['(a|b)(c|d)', steps(4, 4)],
    ['(a*|b)c', steps(3, any * 2)],
    // Groups of all kinds cost what is in them.
    ['(a)', steps(1)],
    ['(?:a)', steps(1)],
    ['(?=a)b', steps(2)],
    ['(?!a)b', steps(2)],
    ['(?<=a)b', steps(2)],
    ['(?<!a)b', steps(2)],
    ['(?<name>a)b', steps(2)],
    ['(?i:a)b', steps(2)],
    ['(?i-s:a)b', steps(2)],
    ['((a)(b))c', steps(3)],
    ['()', steps(0)],
    // A class is one character, whatever stands in it.
    ['[abc]', steps(1)],
    ['[a*(|]b', steps(2)],
    ['[^a]*', steps(1, any)],
    ['[\\]*]a', steps(2)],
    ['[a\\\\]*', steps(1, any)],
    ['[\n]a', steps(2)],
    // So is what a backslash begins.
    ['\\d+', steps(2, any)],
    ['\\*', steps(1)],
    ['\\(a', steps(2)],
    ['\\\\*', steps(1, any)],
    ['a\\|b', steps(3)],
    ['\\0', steps(1)],
    // A reference stands for any text; the name after its < is counted as text.
    ['(a)\\1', steps(2, any)],
    ['(a)\\9', steps(2, any)],
    ['(?<x>a)\\k<x>', steps(4, any)],
    ['(a)(?:\\1)*', Infinity],
  ])('%j', (source, most) => {
    expect(backtrackingSteps(source)(9)).toBeCloseTo(most, 6);
  });

  it('grow with the text: by each place, and by each quantifier without end', () => {
    const [plain, one, two] = ['ab', 'a*', 'a*b*'].map(backtrackingSteps);
    expect([0, 1, 99].map((length) => Math.round(plain?.(length) ?? 0))).toEqual([3, 6, 300]);
    expect([0, 1, 99].map((length) => Math.round(one?.(length) ?? 0))).toEqual([2, 8, 20_000]);
    expect([0, 1, 99].map((length) => Math.round(two?.(length) ?? 0))).toEqual([3, 24, 3_000_000]);
  });
});
