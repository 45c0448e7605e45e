/** Where a step back leads, from each mark of a run. */
import { Recording } from '@stepthrough/debug-adapter';
import { expect, it } from 'vitest';
import { previousOf } from '../../debug-adapter/src/run/stepping.ts';
import { pass, simulationOf } from './simulation.ts';

/** Each mark of a run with the one to which a step back leads. */
async function stepsBack(states: object): Promise<readonly string[]> {
  const recording = new Recording(simulationOf(states, { input: [1] }));
  while ((await recording.extend()).moved);
  const names = recording.marks.map((mark, index) =>
    mark.kind === 'position' ? `${index} ${mark.stateId} ${mark.phase}` : `${index} ${mark.kind}`,
  );
  return names.map((name, index) => {
    const back = previousOf(recording, index, ({ phase }) => phase === 'enter' || phase === 'next');
    return `${name} ← ${back === undefined ? '-' : names[back]}`;
  });
}

it('is a header from a header, a field from a field, and from what begins inside its beginner', async () => {
  const states = {
    Each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'In', States: { In: pass('Two'), Two: pass() } },
      Next: 'Kids',
    },
    Kids: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Kid',
        States: { Kid: pass() },
      },
      Next: 'Last',
    },
    Last: pass(),
  };
  expect(await stepsBack(states)).toEqual([
    '0 Each enter ← -',
    '1 Each items ← 0 Each enter',
    '2 Each call ← 0 Each enter',
    '3 Each/In enter ← 2 Each call',
    '4 Each/In next ← 3 Each/In enter',
    '5 Each/Two enter ← 3 Each/In enter',
    '6 Each/Two next ← 5 Each/Two enter',
    // From what is no position: the last one of the run.
    '7 threadEnded ← 6 Each/Two next',
    '8 Each next ← 0 Each enter',
    '9 Kids enter ← 0 Each enter',
    '10 Kids items ← 9 Kids enter',
    '11 Kids call ← 9 Kids enter',
    // From the beginning of another execution: where the run stood.
    '12 Kids/Kid enter ← 11 Kids call',
    '13 Kids/Kid next ← 12 Kids/Kid enter',
    '14 executionEnded ← 13 Kids/Kid next',
    '15 threadEnded ← 13 Kids/Kid next',
    '16 Kids next ← 9 Kids enter',
    '17 Last enter ← 9 Kids enter',
    '18 Last next ← 17 Last enter',
    '19 executionEnded ← 18 Last next',
    '20 threadEnded ← 18 Last next',
  ]);
});

it('from the beginning of a branch is where its parent stood, not another branch', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: pass() } });
  const both = { Both: { Type: 'Parallel', Branches: [branch('X'), branch('Y')], End: true } };
  const entries = (await stepsBack(both)).filter((step) => /\/[XY] enter ←/.test(step));
  expect(entries).toEqual(['2 Both[0]/X enter ← 1 Both call', '3 Both[1]/Y enter ← 1 Both call']);
});

it('is none before everything', () => {
  const recording = new Recording(simulationOf({ A: pass() }, { input: {} }));
  expect(previousOf(recording, -1, () => true)).toBeUndefined();
});

it('does not lead into an earlier visit of the Map around it', async () => {
  const states = {
    Zero: { Type: 'Pass', Assign: { n: 0 }, Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'In', States: { In: pass() } },
      Assign: { 'n.$': 'States.MathAdd($n, 1)' },
      Next: 'Again',
    },
    Again: {
      Type: 'Choice',
      Choices: [{ Variable: '$n', NumericLessThan: 2, Next: 'Each' }],
      Default: 'Last',
    },
    Last: pass(),
  };
  const entries = (await stepsBack(states)).filter((step) => / Each\/In enter ←/.test(step));
  expect(entries.map((step) => step.replaceAll(/\d+ /g, ''))).toEqual([
    'Each/In enter ← Each call',
    'Each/In enter ← Each call',
  ]);
  const [first = '', second = ''] = entries.map((step) => step.split('← ')[1]);
  expect(Number.parseInt(second, 10)).toBeGreaterThan(Number.parseInt(first, 10));
});
