import { parse } from '@stepthrough/asl';
import { readScenario, type Scenario } from '@stepthrough/scenario';
import { LimitReached } from '@stepthrough/expressions';
import { services } from '@stepthrough/services';
import { OwnFault, runHeadless, Simulation, type HeadlessResult } from '@stepthrough/simulator';
import { afterEach, describe, expect, it, vi } from 'vitest';

const machine = JSON.stringify({
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { QueueUrl: 'jobs', MessageBody: 'x' },
      Retry: [{ ErrorEquals: ['States.ALL'] }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Saved' }],
      End: true,
    },
    Saved: { Type: 'Succeed' },
  },
});

const program = { path: 'machine.asl.json', document: parse(machine, 'json') };

function scenarioOf(text: string): Scenario {
  const { scenario, problems } = readScenario(`scenario: 1\n${text}`, 's.yaml');
  if (!scenario) throw new Error(JSON.stringify(problems));
  return scenario;
}

const queue = 'resources: { queues: { jobs: {} } }\n';

function throwing(): never {
  throw new TypeError('Cannot read properties of undefined');
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function run(scenario = queue): Promise<HeadlessResult> {
  return runHeadless({ program, scenario: scenarioOf(scenario), input: {} });
}

describe('an error of our own', () => {
  it('stops the run with a request for a report, and no Retry or Catch sees it', async () => {
    const send = vi.spyOn(services.sqs.operations, 'SendMessage').mockImplementation(throwing);
    const { end, problem, fault, execution, simulation } = await run();
    expect(end).toBe('fault');
    expect(problem).toMatch(
      /^This is a fault of Stepthrough, not an answer of AWS: sqs SendMessage, state "Send" of execution ".+": Cannot read properties of undefined\. Please report it /,
    );
    expect(problem).not.toMatch(/\n|at throwing/);
    expect(fault).toBeInstanceOf(OwnFault);
    expect(fault?.cause).toBeInstanceOf(TypeError);
    expect(send).toHaveBeenCalledTimes(1);
    expect(execution?.status).toBe('RUNNING');
    const types = simulation.history(execution?.id ?? '').map(({ type }) => type);
    expect(types).not.toContain('TaskFailed');
  });

  it.each([
    [
      'an alarm of jobs',
      'jobs',
      'wake',
      'arn:aws:states:::glue:startJobRun.sync',
      { JobName: 'nightly' },
    ],
    [
      'lambda Invoke',
      'lambda',
      'Invoke',
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'greet' },
    ],
  ] as const)(
    'is named as what was being done: %s',
    async (doing, service, what, Resource, Parameters) => {
      if (what === 'wake') vi.spyOn(services[service], what).mockImplementation(throwing);
      else vi.spyOn(services[service].operations, what).mockImplementation(throwing);
      const states = { Work: { Type: 'Task', Resource, Parameters, End: true } };
      const document = parse(JSON.stringify({ StartAt: 'Work', States: states }), 'json');
      const scenario = scenarioOf(
        'resources: { functions: { greet: { answers: [{ return: 1 }] } }, jobs: { nightly: {} } }\n',
      );
      const { fault } = await runHeadless({
        program: { path: 'machine.asl.json', document },
        scenario,
        input: {},
      });
      expect(fault?.doing).toBe(doing);
    },
  );

  it('is told to a client from outside as well', () => {
    vi.spyOn(services.sqs.operations, 'ListQueues').mockImplementation(throwing);
    const simulation = new Simulation({ program, scenario: scenarioOf(queue), input: {} });
    const call = { service: 'sqs', operation: 'ListQueues', request: {} } as const;
    expect(() => simulation.call(1, call)).toThrow(OwnFault);
    expect(() => simulation.call(1, call)).toThrow(/: sqs ListQueues: Cannot read/);
  });

  it('keeps a run from its beginning', () => {
    vi.spyOn(services.pipes, 'begin').mockImplementation(throwing);
    expect(() => new Simulation({ program, scenario: scenarioOf(queue), input: {} })).toThrow(
      /: the beginning of pipes: /,
    );
  });

  it('of the interpreter ends no execution as if AWS had failed it', () => {
    const simulation = new Simulation({ program, scenario: scenarioOf(queue), input: {} });
    const { main } = simulation.setting;
    const states = main.program.states.map((state) => ({ ...state, steps: [] }));
    Object.assign(main, { program: { ...main.program, states } });
    expect(() => {
      for (let count = 0; count < 5; count += 1) void simulation.forward();
    }).toThrow(/: a step of an execution, state "Send" of execution ".+": 'Send' has no step/);
    expect(simulation.executions()[0]?.status).toBe('RUNNING');
  });

  it('leaves a limit of evaluation its own words', async () => {
    const limit = new LimitReached('The pattern takes too much work.');
    vi.spyOn(services.sqs.operations, 'SendMessage').mockImplementation(() => {
      throw limit;
    });
    await expect(run()).rejects.toBe(limit);
  });
});

describe('a Resource that nobody answers', () => {
  it.each([
    // A signal of the simulation, which AWS has no operation for.
    ['arn:aws:states:::aws-sdk:sqs:poll', 'The scenario has no answer for it.'],
    ['arn:aws:states:::${Service}', 'filled in at deployment'],
  ])('%s waits for an answer, and says why', async (Resource, why) => {
    const Parameters = { QueueUrl: 'jobs' };
    const states = { Work: { Type: 'Task', Resource, Parameters, End: true } };
    const document = parse(JSON.stringify({ StartAt: 'Work', States: states }), 'json');
    const { end, problem } = await runHeadless({
      program: { path: 'machine.asl.json', document },
      scenario: scenarioOf('resources: { queues: { jobs: { messages: [hi] } } }\n'),
      input: {},
    });
    expect(end).toBe('unanswered');
    expect(problem).toMatch(new RegExp(`Nothing answers the Task "Work".*${why}`));
  });
});
