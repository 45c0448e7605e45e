import { parse } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const handlers = {
  'double.mjs':
    'export const handler = async ({ n }) => { if (n < 0) throw new RangeError("negative"); return { n: n * 2 }; };',
  'crash.mjs': 'export const handler = () => process.exit(3);',
  'slow.mjs': 'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
  'triple.py':
    'def handler(event, context):\n    if event["n"] < 0:\n        raise ValueError("negative")\n    return {"n": event["n"] * 3}\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlers-'));
  for (const [name, text] of Object.entries(handlers)) writeFileSync(join(folder, name), text);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const definition = `{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
  "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload",
  "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}}`;

async function run(handler: string, runtime: string, n: number) {
  // Of real time: short where it is to be used up, long enough for a busy machine elsewhere.
  const timeout = handler === 'slow.handler' ? '2s' : '30s';
  const text = `resources: { functions: { f: { handler: ${handler}, runtime: ${runtime}, timeout: ${timeout} } } }`;
  const { scenario } = readScenario(text, join(folder, 'x.scenario.yaml'));
  if (!scenario) throw new Error('no scenario');
  const simulation = new Simulation({
    program: { path: 'call.asl.json', document: parse(definition, 'json') },
    scenario,
    input: { n },
  });
  await simulation.run();
  await simulation.dispose();
  const [execution] = simulation.executions();
  const { output, error, cause } = execution?.snapshot ?? {};
  return { output, error, cause };
}

describe('real handlers', () => {
  it.each([
    ['Node', 'double.handler', 'nodejs22.x', { n: 42 }],
    ['Python', 'triple.handler', 'python3.13', { n: 63 }],
  ])('of %s are run', async (_language, handler, runtime, output) => {
    expect((await run(handler, runtime, 21)).output).toEqual(output);
  });

  it.each([
    ['a Node error', 'double.handler', 'nodejs22.x', 'RangeError', 'negative'],
    ['a Python error', 'triple.handler', 'python3.13', 'ValueError', 'negative'],
    [
      'a crash',
      'crash.handler',
      'nodejs22.x',
      'Runtime.ExitError',
      'Runtime exited with error: exit status 3',
    ],
    [
      'no answer in time',
      'slow.handler',
      'nodejs22.x',
      'Sandbox.Timedout',
      'Task timed out after 2.00 seconds',
    ],
    [
      'a missing file',
      'nothing.handler',
      'nodejs22.x',
      'Runtime.ImportModuleError',
      'Cannot find module',
    ],
  ])('fail with %s', async (_what, handler, runtime, error, message) => {
    const failed = await run(handler, runtime, -1);
    expect(failed.error).toBe(error);
    expect(failed.cause).toContain(message);
  });
});
