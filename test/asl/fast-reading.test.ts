import { parse } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';

const json = `{
  "Comment": "a \\"quoted\\" \\u00e9 text 😀",
  "StartAt": "A",
  "TimeoutSeconds": -1.5e3,
  "States": {
    "A": { "Type": "Pass", "End": true, "Result": [null, false, {}, [], "\\\\", 0] }
  }
}
`;

describe('faultless JSON is read in a shorter way', () => {
  test('and gives what the tolerant parser gives', () => {
    // A comment is not for the shorter way.
    expect(parse(json, 'json').root).toEqual(parse(`${json}//`, 'json').root);
  });

  const faulty = [
    '{"a":1,}',
    '{"a":01}',
    '{"a":1 "b":2}',
    '["\\q"]',
    '[tru]',
    '{"a":${b}}',
    '"a\nb"',
    '{} x',
  ];
  test.each(faulty)('but not %s', (text) => {
    const tolerant = parse(`${text}\n//`, 'json');
    expect(parse(text, 'json').root).toEqual(tolerant.root);
    expect(parse(text, 'json').problems).toEqual(tolerant.problems);
  });
});

const state = (index: number): string => `  # the state ${index}
  S${index}:
    Type: Task # inline
    Resource: !GetAtt F${index}.Arn
    Comment: >-
      folded

      text with States: inside
    Parameters: {a: [1, 2], 'b.$': "$.b"}
    Next: S${index + 1}

`;

describe('a large YAML definition is read state by state', () => {
  const states = Array.from({ length: 80 }, (_, index) => state(index)).join('');
  const text = `# note: axyz
StartAt: S0
States: # all
${states}  S80: {Type: Succeed}
Comment: after
`;

  /** The same text, but for an ampersand in a comment, which lets the text be read as a whole. */
  const readWhole = (each: string) => parse(each.replace('axyz', '&xyz'), 'yaml');

  test('and gives what reading it as a whole gives, after every edit', () => {
    for (let at = 20; at < text.length; at += 797) {
      const edited = `${text.slice(0, at)}x${text.slice(at)}`;
      expect(parse(edited, 'yaml').root).toEqual(readWhole(edited).root);
      expect(parse(edited, 'yaml').problems).toEqual(readWhole(edited).problems);
    }
  });

  test('with its comments in order', () => {
    const ranges = (each: string) => parse(each, 'yaml').comments.map(({ range }) => range);
    expect(ranges(text)).toEqual(ranges(text.replace('axyz', '&xyz')));
    expect(ranges(text)).toHaveLength(2 + 2 * 80);
  });
});
