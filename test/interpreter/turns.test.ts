/** Turns against a plain queue. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  firstTurn,
  isAlone,
  noTurns,
  withFirstTurnLast,
  withTurn,
  withoutFirstTurn,
  type Turns,
} from '../../packages/interpreter/src/turns.ts';

type Action = 'take' | 'rotate' | number;

function changed(turns: Turns, action: Action): Turns {
  if (action === 'take') return withoutFirstTurn(turns);
  return action === 'rotate' ? withFirstTurnLast(turns) : withTurn(turns, action);
}

function expected(queue: readonly number[], action: Action): readonly number[] {
  if (typeof action === 'number') return [...queue, action];
  const [first, ...rest] = queue;
  if (first === undefined) return [];
  return action === 'take' ? rest : [...rest, first];
}

/** All that have a turn, by taking one after another. */
function all(turns: Turns): readonly number[] {
  const slots: number[] = [];
  for (let left = turns, slot = firstTurn(left); slot !== undefined; slot = firstTurn(left)) {
    slots.push(slot);
    left = withoutFirstTurn(left);
  }
  return slots;
}

const action = fc.oneof(fc.constantFrom<Action>('take', 'rotate'), fc.integer({ min: 0, max: 9 }));

it('come in the order in which they were given, and no turns that were given change', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const steps: [Turns, readonly number[]][] = [[noTurns, []]];
      for (const next of actions) {
        const [turns, queue] = steps.at(-1) ?? [noTurns, []];
        steps.push([changed(turns, next), expected(queue, next)]);
      }
      for (const [turns, queue] of steps) {
        expect(all(turns)).toEqual(queue);
        expect(firstTurn(turns)).toBe(queue[0]);
        expect(isAlone(turns)).toBe(queue.length <= 1);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

it.each<[actions: readonly Action[], queue: readonly number[]]>([
  [[], []],
  [['take'], []],
  [['rotate'], []],
  [[0], [0]],
  [[0, 'take'], []],
  [[0, 'rotate'], [0]],
  [
    [5, 6, 'rotate'],
    [6, 5],
  ],
  [
    [5, 6, 7, 'rotate', 'rotate'],
    [7, 5, 6],
  ],
  [
    [5, 6, 'take', 7],
    [6, 7],
  ],
  [
    [1, 2, 3, 'take', 'take', 4, 'rotate', 5],
    [4, 3, 5],
  ],
])('after %j they are %j', (actions, queue) => {
  expect(all(actions.reduce(changed, noTurns))).toEqual(queue);
});
