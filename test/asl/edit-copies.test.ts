/** Copies of states that have states inside. */
import { applyOperation, applyTextEdits, type Operation, parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';

function edited(text: string, operation: Operation): string {
  const outcome = applyOperation(parse(text, 'json'), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

describe('a copy of a state with states inside', () => {
  const state = (names: readonly string[]) => ({
    Type: 'Parallel',
    Branches: names.map((name) => ({
      StartAt: name,
      States: { [name]: { Type: 'Succeed' } },
    })),
    End: true,
  });
  const nested = {
    Type: 'Map',
    ItemProcessor: { StartAt: 'P', States: { P: state(['Q', 'Q', 'R']) } },
    End: true,
  };

  it('names each of them anew, at every depth, and equal ones apart', () => {
    const text = JSON.stringify({ StartAt: 'M', States: { M: nested } });
    const copied = edited(text, { kind: 'duplicateState', id: 'M', name: 'M2' });
    expect(JSON.parse(copied)).toEqual({
      StartAt: 'M',
      States: {
        M: { ...nested, End: undefined, Next: 'M2' },
        M2: {
          ...nested,
          ItemProcessor: { StartAt: 'P 2', States: { 'P 2': state(['Q 2', 'Q 3', 'R 2']) } },
        },
      },
    });
  });

  it('counts on from a number that is taken', () => {
    const text = JSON.stringify({
      StartAt: 'P',
      States: { P: state(['Q', 'Q 2', 'Q 3']), 'Q 4': { Type: 'Succeed' } },
    });
    const { States } = JSON.parse(edited(text, { kind: 'duplicateState', id: 'P', name: 'Z' })) as {
      readonly States: {
        readonly Z: { readonly Branches: readonly { readonly StartAt: string }[] };
      };
    };
    expect(States.Z.Branches.map(({ StartAt }) => StartAt)).toEqual(['Q 5', 'Q 2 2', 'Q 3 2']);
  });

  it('leaves what stands behind an alias to both', () => {
    const text = [
      'StartAt: P',
      'States:',
      '  O:',
      '    Type: Parallel',
      '    Branches: &shared',
      '      - StartAt: Q',
      '        States: {Q: {Type: Succeed}}',
      '    End: true',
      '  P:',
      '    Type: Parallel',
      '    Branches: *shared',
      '    End: true',
      '',
    ].join('\n');
    const outcome = applyOperation(parse(text, 'yaml'), {
      kind: 'duplicateState',
      id: 'P',
      name: 'P2',
    });
    expect(outcome.ok && applyTextEdits(text, outcome.edits)).toContain(
      '  P2:\n    Type: Parallel\n    Branches: *shared\n',
    );
  });

  it('is refused a name that is taken', () => {
    const text = JSON.stringify({ StartAt: 'P', States: { P: state(['Q']) } });
    expect(edited(text, { kind: 'duplicateState', id: 'P', name: 'P' })).toBe(
      'There is a state «P» already.',
    );
  });
});
