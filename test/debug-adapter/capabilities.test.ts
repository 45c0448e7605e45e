import { expect, describe, it, onTestFinished } from 'vitest';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Driver } from './driver.ts';

const machine = `{
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Pass",
      "Assign": { "who": "you" },
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.items",
      "ItemProcessor": {
        "StartAt": "One",
        "States": {
          "One": { "Type": "Pass", "End": true }
        }
      },
      "Next": "Fails"
    },
    "Fails": {
      "Type": "Fail",
      "Error": "Shop.Closed",
      "Cause": "It is late"
    }
  }
}
`;

type Check = (driver: Driver) => Promise<void>;

async function stopAt(driver: Driver, breakpoint: P.SourceBreakpoint): Promise<string> {
  await driver.breakAt([breakpoint]);
  const stop = await driver.move('continue');
  return stop.event === 'terminated' ? 'terminated' : driver.where();
}

/** What each announced capability promises, done. */
const checks: { readonly [C in keyof P.Capabilities]: Check } = {
  supportsConfigurationDoneRequest: async (driver) => {
    const order = driver.client.heard.map((message) => (message as P.Response).command);
    expect(order.indexOf('configurationDone')).toBeLessThan(order.indexOf('launch'));
    await Promise.resolve();
  },
  supportsFunctionBreakpoints: async (driver) => {
    const set = await driver.client.request<P.SetFunctionBreakpointsResponse>(
      'setFunctionBreakpoints',
      { breakpoints: [{ name: 'O?e' }, { name: 'Nowhere' }] },
    );
    expect(set.breakpoints.map(({ verified }) => verified)).toEqual([true, false]);
    const stop = await driver.move('continue');
    expect(stop.body).toMatchObject({ reason: 'function breakpoint' });
    expect(await driver.where()).toBe('One:15');
  },
  supportsConditionalBreakpoints: async (driver) => {
    expect(await stopAt(driver, { line: 15, condition: '$ = 2' })).toBe('One:15');
    expect((await driver.evaluate('$')).body).toMatchObject({ result: '2' });
  },
  supportsHitConditionalBreakpoints: async (driver) => {
    expect(await stopAt(driver, { line: 15, hitCondition: '3' })).toBe('One:15');
    expect((await driver.evaluate('$')).body).toMatchObject({ result: '3' });
  },
  supportsLogPoints: async (driver) => {
    await driver.client.request('setExceptionBreakpoints', { filters: [] });
    expect(await stopAt(driver, { line: 15, logMessage: 'item {$}' })).toBe('terminated');
    expect(driver.output().match(/^item \d$/gm)).toEqual(['item 1', 'item 2', 'item 3']);
  },
  supportsEvaluateForHovers: async (driver) => {
    const body = (await driver.evaluate('$.items', 'hover')).body as P.EvaluateResponse['body'];
    expect(body.result).toBe('(3) [1, 2, 3]');
    expect(await driver.children(body.variablesReference)).toHaveLength(3);
  },
  exceptionBreakpointFilters: async (driver) => {
    const set = async (condition: string): Promise<void> => {
      await driver.client.request('setExceptionBreakpoints', {
        filters: [],
        filterOptions: [{ filterId: 'uncaught', condition }],
      });
    };
    await set('!Shop.*');
    await set('Shop.*');
    expect((await driver.move('continue')).body).toMatchObject({
      reason: 'exception',
      text: 'Shop.Closed: It is late',
    });
  },
  supportsExceptionFilterOptions: async (driver) => {
    await driver.client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'uncaught', condition: '!Shop.*' }],
    });
    expect((await driver.move('continue')).event).toBe('terminated');
  },
  supportsStepBack: async (driver) => {
    await driver.move('next');
    await driver.move('stepBack');
    expect(await driver.where()).toBe('Ask:4');
    await stopAt(driver, { line: 15 });
    await driver.move('reverseContinue');
    expect(await driver.where()).toBe('Ask:4');
  },
  supportsSetVariable: async (driver) => {
    const set = async (scope: string, name: string, value: string): Promise<P.Response> => {
      const { id } = await driver.topFrame();
      const { scopes } = await driver.client.request<P.ScopesResponse>('scopes', { frameId: id });
      const variablesReference = scopes.find((one) => one.name === scope)?.variablesReference;
      return driver.client.ask('setVariable', { variablesReference, name, value });
    };
    expect((await set('State', 'input', '{"items": [8, 9]}')).success).toBe(true);
    await driver.move('next');
    expect((await driver.evaluate('$.items')).body).toMatchObject({ result: '(2) [8, 9]' });
    expect((await set('Variables', 'who', "'me'")).body).toMatchObject({ value: '"me"' });
    expect((await driver.evaluate('$who')).body).toMatchObject({ result: '"me"' });
    expect((await set('Execution', 'name', '"x"')).success).toBe(false);
    await driver.move('stepBack');
    expect((await driver.evaluate('$.items')).body).toMatchObject({ result: '(2) [8, 9]' });
  },
  supportsRestartFrame: async (driver) => {
    await driver.move('stepIn');
    expect(await driver.where()).toBe('Ask ▸ Assign:6');
    const { id } = await driver.topFrame();
    expect((await driver.move('restartFrame', { frameId: id })).body).toMatchObject({
      reason: 'restart',
    });
    expect(await driver.where()).toBe('Ask:4');
  },
  supportsCompletionsRequest: async (driver) => {
    const { id } = await driver.topFrame();
    const at = async (text: string): Promise<readonly string[]> => {
      const body = await driver.client.request<P.CompletionsResponse>('completions', {
        text,
        column: text.length + 1,
        frameId: id,
      });
      return body.targets.map(({ label }) => label);
    };
    expect(await at('$.')).toEqual(['items']);
    expect(await at('States.Array')).toContain('States.ArrayLength');
    expect(await at(':su')).toContain(':succeed');
  },
  supportsRestartRequest: async (driver) => {
    await driver.move('next');
    expect((await driver.move('restart', {})).body).toMatchObject({ reason: 'entry' });
    expect(await driver.where()).toBe('Ask:4');
  },
  supportsExceptionInfoRequest: async (driver) => {
    await driver.move('continue');
    expect(await driver.client.request('exceptionInfo', { threadId: driver.thread })).toEqual({
      exceptionId: 'Shop.Closed',
      description: 'It is late',
      breakMode: 'unhandled',
    });
  },
  supportTerminateDebuggee: async (driver) => {
    expect((await driver.client.ask('disconnect', { terminateDebuggee: true })).success).toBe(true);
    await expect.poll(() => driver.client.isClosed).toBe(true);
  },
  supportsDelayedStackTraceLoading: async (driver) => {
    await stopAt(driver, { line: 15 });
    const page = async (startFrame: number): Promise<P.StackTraceResponse['body']> =>
      driver.client.request<P.StackTraceResponse>('stackTrace', {
        threadId: driver.thread,
        startFrame,
        levels: 1,
      });
    const pages = [await page(0), await page(1)];
    expect(
      pages.map(({ stackFrames, totalFrames }) => [stackFrames[0]?.name, totalFrames]),
    ).toEqual([
      ['One', 2],
      ['Each ▸ ItemProcessor', 2],
    ]);
  },
  supportsLoadedSourcesRequest: async (driver) => {
    const { sources } = await driver.client.request<P.LoadedSourcesResponse>('loadedSources');
    expect(sources.map(({ path }) => path)).toEqual([driver.path('machine.asl.json')]);
  },
  supportsTerminateRequest: async (driver) => {
    expect((await driver.move('terminate')).event).toBe('terminated');
  },
  supportsDataBreakpoints: async (driver) => {
    const info = await driver.client.request<P.DataBreakpointInfoResponse>('dataBreakpointInfo', {
      name: '$who',
    });
    await driver.client.request('setDataBreakpoints', {
      breakpoints: [{ dataId: info.dataId, accessType: 'write' }],
    });
    expect((await driver.move('continue')).body).toMatchObject({
      reason: 'data breakpoint',
      text: '$who: not set → "you"',
    });
  },
  supportsCancelRequest: async (driver) => {
    expect((await driver.client.ask('cancel', { requestId: 1 })).success).toBe(true);
  },
  supportsBreakpointLocationsRequest: async (driver) => {
    const body = await driver.client.request<P.BreakpointLocationsResponse>('breakpointLocations', {
      source: { path: driver.path('machine.asl.json') },
      line: 1,
      endLine: 7,
    });
    expect(body.breakpoints.map(({ line }) => line)).toEqual([4, 6, 7]);
  },
  supportsClipboardContext: async (driver) => {
    const body = (await driver.evaluate('$', 'clipboard')).body as P.EvaluateResponse['body'];
    expect(JSON.parse(body.result)).toEqual({ items: [1, 2, 3] });
  },
};

const announced = await (async () => {
  const driver = new Driver({});
  const body = await driver.client.request<P.InitializeResponse>('initialize', { adapterID: 'x' });
  driver.dispose();
  return body ?? {};
})();

describe('an announced capability is kept:', () => {
  const names = Object.keys(announced).filter((name) => name !== 'completionTriggerCharacters');
  it.each(names)('%s', async (name) => {
    const check = checks[name as keyof P.Capabilities];
    expect(check, 'every announced capability has its check here').toBeDefined();
    const driver = new Driver({ 'machine.asl.json': machine });
    onTestFinished(() => {
      driver.dispose();
    });
    await driver.start({ stopOnEntry: true, input: { items: [1, 2, 3] } });
    await check?.(driver);
  });
});

describe('a request whose capability is not announced is answered with an error:', () => {
  const others = [
    'attach',
    'setExpression',
    'gotoTargets',
    'goto',
    'stepInTargets',
    'terminateThreads',
    'modules',
    'disassemble',
    'readMemory',
    'writeMemory',
    'setInstructionBreakpoints',
    'locations',
  ];
  it.each(others)('%s', async (command) => {
    const driver = new Driver({});
    onTestFinished(() => {
      driver.dispose();
    });
    expect((await driver.client.ask(command)).success).toBe(false);
  });
});
