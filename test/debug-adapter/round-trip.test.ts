import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const machine = JSON.stringify({
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Result: [1, 2], ResultPath: '$.items', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: {
        StartAt: 'One',
        States: {
          One: { Type: 'Pass', Parameters: { 'item.$': '$' }, Next: 'Two' },
          Two: { Type: 'Wait', Seconds: 5, End: true },
        },
      },
      ResultPath: '$.done',
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Wait', Seconds: 1, End: true } } },
      ],
      Assign: { 'both.$': '$' },
      Next: 'Last',
    },
    Last: { Type: 'Pass', Parameters: { 'both.$': '$both' }, End: true },
  },
})
  .replaceAll('{"', '{\n"')
  .replaceAll(',"', ',\n"');

/** Everything that a person sees at a stop. */
async function view(driver: Driver): Promise<string> {
  const frames = (await driver.stack()).map(({ name, line }) => `${name}:${line}`);
  const rows = await Promise.all(
    ['State', 'Variables', 'Context object', 'Execution'].map(async (name) =>
      (await driver.scope(name)).map((row) => `${name}.${row.name} = ${row.value}`),
    ),
  );
  return [...frames, ...rows.flat()].join('\n');
}

describe('stepping back undoes stepping', () => {
  const steps = [
    ['from header to header', []],
    ['from field to field', ['stepIn']],
  ] as const;
  it.each(steps)('%s', async (_, before) => {
    const driver = new Driver({ 'machine.asl.json': machine });
    onTestFinished(() => {
      driver.dispose();
    });
    await driver.start({ stopOnEntry: true, input: {} });
    for (const command of before) await driver.move(command);
    const seen = [await view(driver)];
    while (!(await driver.where()).startsWith('Last')) {
      await driver.move('next');
      seen.push(await view(driver));
    }
    expect(seen.length).toBeGreaterThan(3);
    for (const expected of seen.slice(0, -1).toReversed()) {
      await driver.move('stepBack');
      expect(await view(driver)).toBe(expected);
    }
  });

  it('and going on from the beginning again tells the same story', async () => {
    const driver = new Driver({ 'machine.asl.json': machine });
    onTestFinished(() => {
      driver.dispose();
    });
    await driver.start({ stopOnEntry: true, input: {} });
    const walk = async (): Promise<string[]> => {
      const places: string[] = [];
      while (!places.at(-1)?.startsWith('Last')) {
        await driver.move('stepIn');
        places.push(await driver.where());
      }
      return places;
    };
    const first = await walk();
    await driver.move('reverseContinue');
    expect(await walk()).toEqual(first);
  });
});
