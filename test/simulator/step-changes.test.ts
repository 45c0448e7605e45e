import { parse, type Json } from '@stepthrough/asl';
import { Simulation, type StepReport } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

interface Setup {
  readonly scenario?: string;
  readonly machines?: { readonly [name: string]: object };
  readonly input?: Json;
  readonly limits?: { readonly keptChildren?: number };
}

function simulationOf(states: object, { scenario = '', machines = {}, ...more }: Setup = {}) {
  const source = (definition: object, path: string) => ({
    path,
    document: parse(JSON.stringify(definition), 'json'),
  });
  const others = Object.entries(machines).map(([name, definition]) => [
    name,
    source(definition, `${name}.asl.json`),
  ]);
  return new Simulation({
    program: source({ StartAt: Object.keys(states)[0], States: states }, 'main.asl.json'),
    machines: Object.fromEntries(others) as { [name: string]: ReturnType<typeof source> },
    scenario: scenarioOf(scenario),
    input: {},
    ...more,
  });
}

const rest = { Type: 'Pass', End: true };

function distributed(concurrency: number): object {
  return {
    Type: 'Map',
    MaxConcurrency: concurrency,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'One',
      States: { One: rest },
    },
    End: true,
  };
}

/** How each step changed which executions, by the state at which their first thread stands. */
async function changesOf(simulation: Simulation): Promise<string[]> {
  const told: string[] = [];
  const last = await simulation.run((report) => {
    told.push(describeChange(report));
    return false;
  });
  return [...told, describeChange(last)];
}

function describeChange({ changed }: StepReport): string {
  return changed
    .map(({ before, after }) => {
      const { snapshot, status } = after ?? before ?? {};
      const [thread] = snapshot?.threads.values() ?? [];
      const where = thread ? `${thread.state}.${thread.phase}` : status;
      return `${before ? '' : '+'}${where ?? ''}${after ? '' : ' gone'}`;
    })
    .join(', ');
}

describe('a step tells of the executions that it changed', () => {
  it('one that is started, that moves and that ends, with the parent when it is told', async () => {
    const told = await changesOf(simulationOf({ All: distributed(1) }, { input: [7] }));
    expect(told).toEqual([
      '+All.enter',
      'All.enter',
      'All.items',
      'All.arguments',
      'All.call',
      'All.call',
      'All.call, +One.enter',
      'One.enter',
      'One.next',
      'SUCCEEDED',
      'All.next',
      'SUCCEEDED',
    ]);
  });
});

describe('what differs between two worlds', () => {
  it.each([
    ['children one by one', { All: distributed(1) }, { input: [1, 2, 3, 4, 5] }],
    ['children all at once', { All: distributed(0) }, { input: [1, 2, 3, 4, 5, 6, 7, 8, 9] }],
    [
      'children that are forgotten',
      { All: distributed(3) },
      { input: [1, 2, 3, 4, 5, 6, 7, 8, 9], limits: { keptChildren: 2 } },
    ],
  ] as const)('is all that is told, and nothing else: %s', async (_name, states, setup) => {
    const simulation = simulationOf(states, { ...setup, input: [...setup.input] });
    let before = new Map(simulation.executions().map((view) => [view.id, view]));
    await simulation.run(({ changed }) => {
      const after = new Map(simulation.executions().map((view) => [view.id, view]));
      const ids = new Set([...before.keys(), ...after.keys()]);
      const differing = [...ids].filter(
        (id) => before.get(id)?.snapshot !== after.get(id)?.snapshot,
      );
      const told = changed.map((one) => one.after?.id ?? one.before?.id);
      expect(told).toEqual(expect.arrayContaining(differing));
      for (const one of changed) {
        const id = one.after?.id ?? one.before?.id ?? '';
        expect(one.before?.snapshot).toBe(before.get(id)?.snapshot);
        expect(one.after?.snapshot).toBe(after.get(id)?.snapshot);
      }
      before = after;
      return false;
    });
    expect(simulation.world.running).toBeUndefined();
  });

  it('is told again when the step is made again', async () => {
    const simulation = simulationOf({ All: distributed(0) }, { input: [1, 2, 3] });
    const first = await changesOf(simulation);
    simulation.seek(0);
    const again: string[] = [];
    while (simulation.index < simulation.length - 1) {
      again.push(describeChange(await simulation.forward()));
    }
    expect(again).toEqual(first);
  });

  it('is nothing when nothing happens', async () => {
    const simulation = simulationOf({ Rest: rest });
    await simulation.run();
    const report = await simulation.forward();
    expect(report).toMatchObject({ moved: false, changed: [], unanswered: [] });
  });
});

describe('among a hundred children that wait', () => {
  const waiting = {
    All: {
      ...distributed(0),
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            TimeoutSeconds: 60,
            Parameters: { QueueUrl: 'q', 'MessageBody.$': '$$.Task.Token' },
            End: true,
          },
        },
      },
    },
  };
  const scenario = 'resources: { queues: { q: {} } }';
  const items = Array.from({ length: 100 }, (_, index) => index);

  async function waitingRun(): Promise<Simulation> {
    const simulation = simulationOf(waiting, { scenario, input: items });
    await simulation.run(() => simulation.tasks().filter((one) => one.isSubmitted).length === 100);
    const { now } = simulation.world;
    while ((simulation.nextAt() ?? Infinity) <= now) await simulation.forward();
    return simulation;
  }

  it('a callback changes the one whose token it has', async () => {
    const simulation = await waitingRun();
    const task = simulation.tasks()[57];
    const request = { taskToken: task?.taskToken ?? '', output: '"done"' };
    const call = { service: 'states', operation: 'SendTaskSuccess', request } as const;
    expect(simulation.call(1, call).changed).toEqual([]);
    const asking = task && simulation.executionOf(task)?.id;
    const { changed } = await simulation.forward();
    expect(changed.map(({ after }) => after?.id)).toEqual([asking]);
    expect(changed[0]?.after?.snapshot.threads.get('main')?.values['result']).toBe('done');
  });

  it('a timeout changes the one that has waited too long', async () => {
    const simulation = await waitingRun();
    simulation.setClock(simulation.world.now + 60_000);
    for (let count = 0; count < 100; count += 1) {
      const { changed } = await simulation.forward();
      expect(changed.map(({ before, after }) => [before?.status, after?.status])).toEqual([
        ['RUNNING', 'FAILED'],
      ]);
    }
  });

  it('a message changes none', async () => {
    const simulation = await waitingRun();
    const request = { QueueUrl: 'q', MessageBody: 'hello' };
    const call = { service: 'sqs', operation: 'SendMessage', request } as const;
    const report = simulation.call(1, call);
    expect(report).toMatchObject({ moved: true, changed: [] });
  });

  it('an answer of a person changes one', async () => {
    const simulation = await waitingRun();
    const [task] = simulation.tasks();
    simulation.answer(task?.id ?? '', { kind: 'succeeded', output: 1 });
    const { changed } = await simulation.forward();
    expect(changed).toHaveLength(1);
  });
});

describe('a redrive', () => {
  it('changes the execution that goes on', async () => {
    const simulation = simulationOf(
      { Ask: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true } },
      {
        scenario: `answers: [{ match: { state: Ask }, sequence: [{ throw: { error: Busy } }, { return: { Payload: 1 } }] }]`,
      },
    );
    await simulation.run();
    const [view] = simulation.executions();
    const request = { executionArn: view?.id ?? '' };
    const { changed } = simulation.call(1, {
      service: 'states',
      operation: 'RedriveExecution',
      request,
    });
    expect(changed.map(({ before, after }) => [before?.status, after?.status])).toEqual([
      ['FAILED', 'RUNNING'],
    ]);
    expect([...simulation.runningExecutions()].map(({ id }) => id)).toEqual([view?.id]);
    await simulation.run();
    expect([...simulation.runningExecutions()]).toEqual([]);
    expect(simulation.executions().map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });
});

describe('tasks without an answer', () => {
  const ask = (name: string) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::athena:startQueryExecution',
    Parameters: { QueryString: name },
    End: true,
  });
  const branches = ['A', 'B', 'C'].map((name) => ({
    StartAt: name,
    States: { [name]: ask(name) },
  }));

  it('are told by the step that leaves them, and stand in the order of their requests', async () => {
    const simulation = simulationOf({ Both: { Type: 'Parallel', Branches: branches, End: true } });
    const told: string[] = [];
    for (let moved = true; moved;) {
      const report = await simulation.forward();
      told.push(...report.unanswered.map(({ origin }) => origin.state));
      ({ moved } = report);
    }
    expect(told).toEqual(['A', 'B', 'C']);
    const standing = simulation.standing();
    const tasks = standing.kind === 'unanswered' ? standing.tasks : [];
    expect(tasks.map(({ origin }) => origin.state)).toEqual(told);
    expect(standing).toHaveProperty('message', tasks.map((one) => one.unanswered).join('\n'));
    const [first] = tasks;
    if (first) simulation.answer(first.id, { kind: 'succeeded', output: {} });
    expect(tasks.map((one) => simulation.isUnanswered(one))).toEqual([false, true, true]);
  });
});

describe('whether a run goes on', () => {
  it('is not asked of messages that only come back: they keep no run alive', async () => {
    const simulation = simulationOf(
      { Rest: rest },
      {
        scenario: `resources: { queues: { q: { messages: [a, b, c], visibilityTimeout: 5s } } }
consumers: [{ queue: q, script: [{ crash: true }] }]`,
      },
    );
    const report = await simulation.run();
    expect(report.standing.kind).toBe('ended');
    expect(simulation.world.work).toBe(0);
    expect(simulation.nextAt()).toBeDefined();
  });

  it('counts a timer that was taken back no more', async () => {
    const simulation = simulationOf({
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Long', States: { Long: { Type: 'Wait', Seconds: 3600, End: true } } },
          { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No' } } },
        ],
        End: true,
      },
    });
    const report = await simulation.run();
    expect(report.standing.kind).toBe('ended');
    expect(simulation.world.work).toBe(0);
    expect(simulation.world.agenda).toBeUndefined();
  });
});
