import { analyse, Memory } from '@stepthrough/analysis';
import { parse, type Syntax } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

/** A text, and another one in which its state has moved or means something else. */
const pairs: readonly (readonly [what: string, Syntax, string, string])[] = [
  [
    'a state that has moved',
    'json',
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "B", "End": true}}}',
    '{"StartAt": "A", "Comment": "longer", "States": {"A": {"Type": "Pass", "Nxt": "B", "End": true}}}',
  ],
  [
    'a state that has changed',
    'json',
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nxt": "B", "End": true}}}',
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Nexd": "B", "End": true}}}',
  ],
  [
    'a state in another query language',
    'json',
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.x", "Nxt": "B", "End": true}}}',
    '{"StartAt": "A", "QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "InputPath": "$.x", "Nxt": "B", "End": true}}}',
  ],
  [
    'a state of YAML that has moved',
    'yaml',
    'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Nxt: B\n    End: true\n',
    'StartAt: A\nComment: longer\nStates:\n  A:\n    Type: Pass\n    Nxt: B\n    End: true\n',
  ],
];

describe('with a memory', () => {
  it.each(pairs)('%s has the problems that it has without one', (_what, syntax, before, after) => {
    const memory = new Memory();
    for (const text of [before, after, before]) {
      const document = parse(text, syntax);
      const problems = analyse(document, { memory });
      expect(problems).toEqual(analyse(document));
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it('a state is looked at once, wherever it stands', () => {
    const memory = new Memory();
    const kept: unknown[] = [];
    const keep = memory.keep.bind(memory);
    memory.keep = (place, findings) => {
      kept.push(place);
      keep(place, findings);
    };
    for (const [, syntax, ...texts] of pairs.slice(3)) {
      for (const text of texts) analyse(parse(text, syntax), { memory });
    }
    expect(kept).toHaveLength(1);
  });
});

describe('what stands in JSONata expressions', () => {
  it('is read once for all analyses with the memory', () => {
    const { readings } = new Memory();
    const reading = readings.of('$a + 1');
    expect(readings.of('$a + 1')).toBe(reading);
    expect(readings.of('$a + 2')).not.toBe(reading);
    expect(new Memory().readings.of('$a + 1')).not.toBe(reading);
  });
});
