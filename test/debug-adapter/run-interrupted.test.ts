/** A run that is paused, left or changed on its way. */
import { describe, expect, it, vi } from 'vitest';
import { halt, ObservedRun } from './observed-run.ts';
import { pass, simulationOf } from './simulation.ts';
import { Interruption } from '../../debug-adapter/src/run/interruption.ts';

const three = { A: pass('B'), B: pass('C'), C: pass() };
const open = (): ObservedRun => new ObservedRun(simulationOf(three, { input: {} }));

describe('a pause', () => {
  it('stops where the run has come to, and not the next movement', async () => {
    const observed = open();
    observed.onLog = (line) => {
      if (line === 'Entered B') observed.run.pause();
    };
    expect(await observed.run.begin(false)).toEqual({ kind: 'pause' });
    expect([observed.place, observed.world]).toEqual(['B enter', observed.run.mark?.world]);
    observed.run.pause();
    expect(await observed.run.continue()).toEqual({ kind: 'ended' });
  });

  it('stops also on the way back, and not the next movement', async () => {
    const observed = open();
    await observed.run.begin(false);
    const { haltAt } = observed;
    observed.haltAt = (index) => {
      if (index === 2) observed.run.pause();
      return undefined;
    };
    expect(await observed.run.reverseContinue()).toEqual({ kind: 'pause' });
    expect([observed.place, observed.world]).toEqual(['B enter', observed.run.mark?.world]);
    observed.haltAt = haltAt;
    observed.run.pause();
    expect(await observed.run.reverseContinue()).toEqual({ kind: 'beginning' });
  });

  it.each(['continue', 'reverseContinue'] as const)(
    'does not wait for a condition: %s',
    async (movement) => {
      const observed = open();
      await observed.run.begin(false);
      observed.run.goTo(2);
      observed.haltAt = () => {
        void Promise.resolve().then(() => {
          observed.run.pause();
        });
        return new Promise(() => undefined);
      };
      expect(await observed.run[movement]()).toEqual({ kind: 'pause' });
      expect(observed.run.cursor).toBe(movement === 'continue' ? 3 : 1);
    },
  );

  it('ends the sleep before what is to come, which has not happened then', async () => {
    const states = { W: { Type: 'Wait', Seconds: 5, Next: 'A' }, A: pass() };
    const observed = new ObservedRun(simulationOf(states, { input: {} }));
    observed.onWait = () => {
      observed.run.pause();
    };
    expect(await observed.run.begin(false)).toEqual({ kind: 'pause' });
    expect([observed.place, observed.waits]).toEqual(['W call', [5]]);
    observed.onWait = () => undefined;
    expect(await observed.run.continue()).toEqual({ kind: 'ended' });
    // The rest takes no time, and nothing sleeps for it.
    expect([observed.waits, observed.cutShort]).toEqual([
      [5, 5],
      [true, false],
    ]);
  });
});

describe('a pause while something is awaited', () => {
  it('does not wait for it, and it is awaited anew when the run goes on', async () => {
    const states = { A: { ...pass(), QueryLanguage: 'JSONata', Output: '{% $now() %}' } };
    const observed = new ObservedRun(simulationOf(states, { input: {} }));
    const { run } = observed;
    const prepare = vi
      .spyOn(run.recording.simulation, 'prepare')
      .mockImplementation(() => new Promise(() => undefined));
    const stop = run.begin(false);
    await Promise.resolve();
    run.pause();
    expect(await stop).toEqual({ kind: 'pause' });
    expect([run.cursor, observed.log]).toEqual([-1, []]);
    prepare.mockRestore();
    expect(await run.continue()).toEqual({ kind: 'ended' });
    expect(observed.place).toBe('A next');
  });
});

describe('a run that is left', () => {
  it.each(['continue', 'reverseContinue'] as const)('ends there: %s', async (movement) => {
    const observed = open();
    await observed.run.begin(false);
    observed.run.goTo(2);
    const { length } = observed.log;
    observed.run.abandon();
    expect(await observed.run[movement]()).toEqual({ kind: 'ended' });
    expect(observed.run.cursor).toBe(movement === 'continue' ? 3 : 1);
    expect(observed.log).toHaveLength(length);
  });
});

describe('an interruption', () => {
  const never = new Promise<never>(() => undefined);

  it.each<[name: string, awaited: () => Promise<unknown>]>([
    ['has its answer', () => Promise.resolve()],
    ['has failed', () => Promise.reject(new Error('no'))],
  ])('lets what %s be in time', async (_name, awaited) => {
    expect(await new Interruption().isInTime(awaited())).toBe(true);
  });

  it.each(['pause', 'end'] as const)('by %s ends the waiting, also beforehand', async (how) => {
    const interruption = new Interruption();
    const isInTime = interruption.isInTime(never);
    interruption[how]();
    expect(await isInTime).toBe(false);
    expect(await interruption.isInTime(Promise.resolve())).toBe(false);
  });

  it('is wanted until the next movement, or for good', () => {
    const interruption = new Interruption();
    const seen = () => [interruption.isWanted, interruption.isFinal];
    expect(seen()).toEqual([false, false]);
    interruption.pause();
    expect(seen()).toEqual([true, false]);
    interruption.beginMovement();
    expect(seen()).toEqual([false, false]);
    interruption.end();
    interruption.beginMovement();
    expect(seen()).toEqual([true, true]);
  });
});

describe('an intervention', () => {
  it('drops the marks after the present one, and asks at the new ones as at new ones', async () => {
    const observed = open();
    const { run } = observed;
    await run.begin(false);
    run.goTo(3);
    observed.asked = [];
    const { length } = observed.log;
    run.intervene((simulation) => simulation.setClock(simulation.world.now + 1000));
    expect([run.cursor, observed.dropped, run.recording.marks.length]).toEqual([3, [4], 4]);
    expect(await run.continue()).toEqual({ kind: 'ended' });
    expect(observed.takeAsked(false)).toEqual([4, 5, 6, 7]);
    expect(observed.asked).toEqual([]);
    expect(observed.log.slice(length).filter((line) => line.startsWith('Left'))).toEqual([
      'Left B',
      'Left C',
    ]);
  });

  it('at the end of an execution goes back before it', async () => {
    const observed = open();
    const { run } = observed;
    await run.begin(false);
    run.goTo(7);
    run.intervene((simulation) => simulation.setClock(simulation.world.now + 1000));
    expect([run.cursor, observed.place, observed.dropped]).toEqual([5, 'C next', [6]]);
    observed.stops = [6];
    expect(await run.continue()).toEqual({ kind: 'halt', halt });
  });

  it('that changes nothing drops nothing', async () => {
    const observed = open();
    const { run } = observed;
    await run.begin(false);
    run.goTo(3);
    run.intervene((simulation) => simulation.edit((world) => world));
    expect([run.cursor, observed.dropped, run.recording.marks.length]).toEqual([3, [], 8]);
  });
});

describe('tasks that nothing answers', () => {
  const ask = {
    Type: 'Task',
    Resource: 'arn:aws:states:::athena:startQueryExecution',
    Parameters: { QueryString: 'select 1' },
    End: true,
  };
  const later = {
    W: { Type: 'Wait', Seconds: 5, Next: 'P' },
    P: pass(),
  };
  const states = {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Ask', States: { Ask: ask } },
        { StartAt: 'W', States: later },
      ],
      End: true,
    },
  };

  /** Paused when the request has gone out, before a stop has told that nothing answers it. */
  async function beforeTold(): Promise<ObservedRun> {
    const observed = new ObservedRun(simulationOf(states, { input: {} }));
    observed.onLog = (line) => {
      if (line.startsWith('Nothing answers')) observed.run.pause();
    };
    expect(await observed.run.begin(false)).toEqual({ kind: 'pause' });
    observed.onLog = () => undefined;
    return observed;
  }

  const told = (stop: object): unknown =>
    'tasks' in stop &&
    (stop.tasks as { readonly origin: { readonly state: string } }[]).map(
      ({ origin }) => origin.state,
    );

  it('are told when the run goes on, wherever it was meanwhile, and once', async () => {
    const observed = await beforeTold();
    observed.run.goTo(0);
    expect(told(await observed.run.continue())).toEqual(['Ask']);
    expect(observed.waits).toEqual([]);
    // When all else is done, they are what the run waits for.
    expect(told(await observed.run.continue())).toEqual(['Ask']);
    expect(observed.waits).toEqual([5]);
    expect(told(await observed.run.continue())).toEqual(['Ask']);
  });

  it('are answered by an intervention, which tells what it did', async () => {
    const observed = await beforeTold();
    const { run } = observed;
    const stop = await run.continue();
    const [task] = stop.kind === 'unanswered' ? stop.tasks : [];
    const { length } = observed.log;
    run.intervene((simulation) =>
      simulation.answer(task?.id ?? '', { kind: 'succeeded', output: {} }),
    );
    expect(observed.log.slice(length)).toEqual([expect.stringContaining('Ask')]);
    expect(await run.continue()).toEqual({ kind: 'ended' });
  });

  it('are told once in another future, though the one before it had not told them', async () => {
    const observed = await beforeTold();
    observed.run.goTo(0);
    observed.run.intervene((simulation) => simulation.setClock(simulation.world.now + 1000));
    expect(told(await observed.run.continue())).toEqual(['Ask']);
    expect(observed.waits).toEqual([]);
  });
});
