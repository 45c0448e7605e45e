/** A long YAML text is read by what is known of an earlier one, and gives what a new reading gives. */
import { KnownStates, parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

const names = Array.from({ length: 40 }, (_each, index) => `State${index}`);
const text = [
  'StartAt: State0',
  'States:',
  ...names.map((name, index) =>
    [
      `  # before ${name}`,
      `  ${name}:`,
      '    Type: Pass',
      `    Comment: ${'x'.repeat(250)} number ${index}`,
      index === 39 ? '    End: true' : `    Next: State${index + 1}`,
    ].join('\n'),
  ),
  'Comment: the end',
  '',
].join('\n');

const read = (each: string, known?: KnownStates) => {
  const { root, problems, comments } = parse(each, 'yaml', known);
  return { root, problems, comments };
};

describe('what is known of a text', () => {
  it.each([
    ['nothing', text],
    ['a change in a state', text.replace('number 7\n', 'number seven\n')],
    ['a state more', text.replace('  State9:', '  Other:\n    Type: Succeed\n  State9:')],
    ['a state less', text.replace(/ {2}State9:\n(?: {4}.*\n)+/, '')],
    ['a change before the states', text.replace('State0', 'State3')],
    ['a change behind the states', text.replace('the end', 'an end')],
    ['a mistake', text.replace('number 7\n', '"number 7\n')],
  ])('changes nothing of what is read after %s', (_what, later) => {
    const known = new KnownStates();
    read(text, known);
    expect(read(later, known)).toEqual(read(later));
    expect(read(text, known)).toEqual(read(text));
  });

  it('goes with the document', () => {
    const known = new KnownStates();
    expect(parse(text, 'yaml', known).known).toBe(known);
    expect(parse(text, 'yaml').known).not.toBe(parse(text, 'yaml').known);
  });

  it('is what each state of a text was read as', () => {
    const known = new KnownStates();
    const state = '  A:\n    Type: Pass\n';
    expect(known.read(state)).toBe(known.read(`${state} `.slice(0, -1)));
    expect(new KnownStates().read(state)).not.toBe(known.read(state));
    // Nothing is kept of what has a mistake.
    expect(known.read('  A: "\n')).toBeUndefined();
    expect(known.read('  A: 1\n  B: 2\n')).toBeUndefined();
  });

  it('forgets what is not asked for while some two million characters are read', () => {
    const known = new KnownStates();
    const stateOf = (name: string) => `  ${name}:\n    Comment: ${'x'.repeat(400_000)}\n`;
    const [used, unused] = [known.read(stateOf('Used')), known.read(stateOf('Unused'))];
    for (let round = 0; round < 12; round += 1) {
      known.read(stateOf(`Other${round}`));
      expect(known.read(stateOf('Used'))).toBe(used);
    }
    expect(known.read(stateOf('Unused'))).not.toBe(unused);
  });
});
