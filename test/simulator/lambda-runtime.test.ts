import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const handlers = {
  'count.mjs':
    'let n = 0; export const handler = async (event, context) => { console.log("call", ++n); return { n, env: process.env.STAGE, memory: context.memoryLimitInMB, left: context.getRemainingTimeInMillis() > 0 }; };',
  'count.py':
    'import os\nn = 0\ndef handler(event, context):\n    global n\n    n += 1\n    print("call", n)\n    return {"n": n, "env": os.environ["STAGE"], "memory": os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "left": context.get_remaining_time_in_millis() > 0}\n',
  'callback.cjs':
    'exports.handler = (event, context, callback) => setTimeout(() => callback(null, "called back"), 5);',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  for (const [name, text] of Object.entries(handlers)) writeFileSync(join(folder, name), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Two calls, one after the other. */
const twice = JSON.stringify({
  StartAt: 'First',
  States: Object.fromEntries(
    ['First', 'Second'].map((name) => [
      name,
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'f' },
        ResultPath: `$.${name}`,
        ...(name === 'First' ? { Next: 'Second' } : { End: true }),
      },
    ]),
  ),
});

async function run(declared: object) {
  const path = join(folder, 'x.scenario.yaml');
  const text = JSON.stringify({ resources: { functions: { f: declared } } }, undefined, 1);
  const { scenario } = readScenario(text, path);
  if (!scenario) throw new Error('no scenario');
  const simulation = new Simulation({
    program: { path: 'twice.asl.json', document: parse(twice, 'json') },
    scenario,
    input: {},
  });
  try {
    await simulation.run(undefined, { granularity: 'state' });
    const [execution] = simulation.executions();
    const reports = simulation
      .log()
      .filter(({ kind }) => kind === 'functionReturned')
      .map(({ data }) => data as { readonly [name: string]: Json });
    return { snapshot: execution?.snapshot, reports, at: simulation.world.now };
  } finally {
    await simulation.dispose();
  }
}

const payloads = (output: Json | undefined) => {
  const { First, Second } = output as { [state: string]: { Payload: Json } };
  return [First?.Payload, Second?.Payload];
};

describe('functions run through the Runtime API', () => {
  it.each([
    ['Node', 'count.handler', 'nodejs22.x'],
    ['Python', 'count.handler', 'python3.13'],
  ])(
    '%s: cold, then warm; with environment, memory and output',
    async (_language, handler, runtime) => {
      const { snapshot, reports } = await run({
        handler,
        runtime,
        memory: 512,
        timeout: '20s',
        environment: { STAGE: 'test' },
      });
      const expected = { env: 'test', memory: '512', left: true };
      expect(payloads(snapshot?.output)).toEqual([
        { n: 1, ...expected },
        { n: 2, ...expected },
      ]);
      expect(reports).toMatchObject([
        { isColdStart: true, memoryMb: 512, initMs: expect.any(Number) as number },
        { isColdStart: false },
      ]);
      expect(reports.flatMap(({ output = [] }) => output)).toEqual(['call 1', 'call 2']);
      expect(Number(reports[0]?.['billedMs'])).toBeGreaterThan(0);
    },
  );

  it('start cold each time when the scenario says so', async () => {
    const { snapshot } = await run({
      handler: 'count.handler',
      runtime: 'nodejs22.x',
      coldStart: true,
      timeout: '20s',
      environment: { STAGE: 'x' },
    });
    expect(payloads(snapshot?.output)).toMatchObject([{ n: 1 }, { n: 1 }]);
  });

  it('take the virtual time that the scenario gives them', async () => {
    const { reports, at } = await run({
      handler: 'callback.handler',
      runtime: 'nodejs22.x',
      duration: '250ms',
      timeout: '20s',
    });
    expect(reports.map(({ durationMs }) => durationMs)).toEqual([250, 250]);
    expect(at).toBe(Date.parse('2026-01-01T00:00:00.500Z'));
  });

  it('whose port is in use say so with file, line and remedy', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { snapshot } = await run({ handler: 'count.handler', runtime: 'nodejs22.x', port });
    server.close();
    expect(snapshot?.error).toBe('Runtime.Unknown');
    expect(snapshot?.cause).toContain(
      `x.scenario.yaml:7:5: the port ${port} for the Runtime API of \\"f\\" is in use; choose another`,
    );
  });

  it('of a runtime that cannot be run here say what can', async () => {
    const { snapshot } = await run({ handler: 'a.b', runtime: 'ruby3.3' });
    expect(snapshot?.cause).toContain(
      'x.scenario.yaml:6:5: the runtime ruby3.3 of \\"f\\" cannot be run here',
    );
    expect(snapshot?.cause).toContain(`answer the function in the scenario's \\"answers\\"`);
  });

  it('whose toolchain is missing say what to install', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      const { snapshot } = await run({ handler: 'count.handler', runtime: 'python3.13' });
      expect(snapshot?.cause).toContain(
        'Python 3 is needed to run \\"f\\" and was not found (python3)',
      );
    } finally {
      process.env['PATH'] = path;
    }
  });
});
