/** Snapshots: what they share with those before them, what never changes in them, and how many events they bear. */
import { describe, expect, it } from 'vitest';
import { parse } from '@stepthrough/asl';
import { compile, start, step, type Program, type Snapshot } from '@stepthrough/interpreter';
import { Snapshot as Kept } from '../../packages/interpreter/src/snapshot.ts';
import { drive, freeze, optionsOf, programOf, type DriveOptions } from './drive.ts';

const end = { End: true };
const { at } = optionsOf({});
const advance = (later = 0) => ({ type: 'advance', granularity: 'state', at: at + later }) as const;
const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' } } };
const once = { StartAt: 'A', States: { A: { Type: 'Pass', ...end } } };

function stepped(program: Program, from: Snapshot, later?: number): Snapshot {
  return step(program, from, advance(later)).snapshot;
}

describe('the next snapshot', () => {
  const program = programOf(loop);
  const first = stepped(program, start(program, optionsOf({ a: 1 })).snapshot);

  it('shares what is as it was, as long as no time goes by', () => {
    const second = stepped(program, first);
    expect(second.course).toBe(first.course);
    expect(second.threads.at(0)?.values).toBe(first.threads.at(0)?.values);
    expect(stepped(program, first, 1).course).not.toBe(first.course);
    expect(stepped(program, first, 1).now).toBe(at + 1);
  });

  it.each(['state', 'phase'] as const)(
    'by %s leaves those before it as they were',
    async (granularity) => {
      const resource = {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      };
      const inner = {
        StartAt: 'T',
        States: {
          T: {
            ...{ ...resource, InputPath: '$.a', Parameters: { 'p.$': '$' }, ResultPath: '$.r' },
            ...{ Assign: { 'v.$': '$' }, OutputPath: '$.r', TimeoutSeconds: 5, ...end },
            Retry: [{ ErrorEquals: ['E'], MaxAttempts: 2 }],
          },
        },
      };
      const definition = {
        StartAt: 'M',
        States: {
          M: { Type: 'Map', ItemProcessor: inner, ResultSelector: { 'all.$': '$' }, Next: 'P' },
          P: { Type: 'Parallel', Branches: [once, once], ResultPath: '$.both', ...end },
        },
      };
      const task: DriveOptions['task'] = ({ origin }) =>
        origin.attempt === 0 ? { error: 'E' } : { output: origin.path.length };
      const { last } = await drive(definition, [{ a: 1 }, { a: 2 }], {
        granularity,
        task,
        watch: freeze,
      });
      const all = { all: [1, 1] };
      expect(last.output).toEqual({ ...all, both: [all, all] });
    },
  );
});

describe('S24 the events of an execution', () => {
  const limited = programOf(once);
  const { machine } = parse(JSON.stringify(once), 'json');
  const unlimited = machine && compile(machine, { limits: 'none' });

  it.each<[events: number, program: Program | undefined, status: string, last: number]>([
    [24_996, limited, 'SUCCEEDED', 24_999],
    [24_997, limited, 'SUCCEEDED', 25_000],
    [24_998, limited, 'FAILED', 25_000],
    [24_999, limited, 'FAILED', 25_000],
    [24_998, unlimited, 'SUCCEEDED', 25_001],
  ])('after %i and a state they end %#: %s', (events, program = limited, status, last) => {
    const { snapshot } = start(program, optionsOf({}));
    const full = new Kept(snapshot.course, snapshot, events, snapshot.effectCount, snapshot.turns);
    const result = step(program, full, advance());
    expect([result.snapshot.status, result.snapshot.lastEventId]).toEqual([status, last]);
    if (status === 'SUCCEEDED') return;
    expect(result.history.at(-1)).toMatchObject({
      ...{ type: 'ExecutionFailed', id: last, previousEventId: last - 1 },
      details: {
        error: 'States.Runtime',
        cause: 'The execution reached the maximum number of history events (25000).',
      },
    });
  });

  it.each([
    [99_997, 'SUCCEEDED', 100_000],
    [99_998, 'TIMED_OUT', 100_000],
  ])('S39 after %i of an express one it is %s', (events, status, last) => {
    const { snapshot } = start(limited, optionsOf({}, 1, 'EXPRESS'));
    const full = new Kept(snapshot.course, snapshot, events, snapshot.effectCount, snapshot.turns);
    const result = step(limited, full, advance()).snapshot;
    expect([result.status, result.lastEventId]).toEqual([status, last]);
  });
});
