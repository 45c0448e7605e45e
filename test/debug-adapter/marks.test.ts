/** Which marks a run has, and in which order those of one moment are. */
import { Recording } from '@stepthrough/debug-adapter';
import { describe, expect, it } from 'vitest';
import { type Options, pass, simulationOf } from './simulation.ts';

/** The marks of a whole run, the parts of one moment between the same bars. */
async function marksOf(states: object, options: Options = {}): Promise<string> {
  const recording = new Recording(simulationOf(states, { input: {}, ...options }));
  while ((await recording.extend()).moved);
  const worlds = new Map<number, string[]>();
  for (const mark of recording.marks) {
    const text =
      mark.kind === 'position'
        ? `${mark.stateId} ${mark.phase}${mark.attempt > 0 ? ` attempt ${mark.attempt}` : ''}${mark.isCaught ? ' caught' : ''}`
        : mark.kind === 'executionEnded'
          ? mark.status
          : `end of ${mark.thread}`;
    worlds.set(mark.world, [...(worlds.get(mark.world) ?? []), text]);
  }
  return [...worlds.values()].map((texts) => texts.join(', ')).join(' | ');
}

const ask = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
const answers = `input: {}
answers: [{ match: { state: Ask }, times: 1, throw: { error: Busy } }, { match: { state: Ask }, return: { Payload: 1 } }]`;

describe('the marks of a run', () => {
  it.each<[name: string, states: object, options: Options, marks: string]>([
    ['a state', { A: pass() }, {}, 'A enter | A next | SUCCEEDED, end of main'],
    [
      'a state that is visited twice',
      {
        A: { Type: 'Pass', Result: 1, ResultPath: '$.a', Next: 'B' },
        B: {
          Type: 'Choice',
          Choices: [{ Variable: '$.b', IsPresent: true, Next: 'C' }],
          Default: 'D',
        },
        C: { Type: 'Succeed' },
        D: { Type: 'Pass', Result: 1, ResultPath: '$.b', Next: 'B' },
      },
      {},
      'A enter | A result | A resultPath | A next | B enter | B result | B next | D enter | D result | D resultPath | D next | B enter | B result | B next | C enter | C next | SUCCEEDED, end of main',
    ],
    [
      'branches, which end before their parent goes on',
      {
        P: {
          Type: 'Parallel',
          Branches: ['X', 'Y'].map((name) => ({ StartAt: name, States: { [name]: pass() } })),
          End: true,
        },
      },
      {},
      'P enter | P call | P[0]/X enter, P[1]/Y enter | P[0]/X next | end of main/P<0> | P[1]/Y next | end of main/P<1>, P next | SUCCEEDED, end of main',
    ],
    [
      'a retry',
      { Ask: { ...ask, Retry: [{ ErrorEquals: ['Busy'] }] } },
      { scenario: answers },
      'Ask enter | Ask call | Ask retry | Ask call attempt 1 | Ask next attempt 1 | SUCCEEDED, end of main',
    ],
    [
      'a caught error',
      { Ask: { ...ask, Catch: [{ ErrorEquals: ['Busy'], Next: 'A' }] }, A: pass() },
      { scenario: answers },
      'Ask enter | Ask call | Ask catch caught | Ask next caught | A enter | A next | SUCCEEDED, end of main',
    ],
  ])('%s', async (_name, states, options, marks) => {
    expect(await marksOf(states, options)).toBe(marks);
  });
});
