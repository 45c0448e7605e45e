import { describe, expect, it } from 'vitest';
import { type Effort, nearest } from '@stepthrough/json';

describe('the name that is meant', () => {
  it.each([
    { rule: 'one letter changed', name: 'Nexd', candidates: ['Next'], meant: 'Next' },
    { rule: 'one letter too many', name: 'Nextt', candidates: ['Next'], meant: 'Next' },
    { rule: 'one letter missing', name: 'Nxt', candidates: ['Next'], meant: 'Next' },
    { rule: 'of two letters, one differs', name: 'ab', candidates: ['ac'], meant: 'ac' },
    { rule: 'of five letters, one differs', name: 'abcde', candidates: ['abcdX'], meant: 'abcdX' },
    { rule: 'of five letters, two differ', name: 'abcde', candidates: ['abcXY'], meant: undefined },
    { rule: 'of six letters, two differ', name: 'abcdef', candidates: ['abcdXY'], meant: 'abcdXY' },
    { rule: 'of six, three differ', name: 'abcdef', candidates: ['abcXYZ'], meant: undefined },
    { rule: 'two letters more', name: 'abcdef', candidates: ['abcdefXY'], meant: 'abcdefXY' },
    { rule: 'three letters more', name: 'abcdef', candidates: ['abcdefXYZ'], meant: undefined },
    { rule: 'three letters fewer', name: 'abcdef', candidates: ['abc'], meant: undefined },
    { rule: 'only capitals differ', name: 'NEXT', candidates: ['Nexd', 'next'], meant: 'next' },
    { rule: 'the nearer one', name: 'abcdef', candidates: ['abcdXY', 'abcdeX'], meant: 'abcdeX' },
    { rule: 'the first of equals', name: 'Nex', candidates: ['Next', 'Nexd'], meant: 'Next' },
    { rule: 'never the name itself', name: 'Next', candidates: ['Next', 'Nexd'], meant: 'Nexd' },
    { rule: 'no candidates', name: 'Next', candidates: [], meant: undefined },
  ])('$rule: $name', ({ name, candidates, meant }) => {
    expect(nearest(name, candidates)).toBe(meant);
  });
});

describe('the effort', () => {
  /** One for looking at the candidate, and 3 times 4 pairs of letters. */
  const needed = 1 + 3 * 4;

  it.each([
    { left: needed + 1, meant: 'Next' },
    { left: needed, meant: undefined },
    { left: needed - 1, meant: undefined },
    { left: 0, meant: undefined },
  ])('of $left gives $meant', ({ left, meant }) => {
    expect(nearest('Nxt', ['Next'], { left })).toBe(meant);
  });

  it('is spent on what is compared, and hardly on what is far too long', () => {
    const effort: Effort = { left: 100 };
    nearest('Nxt', ['far too long', 'Next'], effort);
    expect(effort.left).toBe(100 - 1 - needed);
  });
});
