/** What the Runtime API lets a function do, and what it refuses, asked as a hostile or careless function would. */
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const call = {
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', Payload: { 'n.$': '$' } },
      End: true,
    },
  },
};

/** The answer to the last of several calls, one after the other. */
const calls = (count: number) => ({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 1,
      ItemProcessor: call,
      OutputPath: `$[${count - 1}]`,
      End: true,
    },
  },
});

/** The payload of a handler's answer, or the error of it; and what it has written. */
async function run(
  code: string,
  {
    runtime = 'nodejs22.x',
    timeout = '20s',
    times = 1,
  }: { runtime?: 'nodejs22.x' | 'python3.13'; timeout?: string; times?: number } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-api-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, runtime.startsWith('node') ? 'f.mjs' : 'f.py'), code);
  const declared = { f: { handler: 'f.handler', runtime, timeout } };
  const { scenario } = readScenario(
    JSON.stringify({ resources: { functions: declared } }),
    join(folder, 'x.scenario.yaml'),
  );
  if (!scenario) throw new Error('no scenario');
  const definition = JSON.stringify(times === 1 ? call : calls(times));
  const program = { path: 'm.asl.json', document: parse(definition, 'json') };
  const input = Array.from({ length: times }, (_, index) => index);
  const simulation = new Simulation({ program, scenario, input });
  try {
    await simulation.run(undefined, { granularity: 'state' });
    const { output, error, cause = '' } = simulation.executions()[0]?.snapshot ?? {};
    const [report] = simulation.log().filter(({ kind }) => kind === 'functionReturned');
    const { output: written = [] } = report?.data as { readonly output?: readonly string[] };
    const payload = (output as { readonly Payload?: Json } | undefined)?.Payload;
    const message = cause.startsWith('{')
      ? (JSON.parse(cause) as { errorMessage: string }).errorMessage
      : cause;
    return { payload, error, message, written };
  } finally {
    await simulation.dispose();
  }
}

/** A Node handler that asks the API itself; `call` gives status and text. */
const asking = (body: string): string => `
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API;
const runtime = '/2018-06-01/runtime/';
const call = async (path, options = {}) => {
  const response = await fetch(path.startsWith('http') ? path : api + runtime + path, { method: 'POST', ...options });
  return response.status + ' ' + (await response.text());
};
export const handler = async (event, { awsRequestId: id }) => { ${body} };`;

describe('an answer that is none', () => {
  it.each(['nan', 'inf', '-inf'])(
    'as Python writes %s is an error of the function',
    async (value) => {
      const { error, message } = await run(
        `def handler(event, context):\n    return {"mean": float("${value}")}\n`,
        { runtime: 'python3.13' },
      );
      expect(error).toBe('Runtime.MarshalError');
      expect(message).toMatch(/^Unable to marshal response: it is not JSON \(/);
    },
  );

  it('as Python cannot write it is the error that Lambda gives', async () => {
    const { error, message } = await run('def handler(event, context):\n    return {1, 2}\n', {
      runtime: 'python3.13',
    });
    expect(error).toBe('Runtime.MarshalError');
    expect(message).toBe('Unable to marshal response: Object of type set is not JSON serializable');
  });

  it.each([
    ['half an object', '{"a":', /it is not JSON/],
    ['words', 'hello', /it is not JSON/],
    ['bytes', '\\u0000\\uffff', /it is not JSON/],
    [
      '1001 lists in each other',
      "' + '['.repeat(1001) + ']'.repeat(1001) + '",
      /nests deeper than 1000/,
    ],
    ['100,000 lists in each other', "' + '['.repeat(100_000) + '", /nests deeper than 1000/],
  ])('%s is an error of the function', async (_name, body, says) => {
    const { error, message } = await run(
      asking(`await call('invocation/' + id + '/response', { body: '${body}' });`),
    );
    expect(error).toBe('Runtime.MarshalError');
    expect(message).toMatch(says);
  });

  it.each([
    ['nothing', '', null],
    [
      'brackets in a string',
      `{"a":"${'['.repeat(1200)}\\\\\\\\\\\\"["}`,
      { a: `${'['.repeat(1200)}\\"[` },
    ],
  ])('but %s is one', async (_name, body, payload) => {
    const answered = await run(
      asking(`await call('invocation/' + id + '/response', { body: '${body}' });`),
    );
    expect(answered.payload).toEqual(payload);
  });

  it('1000 lists in each other are one', async () => {
    const { payload } = await run(
      asking(
        `await call('invocation/' + id + '/response', { body: '['.repeat(1000) + ']'.repeat(1000) });`,
      ),
    );
    expect(JSON.stringify(payload)).toBe('['.repeat(1000) + ']'.repeat(1000));
  });

  it.each([6_291_557, 20_000_000])('of %i bytes is refused in the words of AWS', async (size) => {
    const { error, message } = await run(
      `export const handler = () => Promise.resolve('x'.repeat(${size} - 2));`,
    );
    expect(error).toBe('Function.ResponseSizeTooLarge');
    expect(message).toBe(
      'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    );
  });

  it('of 6291556 bytes is taken by Lambda', async () => {
    const { error } = await run(
      `export const handler = () => Promise.resolve('x'.repeat(6291556 - 2));`,
    );
    // Step Functions takes 262,144 bytes of what Lambda lets pass.
    expect(error).toBe('States.DataLimitExceeded');
  });
});

describe('the Runtime API', () => {
  it('takes one answer, to the invocation that is under way', async () => {
    const { payload } = await run(
      `let heard;
      ${asking(`
        if (heard) return heard;
        heard = [];
        const say = async (path, body, more = {}) => heard.push(await call(path, { body, ...more }));
        await say('invocation/11111111-1111-4111-8111-111111111111/response', '"forged"');
        await say('invocation/' + id + 'x/response', '"forged"');
        await say('invocation/' + id + '/response', '"forged"', { method: 'PUT' });
        await say('init/error', '{}');
        await say('invocation/' + id + '/response', '"mine"');
        await say('invocation/' + id + '/response', '"again"');
        await say('invocation/' + id + '/error', '"again"');
        return 'at last';
      `)}`,
      { times: 2 },
    );
    const refused = (from: string, to: string): string =>
      `403 {"errorMessage":"State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}`;
    const unknown = '400 {"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}';
    expect(payload).toEqual([
      unknown,
      unknown,
      '405 {"message":"PUT is not answered here."}',
      refused('Ready', 'InitError'),
      '202 {"status":"OK"}',
      refused('ResponseSent', 'InvocationResponse'),
      refused('ResponseSent', 'InvocationErrorResponse'),
    ]);
  });

  it('refuses who does not know its path, and web pages that do', async () => {
    const { payload } = await run(
      asking(`
        const path = runtime + 'invocation/' + id + '/response';
        const [origin] = api.match(/^http:..[^/]+/);
        const forged = { body: '"forged"' };
        return [
          await call(origin + path, forged),
          await call(origin + '/x' + path, forged),
          await call(api.slice(0, -1) + path, forged),
          await call(api + path, { ...forged, headers: { Origin: 'https://example.com' } }),
          await call(api + '/', forged),
        ].map((text) => text.slice(0, 3));
      `),
    );
    expect(payload).toEqual(['403', '403', '403', '403', '404']);
  });

  it('refuses an answer before the first invocation is asked for', async () => {
    const { payload } = await run(`
      const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/x/response';
      const { status } = await fetch(api, { method: 'POST', body: '1' });
      export const handler = () => Promise.resolve(status);`);
    expect(payload).toBe(403);
  });

  it('refuses what answers after the timeout', async () => {
    const { error, message } = await run(
      'export const handler = () => new Promise((r) => setTimeout(() => r("late"), 60_000));',
      { timeout: '1s' },
    );
    expect(error).toBe('Sandbox.Timedout');
    expect(message).toMatch(/Error: Task timed out after 1\.00 seconds$/);
  });

  it('lives on when it hears no HTTP', async () => {
    const { payload } = await run(`
      import { connect } from 'node:net';
      export const handler = async () => {
        const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split('/')[0].split(':');
        return new Promise((resolve) => {
          const socket = connect(Number(port), host, () => socket.write('nonsense\\r\\n\\r\\n'));
          socket.on('data', (data) => resolve(data.toString().slice(0, 12)));
        });
      };`);
    expect(payload).toBe('HTTP/1.1 400');
  });

  it('serves a warm function for as long as it is asked', async () => {
    const { payload } = await run('let n = 0; export const handler = async () => ++n;', {
      times: 40,
    });
    expect(payload).toBe(40);
  });
});

describe('what a handler writes', () => {
  it.each([49, 50, 51])('of %i lines, the last 50 are kept', async (count) => {
    const { written } = await run(
      `export const handler = async () => { for (let i = 1; i <= ${count}; i++) console.log('line ' + i); };`,
    );
    expect(written.length).toBe(Math.min(count, 50));
    expect(written[0]).toBe(`line ${Math.max(count - 49, 1)}`);
    expect(written.at(-1)).toBe(`line ${count}`);
  });

  it.each([1999, 2000, 2001, 5_000_000])(
    'a line of %i characters is kept up to 2000',
    async (length) => {
      const { written } = await run(
        `export const handler = () => new Promise((r) => process.stdout.write('é'.repeat(${length}) + '\\nnext\\n', r));`,
      );
      const kept = 'é'.repeat(Math.min(length, 2000));
      expect(written).toEqual([length > 2000 ? `${kept}…` : kept, 'next']);
    },
  );

  it('of 200 MB leaves the last lines, and the run goes on', async () => {
    const { payload, written } = await run(`
      import { writeSync } from 'node:fs';
      export const handler = async () => {
        const chunk = ('x'.repeat(99) + '\\n').repeat(10_000);
        for (let i = 0; i < 200; i++) writeSync(1, chunk);
        writeSync(2, 'the end');
        return 'done';
      };`);
    expect(payload).toBe('done');
    expect(written).toHaveLength(50);
    expect(written.at(-1)).toBe('the end');
  });
});
