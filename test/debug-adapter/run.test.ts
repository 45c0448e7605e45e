/** Where a run stands after each movement, what it asks of breakpoints on the way, and what it shows. */
import { describe, expect, it, vi } from 'vitest';
import { halt, ObservedRun } from './observed-run.ts';
import { pass, simulationOf } from './simulation.ts';

const three = { A: pass('B'), B: pass('C'), C: pass() };
/** The marks of `three`: each state is entered and left, then the execution and its thread end. */
const places = ['A enter', 'A next', 'B enter', 'B next', 'C enter', 'C next', 'C next', 'C next'];
const all = [...places.keys()];

const open = (states: object = three): ObservedRun =>
  new ObservedRun(simulationOf(states, { input: {} }));

/** A run of `three` that has ended. */
async function ended(): Promise<ObservedRun> {
  const observed = open();
  await observed.run.begin(false);
  observed.asked = [];
  return observed;
}

describe('a run that begins', () => {
  it('stands before everything until it is moved', () => {
    const { run } = open();
    expect([run.cursor, run.mark, run.position]).toEqual([-1, undefined, undefined]);
  });

  it('on entry stops at the first state, whatever breakpoints say', async () => {
    const observed = open();
    observed.stops = [0];
    expect(await observed.run.begin(true)).toEqual({ kind: 'entry' });
    expect([observed.run.cursor, observed.place, observed.asked]).toEqual([0, 'A enter', []]);
  });

  it('otherwise goes on to its end, and asks at each mark once', async () => {
    const observed = open();
    expect(await observed.run.begin(false)).toEqual({ kind: 'ended' });
    expect(observed.takeAsked(false)).toEqual(all);
    expect(observed.asked).toEqual([]);
    expect(observed.log.filter((line) => line.startsWith('Entered'))).toEqual([
      'Entered A',
      'Entered B',
      'Entered C',
    ]);
  });

  it('halts at its very first mark', async () => {
    const observed = open();
    observed.stops = [0];
    expect(await observed.run.begin(false)).toEqual({ kind: 'halt', halt });
    expect(observed.place).toBe('A enter');
  });
});

describe('a run whose execution cannot begin', () => {
  it('ends with it, has no first state, and goes back before it', async () => {
    const observed = open({});
    const { run } = observed;
    expect(await run.begin(true)).toEqual({ kind: 'ended' });
    expect([run.cursor, run.mark?.kind, run.position]).toEqual([0, 'executionEnded', undefined]);
    expect(await run.reverseContinue()).toEqual({ kind: 'beginning' });
    expect([run.cursor, run.mark]).toEqual([-1, undefined]);
    expect(run.stepBack(-1)).toEqual({ kind: 'beginning' });
    expect(run.cursor).toBe(-1);
    expect(await run.continue()).toEqual({ kind: 'ended' });
    expect(observed.takeAsked(true)).toEqual([0]);
  });
});

describe('a run in which nothing is left to happen', () => {
  it('says who waits for what, each time that it is to go on', async () => {
    const observed = new ObservedRun(
      simulationOf(
        {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: {
              QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/q',
              'MessageBody.$': '$$.Task.Token',
            },
            End: true,
          },
        },
        { scenario: 'resources: { queues: { q: {} } }\ninput: {}' },
      ),
    );
    const stop = await observed.run.begin(false);
    expect(stop).toEqual({
      kind: 'stuck',
      message: expect.stringContaining('"Ask" waits for the answer to its task token') as string,
    });
    const { length } = observed.run.recording.simulation;
    observed.run.goTo(0);
    expect(await observed.run.continue()).toEqual(stop);
    expect(observed.place).toBe('Ask call');
    expect(observed.world).toBe(length - 1);
  });
});

describe('the world that is shown', () => {
  it.each(all)(
    'at mark %i is that in which the mark is new; at an end the one before',
    async (at) => {
      const { run } = await ended();
      run.goTo(at);
      const { recording, mark } = run;
      expect(run.cursor).toBe(at);
      expect(run.position && `${run.position.stateId} ${run.position.phase}`).toBe(places[at]);
      const shown = recording.simulation.index;
      expect(shown).toBe((mark?.world ?? 0) - (at < 6 ? 0 : 1));
      expect(recording.executionAt(shown, mark?.execution ?? '')?.status).toBe('RUNNING');
    },
  );

  it('is the last one when the run ends, also after going back', async () => {
    const { run } = await ended();
    const { simulation } = run.recording;
    expect(simulation.index).toBe(simulation.length - 1);
    run.goTo(1);
    expect(await run.continue()).toEqual({ kind: 'ended' });
    expect(simulation.index).toBe(simulation.length - 1);
  });
});

describe('going on over what has been', () => {
  it('is a replay of the marks that were passed, and of no others', async () => {
    const observed = open();
    observed.stops = [3];
    await observed.run.begin(false);
    expect(observed.takeAsked(false)).toEqual([0, 1, 2, 3]);
    observed.run.goTo(1);
    expect(await observed.run.continue()).toEqual({ kind: 'halt', halt });
    expect(observed.takeAsked(true)).toEqual([2, 3]);
    expect(observed.asked).toEqual([]);
    await observed.run.continue();
    expect(observed.takeAsked(false)).toEqual([4, 5, 6, 7]);
    expect(observed.asked).toEqual([]);
  });

  it('tells nothing again', async () => {
    const observed = await ended();
    const told = observed.log.length;
    observed.run.goTo(0);
    await observed.run.continue();
    expect(observed.log).toHaveLength(told);
  });
});

describe('a run that goes back', () => {
  it('asks at each mark before the present one, the nearest first', async () => {
    const observed = await ended();
    observed.run.goTo(5);
    expect(await observed.run.reverseContinue()).toEqual({ kind: 'beginning' });
    expect(observed.takeAsked(true)).toEqual([4, 3, 2, 1, 0]);
    expect([observed.run.cursor, observed.world]).toEqual([0, observed.run.mark?.world]);
  });

  it('halts at the last breakpoint that it meets', async () => {
    const observed = await ended();
    observed.stops = [0, 2, 5];
    observed.run.goTo(5);
    expect(await observed.run.reverseContinue()).toEqual({ kind: 'halt', halt });
    expect(observed.place).toBe('B enter');
    expect(observed.world).toBe(observed.run.mark?.world);
  });

  it('before any state has begun stays before the first', async () => {
    const scenario = `
resources: { apis: { a: { routes: { POST /x: { integration: StartExecution } } } } }
starts: { s: { http: { method: POST, path: /x, body: {} } } }`;
    const observed = new ObservedRun(simulationOf(three, { scenario }));
    observed.onLog = () => {
      observed.run.pause();
    };
    expect(await observed.run.begin(false)).toEqual({ kind: 'pause' });
    expect(await observed.run.reverseContinue()).toEqual({ kind: 'beginning' });
    expect(observed.run.cursor).toBe(-1);
    observed.onLog = () => undefined;
    observed.stops = [0];
    expect(await observed.run.continue()).toEqual({ kind: 'halt', halt });
    expect(observed.place).toBe('A enter');
  });
});

describe('a step', () => {
  it('ends at its goal, or where it halts before', async () => {
    const observed = open();
    const { run } = observed;
    await run.begin(true);
    const step = async () => run.position && run.step('over', run.position);
    expect(await step()).toEqual({ kind: 'step' });
    expect(observed.place).toBe('B enter');
    observed.stops = [3];
    expect(await step()).toEqual({ kind: 'halt', halt });
    expect(observed.place).toBe('B next');
    observed.stops = [4];
    expect(await step()).toEqual({ kind: 'halt', halt });
    expect(observed.place).toBe('C enter');
  });

  const both = {
    Both: {
      Type: 'Parallel',
      Branches: ['X', 'Y'].map((name) => ({ StartAt: name, States: { [name]: pass() } })),
      Next: 'Last',
    },
    Last: pass(),
  };

  /** Has stepped into X and over it, and undone the second step. */
  async function inX(): Promise<ObservedRun> {
    const observed = open(both);
    const { run } = observed;
    await run.begin(true);
    for (const kind of ['in', 'over'] as const) {
      if (run.position) await run.step(kind, run.position);
    }
    expect(run.stepBack(run.cursor)).toEqual({ kind: 'step' });
    expect(observed.place).toBe('Both[0]/X enter');
    return observed;
  }

  type Movement = (observed: ObservedRun) => unknown;
  it.each<[name: string, movement: Movement, place: string]>([
    ['is undone by a step back', () => undefined, 'Both enter'],
    ['is forgotten by a jump', ({ run }) => run.goTo(run.cursor), 'Both call'],
    [
      'is forgotten when the run goes on',
      async (observed) => {
        const { run } = observed;
        observed.stops = [run.cursor + 2];
        await run.continue();
        expect(observed.place).toBe('Both[0]/X next');
        run.stepBack(run.cursor);
      },
      'Both call',
    ],
    [
      'is forgotten when the run goes back',
      async (observed) => {
        const { run, place } = observed;
        observed.stops = [run.cursor];
        if (run.position) await run.step('over', run.position);
        await run.reverseContinue();
        expect(observed.place).toBe(place);
      },
      'Both call',
    ],
  ])('%s', async (_name, movement, place) => {
    const observed = await inX();
    await movement(observed);
    expect(observed.run.stepBack(observed.run.cursor)).toEqual({ kind: 'step' });
    expect(observed.place).toBe(place);
    expect(observed.world).toBe(observed.run.mark?.world);
  });

  it('back from the first state stays there', async () => {
    const observed = open();
    await observed.run.begin(true);
    expect(observed.run.stepBack(0)).toEqual({ kind: 'beginning' });
    expect([observed.run.cursor, observed.world]).toEqual([0, observed.run.mark?.world]);
  });
});

describe('a long run', () => {
  it('lets others speak after each 8 ms, and tells how far it is', async () => {
    for (const [milliseconds, progress] of [
      [8, 0],
      [9, 1],
    ] as const) {
      let now = 0;
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
      try {
        const observed = open();
        observed.onLog = (line) => {
          if (line === 'Entered B') now += milliseconds;
        };
        await observed.run.begin(false);
        expect(observed.progress).toBe(progress);
      } finally {
        clock.mockRestore();
      }
    }
  });
});
