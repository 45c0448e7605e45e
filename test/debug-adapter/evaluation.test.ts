/** What expressions see at the places of a run, the groups of values there, and what completes a text. */
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const byPath = {
  StartAt: 'A',
  States: {
    A: {
      Type: 'Pass',
      InputPath: '$.order',
      Parameters: { 'id.$': '$.id' },
      ResultPath: '$.made',
      Assign: { 'seen.$': '$.id', _2: [1] },
      OutputPath: '$.made',
      Next: 'B',
    },
    B: { Type: 'Pass', End: true },
  },
};
const input = { order: { id: 7, list: [1, 2], 'a b': null } };

async function open(machine: object, steps: number): Promise<Driver> {
  const driver = new Driver({ 'machine.asl.json': JSON.stringify(machine, undefined, 2) });
  onTestFinished(() => {
    driver.dispose();
  });
  await driver.start({ input, stopOnEntry: true });
  for (let step = 0; step < steps; step += 1) await driver.move('stepIn');
  return driver;
}

async function value(driver: Driver, expression: string, context?: string): Promise<string> {
  const { success, message = '', body } = await driver.evaluate(expression, context);
  return success ? (body as { readonly result: string }).result : `! ${message}`;
}

describe('at each place of a state', () => {
  it.each<[steps: number, place: string, root: string]>([
    [0, 'A', '{ order: { id: 7, list: [1, 2], a b: null } }'],
    [1, 'A ▸ InputPath', '{ order: { id: 7, list: [1, 2], a b: null } }'],
    [2, 'A ▸ Parameters', '{ id: 7, list: [1, 2], a b: null }'],
  ])('after %i steps at %s, $ is %s', async (steps, place, root) => {
    const driver = await open(byPath, steps);
    expect((await driver.topFrame()).name).toBe(place);
    expect(await value(driver, '$')).toBe(root);
    expect(await value(driver, ' $ ')).toBe(root);
  });
});

describe('an expression', () => {
  it.each<[expression: string, result: string | RegExp]>([
    ['$.order.id', '7'],
    ["$.order['a b']", 'null'],
    ['$.order.list[*]', '(2) [1, 2]'],
    ['$.order.id > 6', 'true'],
    ['$$.State.Name', '"A"'],
    ["'$.order' & $.order.id", '"$.order7"'],
    ['States.ArrayLength($.order.list)', '2'],
    ['States.ArrayLength($.order)', /^! States\.\w+: /],
    ['States.Nothing(1)', /^! /],
    ['{% $states.input.order.id + 1 %}', '8'],
    ['', '! Type an expression, e.g. $.total or $states.input.'],
    ['$seen', '! There is no variable $seen here; none is assigned yet.'],
    ['$.nothing', "! No results for path: $['nothing']"],
  ])('%s at a header of JSONPath gives %s', async (expression, result) => {
    const driver = await open(byPath, 0);
    const found = await value(driver, expression);
    if (typeof result === 'string') expect(found).toBe(result);
    else expect(found).toMatch(result);
  });

  it('sees variables, and tells which there are', async () => {
    const driver = await open(byPath, 0);
    await driver.move('next');
    expect(await value(driver, '$seen + 1')).toBe('8');
    expect(await value(driver, '$none')).toBe(
      '! There is no variable $none here; there are $seen, $_2.',
    );
  });

  it.each<[context: string, object: string]>([
    ['watch', '{ id: 7, list: [1, 2], a b: null }'],
    ['repl', '{ id: 7, list: [1, 2], a b: null }'],
    ['clipboard', JSON.stringify(input.order, undefined, 2)],
  ])('is shown in %s as short as is wanted there', async (context, object) => {
    const driver = await open(byPath, 0);
    expect(await value(driver, '$.order', context)).toBe(object);
    const long = `"${'x'.repeat(120)}"`;
    expect(await value(driver, long, context)).toBe(
      context === 'watch' ? `${long.slice(0, 100)}…` : long,
    );
  });
});

describe('the values of a state', () => {
  it('are those of its header, where its input can be changed', async () => {
    const driver = await open(byPath, 0);
    const rows = await driver.scope('State');
    expect(rows.map(({ name, value: shown, evaluateName }) => [name, shown, evaluateName])).toEqual(
      [
        ['input', '{ order: { id: 7, list: [1, 2], a b: null } }', '$'],
        ['phase', '"enter"', undefined],
      ],
    );
    expect(rows[0]?.presentationHint).toBeUndefined();
  });

  it('are read only inside it', async () => {
    const driver = await open(byPath, 1);
    const [row] = await driver.scope('State');
    expect(row?.presentationHint).toEqual({ attributes: ['readOnly'] });
  });

  it('come with the context, the variables and the execution', async () => {
    const driver = await open(byPath, 0);
    await driver.move('next');
    const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', {
      frameId: (await driver.topFrame()).id,
    });
    expect(scopes.map(({ name, expensive }) => [name, expensive])).toEqual([
      ['State', false],
      ['Variables', false],
      ['Context object', false],
      ['Execution', false],
    ]);
    expect(
      (await driver.scope('Variables')).map((row) => [row.name, row.value, row.evaluateName]),
    ).toEqual([
      ['seen', '7', '$seen'],
      ['_2', '(1) [1]', '$_2'],
    ]);
    const context = await driver.scope('Context object');
    expect(context.find(({ name }) => name === 'State')?.evaluateName).toBe('$$.State');
    const execution = await driver.scope('Execution');
    expect(execution.map(({ name }) => name)).toEqual([
      'name',
      'status',
      'input',
      'started',
      'virtual time',
    ]);
  });

  it('have the names of JSONata there, and those of an item in a Map', async () => {
    const driver = await open(
      {
        QueryLanguage: 'JSONata',
        StartAt: 'Each',
        States: {
          Each: {
            Type: 'Map',
            Items: '{% $states.input.order.list %}',
            ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
            End: true,
          },
        },
      },
      0,
    );
    expect((await driver.scope('State'))[0]?.evaluateName).toBe('$states.input');
    await driver.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'One' }] });
    await driver.move('continue');
    const item = await driver.scope('Map item');
    expect(item.map((row) => [row.name, row.value, row.evaluateName])).toEqual([
      ['Index', '0', '$states.context.Map.Item.Index'],
      ['Value', '1', '$states.context.Map.Item.Value'],
    ]);
  });
});

describe('what completes a text', () => {
  it.each<[text: string, labels: readonly string[], start: number]>([
    ['$.', ['order'], 2],
    ['1 + $.order.', ['id', 'list', 'a b'], 12],
    ['$.order.li', ['id', 'list', 'a b'], 8],
    ['$.order.list.', [], 0],
    ['$s', ['$seen'], 0],
    ['1 + $_', ['$_2'], 4],
    ['$$', ['$$'], 0],
    ['States.StringTo', ['States.StringToJson'], 0],
    [
      ':ti',
      [
        ':help',
        ':succeed',
        ':fail',
        ':tasks',
        ':send-task-success',
        ':send-task-failure',
        ':send-task-heartbeat',
        ':events',
        ':time',
      ],
      0,
    ],
    [':succeed {', [], 0],
  ])('%s: %j', async (text, labels, start) => {
    const driver = await open(byPath, 0);
    await driver.move('next');
    await driver.client.request('setVariable', {
      variablesReference: (
        await driver.client.request<P.ScopesResponse>('scopes', {
          frameId: (await driver.topFrame()).id,
        })
      ).scopes[0]?.variablesReference,
      name: 'input',
      value: JSON.stringify(input),
    });
    const { targets } = await driver.client.request<P.CompletionsResponse>('completions', {
      text: `${text} and more`,
      column: text.length + 1,
      frameId: (await driver.topFrame()).id,
    });
    expect(targets.map(({ label }) => label)).toEqual(labels);
    for (const target of targets) {
      expect([target.start, target.length]).toEqual([start, text.length - start]);
    }
  });
});
