import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exportHistory,
  start,
  step,
  type Effect,
  type ExecutionEvent,
} from '@stepthrough/interpreter';
import { drive, freeze, type DriveOptions, type TaskAnswer } from './drive.ts';
import { machines } from './machines.ts';

const input = { items: [{ n: 1 }, { n: 2 }, { n: 3 }], seconds: 2 };

/** Fails now and then, by a rule that depends on nothing but the effect. */
function task(effect: Extract<Effect, { kind: 'task' }>): TaskAnswer {
  const { origin, timeoutSeconds, heartbeatSeconds } = effect;
  const hasTimer = timeoutSeconds !== undefined || heartbeatSeconds !== undefined;
  const weight = origin.state.length + origin.visit + origin.attempt + origin.path.length;
  if (weight % 5 === 0) return { error: 'Busy', cause: 'try later' };
  if (weight % 7 === 0) return { error: undefined };
  return hasTimer && weight % 3 === 0 ? 'none' : { output: { ok: true } };
}

function strangeEvents(id: number, at: number): readonly ExecutionEvent[] {
  const bad = { ok: false, error: 'E', cause: 'c' } as const;
  return [
    { type: 'advance', granularity: 'phase', at },
    { type: 'advance', granularity: 'state', thread: 'main/nowhere', at: at - 1 },
    { type: 'evaluated', id, at, outcome: { ok: true, value: 'x' } },
    { type: 'evaluated', id, at, outcome: bad },
    { type: 'taskSubmitted', id, at, output: 1 },
    { type: 'taskStarted', id, at },
    { type: 'taskSucceeded', id, at, output: null },
    { type: 'taskFailed', id, at, error: undefined, cause: undefined },
    { type: 'taskHeartbeat', id, at },
    { type: 'timer', id, at },
    { type: 'itemsRead', id, at, outcome: bad },
    { type: 'itemsRead', id, at, outcome: { ok: true, value: 7 } },
    { type: 'childEnded', id, at, outcome: bad },
    { type: 'resultsWritten', id, at, outcome: bad },
    { type: 'stop', at },
  ];
}

const options: DriveOptions = { task };
const check = { numRuns: 150 };

describe('the step function', () => {
  test('never throws on a valid machine, and every run of a forward one ends', async () => {
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const { last } = await drive(machine, input, options);
        expect(last.status).not.toBe('RUNNING');
      }),
      check,
    );
  });

  test('gives byte-identical histories for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(machines, fc.integer(), async (machine, seed) => {
        const runs = await Promise.all(
          [1, 2].map(() => drive(machine, input, { ...options, seed })),
        );
        const [first, second] = runs.map(({ history }) => JSON.stringify(exportHistory(history)));
        expect(first).toBe(second);
      }),
      check,
    );
  });

  test('replays recorded events to equal snapshots', async () => {
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const {
          program,
          options: started,
          events,
          snapshots,
        } = await drive(machine, input, options);
        let { snapshot } = start(program, started);
        expect(snapshot).toEqual(snapshots[0]);
        for (const [index, event] of events.entries()) {
          ({ snapshot } = step(program, snapshot, event));
          expect(snapshot).toEqual(snapshots[index + 1]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('never changes a snapshot that it has given', async () => {
    await fc.assert(
      fc.asyncProperty(
        machines,
        fc.constantFrom('phase', 'state'),
        async (machine, granularity) => {
          await drive(machine, input, { ...options, granularity, watch: freeze });
        },
      ),
      check,
    );
  });

  test('takes any event at any time', async () => {
    const ids = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(
        machines,
        ids,
        fc.integer({ min: 0, max: 2 }),
        async (machine, number, slot) => {
          const { program, snapshots } = await drive(machine, input, options);
          const id = number * 2 ** 20 + slot;
          for (const snapshot of snapshots.slice(0, 40)) {
            for (const event of strangeEvents(id, snapshot.now)) {
              const { snapshot: after } = step(program, snapshot, event);
              expect(after.lastEventId).toBeGreaterThanOrEqual(snapshot.lastEventId);
            }
          }
        },
      ),
      check,
    );
  });

  test('gives the same result and history by phases as by states', async () => {
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const byState = await drive(machine, input, options);
        const byPhase = await drive(machine, input, { ...options, granularity: 'phase' });
        expect(byPhase.history).toEqual(byState.history);
        expect(byPhase.last.status).toBe(byState.last.status);
        expect(byPhase.last.output).toEqual(byState.last.output);
      }),
      check,
    );
  });
});
