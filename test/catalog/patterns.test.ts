/** Which regular expressions of the API models the catalogue keeps, and how it writes them. */
import { describe, expect, it } from 'vitest';
import { patternOf } from '../../packages/catalog/scripts/patterns.ts';

describe('the pattern of a string', () => {
  it.each([
    ['[a-z]+', '[a-z]+'],
    ['^arn:aws:sqs:.*$', '^arn:aws:sqs:.*$'],
    // Signs that Java lets one escape.
    [String.raw`[a-z\_\-]+`, String.raw`[a-z_\-]+`],
    [String.raw`a\-b\:c`, 'a-b:c'],
    [String.raw`\Aab\.c\z`, String.raw`^ab\.c$`],
    ['(?s)a.{0,3}', 'a.{0,3}'],
  ])('%s', (pattern, kept) => {
    expect(patternOf({ pattern })).toBe(kept);
  });

  it.each([
    ['anything', '.*'],
    ['anything', String.raw`[\s\S]*`],
    ['anything but nothing', '.+'],
    ['anything but blanks', String.raw`\S+`],
    ['a class that JavaScript lacks', String.raw`[\p{Graph}a]+`],
    ['a possessive one', 'a*+b'],
  ])('is left out where it is %s', (_, pattern) => {
    expect(patternOf({ pattern })).toBeUndefined();
  });

  it('is that of a string alone', () => {
    expect(patternOf({ type: 'list', pattern: '[a-z]+' })).toBeUndefined();
    expect(patternOf({})).toBeUndefined();
  });
});
