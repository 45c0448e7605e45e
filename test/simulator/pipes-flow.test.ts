import { parse, type Json } from '@stepthrough/asl';
import { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, start } from './world.ts';

const machine = (states: object, startAt = 'A') =>
  JSON.stringify({ StartAt: startAt, States: states });
const passes = machine({ A: { Type: 'Pass', End: true } });
const fails = machine({ A: { Type: 'Fail', Error: 'E' } });
/** Names the first record as failed. */
const partial = machine({
  A: {
    Type: 'Pass',
    Parameters: { batchItemFailures: [{ 'itemIdentifier.$': '$[0].messageId' }] },
    End: true,
  },
});
const enrich = machine({ A: { Type: 'Pass', Result: [{ enriched: true }], End: true } });

/** Sends two messages, lets a second pass, and gives inputs, what is left, and the log. */
async function flow(
  pipe: string,
  target: string,
  more = '',
  bodies: readonly Json[] = [{ n: 1 }, { n: 2 }],
) {
  const scenario = scenarioOf(`
resources:
  queues: { q: { visibilityTimeout: 30s } }
  functions:
    good: { answers: [{ return: [{ from: lambda }] }] }
    none: { answers: [{ return: [] }] }
    bad: { answers: [{ throw: { error: E, cause: no } }] }
  pipes: { p: { source: q, batchSize: 2, batchWindow: 1s, ${pipe} } }
${more}`);
  const program = (name: string, text: string, type: 'STANDARD' | 'EXPRESS') => ({
    path: `${name}.asl.json`,
    document: parse(text, 'json'),
    type,
  });
  const isExpress = pipe.includes('target: express');
  const simulation = new Simulation({
    program: program('main', passes, 'STANDARD'),
    machines: {
      target: program('target', target, 'STANDARD'),
      express: program('express', target, 'EXPRESS'),
      more: program('more', enrich, 'EXPRESS'),
    },
    scenario,
    clockStart: start,
    input: {},
  });
  for (const [client, body] of bodies.entries()) {
    const request = {
      QueueUrl: 'q',
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    };
    simulation.call(client, { service: 'sqs', operation: 'SendMessage', request });
  }
  for (;;) {
    const at = simulation.nextAt();
    if (at === undefined || at > start + 2000) break;
    await simulation.forward({ granularity: 'state' });
  }
  const wanted = isExpress ? 'express' : 'target';
  return {
    inputs: simulation
      .executions()
      .filter((one) => one.machine === wanted)
      .map(({ input }) => input),
    left: simulation.queues()[0]?.messages.length,
    log: simulation
      .log()
      .map(({ message }) => message)
      .join('\n'),
  };
}

describe('G16: a pipe from a queue to a state machine', () => {
  it('hands over a list of records, bodies as texts', async () => {
    const { inputs, left } = await flow('target: target', passes);
    expect(inputs).toMatchObject([
      [{ body: '{"n":1}', eventSource: 'aws:sqs' }, { body: '{"n":2}' }],
    ]);
    expect(left).toBe(0);
  });

  it('filters by the body as JSON, and deletes what does not match', async () => {
    const { inputs, left } = await flow('target: target, filter: [{ body: { n: [2] } }]', passes);
    expect(inputs).toMatchObject([[{ body: '{"n":2}' }]]);
    expect(left).toBe(0);
  });

  it('applies its template to each record', async () => {
    const template = `'{"number": <$.body.n>, "text": "no <$.body.n> of <aws.pipes.pipe-name>", "all": <$.body>, "list": <$.body.l[1]>}'`;
    const { inputs } = await flow(`target: target, inputTemplate: ${template}`, passes, '', [
      { n: 1, l: [5, 6] },
    ]);
    expect(inputs).toEqual([[{ number: 1, text: 'no 1 of p', all: { n: 1, l: [5, 6] }, list: 6 }]]);
  });

  it.each<[string, string, Json]>([
    ['a function', 'good', { from: 'lambda' }],
    ['an Express state machine', 'more', { enriched: true }],
  ])('enriches with %s', async (_what, enrichment, item) => {
    const { inputs, left } = await flow(`target: target, enrichment: ${enrichment}`, passes);
    expect(inputs).toEqual([[item]]);
    expect(left).toBe(0);
  });

  it('starts nothing when the enrichment gives nothing', async () => {
    expect(await flow('target: target, enrichment: none', passes)).toMatchObject({
      inputs: [],
      left: 0,
    });
  });

  it('keeps the messages when the enrichment fails', async () => {
    expect(await flow('target: target, enrichment: bad', passes)).toMatchObject({
      inputs: [],
      left: 2,
    });
  });

  it('fire and forget: a failing execution never sends a message back', async () => {
    const { inputs, left } = await flow('target: target, invocation: FIRE_AND_FORGET', fails);
    expect([inputs.length, left]).toEqual([1, 0]);
  });

  it('request and response: a failing execution sends them back', async () => {
    const { left, log } = await flow('target: express', fails);
    expect(left).toBe(2);
    expect(log).toContain('Pipe p: the execution FAILED; 2 of its 2 records stay in q');
  });

  it('request and response: the execution may name the messages that failed', async () => {
    expect((await flow('target: express', partial)).left).toBe(1);
  });
});
