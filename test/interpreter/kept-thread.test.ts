/** Threads as snapshots keep them: nothing is lost, and no change of a field is overlooked. */
import { expect, it } from 'vitest';
import { keepThread, wholeThread } from '../../packages/interpreter/src/kept-thread.ts';
import { drive, optionsOf, programOf } from './drive.ts';
import { start, step, type Thread } from '@stepthrough/interpreter';

const lambda = 'arn:aws:lambda:us-east-1:111111111111:function:f';
const definition = {
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      ItemProcessor: {
        StartAt: 'T',
        States: { T: { Type: 'Task', Resource: lambda, TimeoutSeconds: 5, End: true } },
      },
      End: true,
    },
  },
};

function threadsOf(): readonly Thread[] {
  const program = programOf(definition);
  let { snapshot } = start(program, optionsOf([1, 2]));
  while (snapshot.threads.size < 3) {
    const event = { type: 'advance', granularity: 'phase', at: snapshot.now } as const;
    ({ snapshot } = step(program, snapshot, event));
  }
  return [...snapshot.threads.values()];
}

it.each(threadsOf())('the thread $id is whole again', (thread) => {
  const kept = keepThread(thread, undefined);
  expect(wholeThread(kept)).toEqual(thread);
  const again = keepThread(thread, kept);
  expect(again.self).toBe(kept.self);
  expect(again.place).toBe(kept.place);
  expect(again.entry).toBe(kept.entry);
  expect(again.work).toBe(kept.work);
});

const [first] = threadsOf();

it.each(Object.keys(first ?? {}))('another %s is kept, whatever was kept before', (name) => {
  const other = Symbol(name);
  const changed = { ...first, [name]: other } as unknown as Thread;
  const before = first && keepThread(first, undefined);
  const whole = name === 'children' ? undefined : wholeThread(keepThread(changed, before));
  if (whole) expect(Object.entries(whole).find(([field]) => field === name)?.[1]).toBe(other);
});

it.each(Object.keys(first?.children ?? {}))('another %s of the children is kept', (name) => {
  const other = Symbol(name);
  const children = { ...first?.children, [name]: other };
  const changed = { ...first, children } as unknown as Thread;
  const before = first && keepThread(first, undefined);
  const whole = wholeThread(keepThread(changed, before)).children ?? {};
  expect(Object.entries(whole).find(([field]) => field === name)?.[1]).toBe(other);
});

it('threads that are started in one step share their entry', async () => {
  const { snapshots } = await drive(definition, [1, 2, 3], { granularity: 'phase' });
  const started = snapshots.find(({ threads }) => threads.size === 4);
  const entries = [1, 2, 3].map((slot) => started?.threads.keptAt(slot)?.entry);
  expect(entries[1]).toBe(entries[0]);
  expect(entries[2]).toBe(entries[0]);
});
