/** Where each kind of step ends: at the next state, inside it, or behind what is around it. */
import { expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const machine = {
  StartAt: 'First',
  States: {
    First: { Type: 'Pass', Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'X',
          States: { X: { Type: 'Pass', Next: 'Y' }, Y: { Type: 'Pass', End: true } },
        },
      ],
      Next: 'Last',
    },
    Last: { Type: 'Pass', Parameters: { 'a.$': '$' }, End: true },
  },
};

/** The state in which the run stands after some steps from the entry on, or that it has ended. */
async function after(steps: string): Promise<string> {
  const driver = new Driver({ 'machine.asl.json': JSON.stringify(machine, undefined, 2) });
  onTestFinished(() => {
    driver.dispose();
  });
  let stop = await driver.start({ input: {}, stopOnEntry: true });
  for (const step of steps.split(' ').filter((each) => each !== '')) {
    if (stop.event !== 'stopped') return `ended before ${step}`;
    stop = await driver.move(step);
  }
  if (stop.event !== 'stopped') return 'ended';
  const [top] = await driver.stack();
  return top?.name.split(' ')[0] ?? '';
}

it.each<[steps: string, state: string]>([
  ['', 'First'],
  ['next', 'Both'],
  ['stepIn', 'First'],
  ['stepOut', 'ended'],
  ['next next', 'Last'],
  // Inside a state a step is a field, and those of Both come before its branch.
  ['next stepIn', 'Both'],
  ['next stepIn stepIn', 'X'],
  ['next stepIn stepIn stepBack', 'Both'],
  ['next stepOut', 'ended'],
  ['next stepIn stepIn next', 'Y'],
  ['next stepIn stepIn stepOut', 'Both'],
  ['next stepIn stepIn next next', 'Both'],
  ['next stepIn stepIn next stepIn', 'Y'],
  ['next stepIn stepIn next stepOut', 'Both'],
  ['next next next', 'ended'],
  ['next next stepOut', 'ended'],
  ['next next stepIn', 'Last'],
  ['next next stepIn stepOut', 'ended'],
  ['stepBack', 'First'],
  ['next stepBack', 'First'],
  ['next next stepBack', 'Both'],
  ['next next stepBack stepBack', 'First'],
  ['next next stepBack next', 'Last'],
  ['next stepIn stepIn stepBack', 'Both'],
  ['next stepIn stepIn next stepBack', 'X'],
  ['next stepIn stepIn next stepBack stepBack stepBack stepBack', 'First'],
  ['next stepIn stepIn next next stepBack', 'Y'],
  ['next next reverseContinue', 'First'],
  ['next next reverseContinue next', 'Both'],
])('after the steps "%s" the run stands at %s', async (steps, state) => {
  expect(await after(steps)).toBe(state);
});

it('a run that goes back halts at a breakpoint on its very first state', async () => {
  const text = JSON.stringify(machine, undefined, 2);
  const driver = new Driver({ 'machine.asl.json': text });
  onTestFinished(() => {
    driver.dispose();
  });
  const line = text.split('\n').findIndex((each) => each.includes('"First": {')) + 1;
  await driver.launch(
    { input: {}, stopOnEntry: true },
    async () => void (await driver.breakAt([line])),
  );
  await driver.stop();
  await driver.move('next');
  const stop = await driver.move('reverseContinue');
  expect(stop.body).toMatchObject({ reason: 'breakpoint' });
});
