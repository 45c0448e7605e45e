import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

/** An expression that ends by its limit of time alone. */
const machine = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States: {
    First: { Type: 'Pass', Next: 'Busy' },
    Busy: { Type: 'Pass', Output: `{% $match('${'a'.repeat(45)}!', /^(a+)+$/) %}`, End: true },
  },
});

/** Stands at the first state. */
async function open(): Promise<Driver> {
  const driver = new Driver({ 'machine.asl.json': machine });
  onTestFinished(() => {
    driver.dispose();
  });
  await driver.start({ input: {}, stopOnEntry: true });
  return driver;
}

/** The run has come to the expression, which nothing can have evaluated yet. */
async function untilBusy(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

describe('a run that waits for an expression', () => {
  it('pauses before the expression has ended, and goes on with it', async () => {
    const driver = await open();
    await driver.client.request('continue', { threadId: 1 });
    await untilBusy();
    const stop = await driver.move('pause');
    expect(stop).toMatchObject({ event: 'stopped', body: { reason: 'pause' } });
    expect((await driver.topFrame()).name).toBe('Busy ▸ Output');
    expect((await driver.evaluate('$states.input')).body).toMatchObject({ result: '{}' });
    expect(driver.output()).not.toContain('States.QueryEvaluationError');
    const end = await driver.move('continue');
    expect(JSON.stringify(end.body)).toContain('Expression evaluation timeout');
  });

  it('steps back from there', async () => {
    const driver = await open();
    await driver.client.request('continue', { threadId: 1 });
    await untilBusy();
    await driver.move('pause');
    await driver.move('stepBack');
    expect((await driver.topFrame()).name).toBe('Busy');
    await driver.move('stepBack');
    expect((await driver.topFrame()).name).toBe('First');
    await driver.client.request('continue', { threadId: 1 });
    await untilBusy();
    expect((await driver.move('pause')).body).toMatchObject({ reason: 'pause' });
    expect((await driver.topFrame()).name).toBe('Busy ▸ Output');
  });

  it.each(['terminate', 'disconnect'])(
    'answers %s before the expression has ended',
    async (command) => {
      const driver = await open();
      await driver.client.request('continue', { threadId: 1 });
      await untilBusy();
      expect(await driver.client.ask(command)).toMatchObject({ success: true });
      expect(driver.output()).not.toContain('States.QueryEvaluationError');
    },
  );
});

describe('a condition that keeps the debugger busy', () => {
  it('is no reason to wait for a pause', async () => {
    const driver = new Driver({ 'machine.asl.json': machine });
    onTestFinished(() => {
      driver.dispose();
    });
    const condition = `$match('${'a'.repeat(45)}!', /^(a+)+$/)`;
    await driver.launch({ input: {} }, async () => {
      await driver.client.request('setFunctionBreakpoints', {
        breakpoints: [{ name: 'First', condition }],
      });
    });
    await untilBusy();
    expect((await driver.move('pause')).body).toMatchObject({ reason: 'pause' });
    expect((await driver.topFrame()).name).toBe('First');
  });
});
