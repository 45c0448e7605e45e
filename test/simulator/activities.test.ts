import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const activityArn = 'arn:aws:states:us-east-1:123456789012:activity:pick';
const machine = (seconds: number): string =>
  JSON.stringify({
    StartAt: 'Later',
    States: {
      Later: { Type: 'Wait', Seconds: seconds, Next: 'Pick' },
      Pick: { Type: 'Task', Resource: activityArn, End: true },
    },
  });
const scenario = '{ scenario: 1, resources: { activities: [pick] } }';

async function poll(seconds: number) {
  const world = new TestWorld(scenario, machine(seconds), { input: { n: 1 } });
  const first = await world.call('states', 'GetActivityTask', { activityArn, workerName: 'ann' });
  return { world, first };
}

describe('GetActivityTask from outside', () => {
  it('waits for a task and gets it at once when it comes', async () => {
    const { world, first } = await poll(30);
    expect(first.value).toBe('waiting');
    await world.pass(29_999);
    expect(world.reply().value).toBe('waiting');
    await world.pass(1);
    const { taskToken, input } = world.reply().value as { taskToken: string; input: string };
    expect(input).toBe('{"n":1}');
    await world.pass(60_000);
    const done = await world.call('states', 'SendTaskSuccess', { taskToken, output: '2' });
    expect(done.ok).toBe(true);
  });

  it('is told after 60 seconds that there is none, and then has nothing to do with later tasks', async () => {
    const { world } = await poll(61);
    await world.pass(59_999);
    expect(world.reply().value).toBe('waiting');
    await world.pass(1);
    expect(world.reply()).toEqual({ ok: true, value: { taskToken: null, input: null } });
    await world.pass(1000);
    const next = await world.call('states', 'GetActivityTask', { activityArn });
    expect(next.value).toMatchObject({ input: '{"n":1}' });
  });

  it('gives the oldest task of the activity that nobody has taken and that has not ended', async () => {
    const branch = (name: string, activity: string, after: number, timeout = 600) => ({
      StartAt: `${name}Later`,
      States: {
        [`${name}Later`]: { Type: 'Wait', Seconds: after, Next: name },
        [name]: {
          Type: 'Task',
          Resource: `arn:aws:states:us-east-1:123456789012:activity:${activity}`,
          TimeoutSeconds: timeout,
          Parameters: { name },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: `${name}Rest` }],
          End: true,
        },
        [`${name}Rest`]: { Type: 'Pass', End: true },
      },
    });
    const both = JSON.stringify({
      StartAt: 'All',
      States: {
        All: {
          Type: 'Parallel',
          Branches: [
            branch('Third', 'pick', 3),
            branch('Second', 'pick', 2),
            branch('Gone', 'pick', 1, 5),
            branch('Other', 'pack', 1),
          ],
          End: true,
        },
      },
    });
    const activities = '{ scenario: 1, resources: { activities: [pick, pack] } }';
    const world = new TestWorld(activities, both, { input: {} });
    await world.pass(10_000);
    const given: unknown[] = [];
    for (let count = 0; count < 2; count += 1) {
      const { value } = await world.call('states', 'GetActivityTask', { activityArn });
      given.push(JSON.parse((value as { input: string }).input));
    }
    expect(given).toEqual([{ name: 'Second' }, { name: 'Third' }]);
    const third = await world.call('states', 'GetActivityTask', { activityArn });
    expect(third.value).toBe('waiting');
  });
});
