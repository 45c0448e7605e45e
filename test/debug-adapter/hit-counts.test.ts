/** When a breakpoint stops, by how often it was hit; each hit of the loop adds one to `$n`. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const loop = `{
  "StartAt": "Count",
  "States": {
    "Count": {
      "Type": "Pass",
      "Parameters": { "n.$": "States.MathAdd($.n, 1)" },
      "Assign": { "seen.$": "$.n" },
      "Next": "More"
    },
    "More": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.n", "NumericLessThan": 7, "Next": "Count" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
`;
const more = 10;

function open(states?: object): Driver {
  const machine = states
    ? JSON.stringify({ StartAt: Object.keys(states)[0], States: states })
    : loop;
  const driver = new Driver({ 'machine.asl.json': machine });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

async function value(driver: Driver): Promise<string> {
  const { body } = await driver.evaluate('$.n');
  return (body as { readonly result: string }).result;
}

/** The values of `$.n` at the stops of the whole run. */
async function stopsOf(driver: Driver, configure: () => Promise<unknown>): Promise<string> {
  await driver.launch({ input: { n: 0 } }, async () => void (await configure()));
  const stops: string[] = [];
  for (let stop = await driver.stop(); stop.event === 'stopped';) {
    stops.push(await value(driver));
    stop = await driver.move('continue');
  }
  return stops.join(' ');
}

describe('a breakpoint with a hit condition stops', () => {
  it.each([
    ['3', '3'],
    ['= 3', '3'],
    ['== 3', '3'],
    ['> 5', '6 7'],
    ['>= 5', '5 6 7'],
    ['< 3', '1 2'],
    ['<= 3', '1 2 3'],
    ['% 3', '3 6'],
    ['% 1', '1 2 3 4 5 6 7'],
    ['8', ''],
  ])('%s: at %s', async (hitCondition, stops) => {
    const driver = open();
    expect(await stopsOf(driver, async () => driver.breakAt([{ line: more, hitCondition }]))).toBe(
      stops,
    );
  });

  it('only counting where its condition holds', async () => {
    const driver = open();
    const breakpoint = { line: more, condition: '$.n > 3', hitCondition: '% 2' };
    expect(await stopsOf(driver, async () => driver.breakAt([breakpoint]))).toBe('5 7');
  });

  it.each(['0 %', '% 0', 'often', '-1', '!= 2'])('or is refused: %s', async (hitCondition) => {
    const driver = open();
    await driver.launch({ input: { n: 0 }, stopOnEntry: true });
    const [answer] = await driver.breakAt([{ line: more, hitCondition }]);
    expect(answer).toMatchObject({
      verified: false,
      message: `The hit count "${hitCondition}" is not understood: write a number, or one of >, >=, <, <=, %, = before it.`,
    });
  });
});

describe('a data breakpoint with a hit condition', () => {
  it.each([
    ['= 2', '2'],
    ['<= 2', '1 2'],
    ['% 3', '3 6'],
  ])('%s stops at those changes of the variable', async (hitCondition, stops) => {
    const driver = open();
    const set = async (): Promise<unknown> =>
      driver.client.request('setDataBreakpoints', {
        breakpoints: [{ dataId: 'variable:seen', hitCondition }],
      });
    expect(await stopsOf(driver, set)).toBe(stops);
  });
});

describe('after going back, a hit counts as the one that it was', () => {
  it('when the run only repeats what happened', async () => {
    const driver = open();
    await driver.launch({ input: { n: 0 } }, async () => {
      await driver.breakAt([{ line: more, hitCondition: '>= 3' }]);
    });
    await driver.stop();
    await driver.move('continue');
    expect(await value(driver)).toBe('4');
    await driver.move('reverseContinue');
    expect(await value(driver)).toBe('3');
    expect(await driver.move('reverseContinue')).toMatchObject({
      body: { description: 'Start of execution' },
    });
    await driver.move('continue');
    expect(await value(driver)).toBe('3');
  });

  it('and not those of a future that was dropped', async () => {
    const pass = (next?: string): object => ({
      Type: 'Pass',
      ...(next === undefined ? { End: true } : { Next: next }),
    });
    const driver = open({
      Begin: pass('Which'),
      Which: {
        Type: 'Choice',
        Choices: [{ Variable: '$.far', BooleanEquals: false, Next: 'Spot1' }],
        Default: 'Detour1',
      },
      Detour1: pass('Detour2'),
      Detour2: pass('Spot1'),
      Spot1: pass('Spot2'),
      Spot2: pass(),
    });
    await driver.launch({ input: { far: false } }, async () => {
      await driver.client.request('setFunctionBreakpoints', {
        breakpoints: [{ name: 'Spot*', hitCondition: '= 2' }],
      });
    });
    await driver.stop();
    expect(await driver.where()).toMatch(/^Spot2/);
    await driver.move('reverseContinue');
    const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', {
      frameId: (await driver.topFrame()).id,
    });
    const variablesReference = scopes[0]?.variablesReference;
    const value = '{"far": true}';
    await driver.client.request('setVariable', { variablesReference, name: 'input', value });
    await driver.move('continue');
    expect(await driver.where()).toMatch(/^Spot2/);
  });
});
