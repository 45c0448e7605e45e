import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { drive } from './drive.ts';

/** As deep as it is long, so that `$..[*]..[*]` visits the square of it. */
function chain(depth: number): Json {
  let value: Json = 0;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

const path = '$..[*]..[*]';
const inner = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S' }], Next: 'S' };

describe('a state whose evaluation would take too much work', () => {
  it.each<[string, Json]>([
    ['InputPath', { Type: 'Pass', InputPath: path, Next: 'S' }],
    ['OutputPath', { Type: 'Pass', OutputPath: path, Next: 'S' }],
    ['Parameters', { Type: 'Pass', Parameters: { 'x.$': path }, Next: 'S' }],
    [
      'an intrinsic function',
      { Type: 'Pass', Parameters: { 'x.$': `States.Array(${path})` }, Next: 'S' },
    ],
    ['Assign', { Type: 'Pass', Assign: { 'x.$': path }, Next: 'S' }],
    ['Variable', { Type: 'Choice', Choices: [{ Variable: path, IsPresent: true, Next: 'S' }] }],
    ['SecondsPath', { Type: 'Wait', SecondsPath: path, Next: 'S' }],
    ['ItemsPath', { Type: 'Map', ItemsPath: path, ItemProcessor: inner, ...caught }],
    [
      'ItemSelector',
      { Type: 'Map', ItemSelector: { 'x.$': path }, ItemProcessor: inner, ...caught },
    ],
    [
      'a branch',
      {
        Type: 'Parallel',
        Branches: [{ StartAt: 'I', States: { I: { Type: 'Pass', InputPath: path, End: true } } }],
        ...caught,
      },
    ],
  ])(
    'S64 ends the execution with a limit of our own, which nothing catches: %s',
    async (_, state) => {
      const definition = { StartAt: 'A', States: { A: state, S: { Type: 'Succeed' } } };
      const { last } = await drive(definition, chain(3000));
      expect([last.status, last.error]).toEqual(['FAILED', 'Stepthrough.LimitReached']);
      expect(last.cause).toBe(
        'The evaluation takes more than 2,000,000 steps; Stepthrough ends it there, where AWS might go on.',
      );
    },
  );
});
