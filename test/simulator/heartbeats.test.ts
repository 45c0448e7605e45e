/** Signs of life that a scenario gives for a task until it answers it. */
import { describe, expect, it } from 'vitest';
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { runHeadless, Simulation } from '@stepthrough/simulator';
import { scenarioOf } from './world.ts';

function optionsOf(fields: { readonly [name: string]: Json }, answer: string) {
  const definition = JSON.stringify({
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: 'q', MessageBody: { 't.$': '$$.Task.Token' } },
        ...fields,
        End: true,
      },
    },
  });
  return {
    program: { path: 'm.asl.json', document: parse(definition, 'json') },
    scenario: scenarioOf(`answers: [{ match: { state: Ask }, return: 1, ${answer} }]`),
    input: {},
  };
}

async function run(fields: { readonly [name: string]: Json }, answer: string) {
  const { end, execution, simulation } = await runHeadless(optionsOf(fields, answer));
  const beats = simulation
    .log()
    .filter(({ message }) => message === 'Ask: heartbeat')
    .map(({ at }) => (at - simulation.setting.clockStart) / 1000);
  const took = (simulation.world.now - simulation.setting.clockStart) / 1000;
  return { end, status: execution?.status, error: execution?.snapshot.error, beats, took };
}

describe('heartbeats of an answer', () => {
  it.each([
    ['after: 50s, heartbeats: 20s', [20, 40]],
    ['after: 39s, heartbeats: 20s', [20]],
    ['after: 40s, heartbeats: 20s', [20]],
    ['after: 41s, heartbeats: 20s', [20, 40]],
    ['after: 20s, heartbeats: 20s', []],
    ['after: 20s, heartbeats: 0', []],
    ['heartbeats: 20s', []],
  ])('%s come at %j', async (answer, beats) => {
    const ended = await run({ HeartbeatSeconds: 30 }, answer);
    expect(ended.beats).toEqual(beats);
    expect(ended.status).toBe('SUCCEEDED');
  });

  it('keep a task alive as long as they come in time', async () => {
    const alive = await run({ HeartbeatSeconds: 21 }, 'after: 100s, heartbeats: 20s');
    expect([alive.status, alive.took]).toEqual(['SUCCEEDED', 100]);
    const dead = await run({ HeartbeatSeconds: 20 }, 'after: 100s, heartbeats: 20s');
    expect([dead.status, dead.error, dead.took]).toEqual(['FAILED', 'States.Timeout', 20]);
    const late = await run({ HeartbeatSeconds: 20 }, 'after: 100s');
    expect([late.status, late.took]).toEqual(['FAILED', 20]);
  });

  it('end with the task', async () => {
    const ended = await run({ TimeoutSeconds: 50 }, 'after: 1h, heartbeats: 20s');
    expect([ended.status, ended.beats, ended.took]).toEqual(['FAILED', [20, 40], 50]);
  });

  it('are planned one at a time', () => {
    const simulation = new Simulation(optionsOf({}, 'after: 365d, heartbeats: 1s'));
    let most = 0;
    for (let count = 0; count < 40; count += 1) {
      void simulation.forward({ granularity: 'state' });
      most = Math.max(most, simulation.world.agenda?.size ?? 0);
    }
    expect(most).toBeLessThanOrEqual(4);
    expect(
      simulation.log().filter(({ message }) => message === 'Ask: heartbeat').length,
    ).toBeGreaterThan(3);
  });

  it.each([
    ['without HeartbeatSeconds no more than a thousand', {}, 1_000],
    ['with HeartbeatSeconds as many as are needed', { HeartbeatSeconds: 60 }, 1_000 + 1_447],
  ])('come in a long time %s', async (_, fields, count) => {
    const { beats, status, took } = await run(fields, 'after: 1d, heartbeats: 1s');
    expect([status, took]).toEqual(['SUCCEEDED', 86_400]);
    expect(beats).toHaveLength(count);
    expect(beats.slice(0, 3)).toEqual([1, 2, 3]);
    expect(beats[999]).toBe(1000);
    if (count > 1_000) expect(beats.slice(1_000, 1_003)).toEqual([1059, 1118, 1177]);
  });

  it('come for a year', async () => {
    const { end, status, took } = await run({}, 'after: 365d, heartbeats: 1s');
    expect([end, status, took]).toEqual(['ended', 'SUCCEEDED', 365 * 86_400]);
  });
});

describe('a duration', () => {
  const problems = (duration: string) =>
    readScenario(
      `scenario: 1\nanswers:\n  - match: { state: A }\n    after: ${duration}\n`,
      'a.scenario.yaml',
    ).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

  it.each(['365d', '8760h', '31536000', '31535999s', '0', '1ms'])('may be %s', (duration) => {
    expect(problems(duration)).toEqual([]);
  });

  it.each([
    ['366d', '"366d"'],
    ['8760.001h', '"8760.001h"'],
    ['31536001', '31536001'],
    ['31536000001ms', '"31536000001ms"'],
    ['1e300', '1e+300'],
  ])('of %s is longer than a year', (duration, shown) => {
    expect(problems(duration)).toEqual([
      `4:12 The scenario.answers[0].after must be at most 365d, since no execution takes longer than a year, not ${shown}.`,
    ]);
  });

  it('is none when it is negative or no number with a unit', () => {
    for (const text of ['-1', '5 weeks', '[]']) {
      expect(problems(text)[0]).toContain('must be a duration such as 300ms');
    }
  });
});
