import { parse, syntaxOf } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation, type StepReport } from '@stepthrough/simulator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../samples/order-fulfilment');
const order = JSON.stringify({
  orderId: 'o-77',
  lines: [
    { sku: 'mug', quantity: 2 },
    { sku: 'tea', quantity: 1 },
  ],
  customer: { trusted: false, card: '4111', email: 'k@example.com', address: 'Kiel' },
});

const scenario = (payment: string, approver = 'order-approvals') => `
scenario: 1
clock: { start: 2026-01-05T09:00:00Z }
seed: 7
resources:
  apis: { shop: { routes: { POST /orders: { integration: StartExecution } } } }
  queues:
    orders.fifo: { contentBasedDeduplication: true }
    order-approvals: { visibilityTimeout: 5m }
    unread: {}
    customer-mail: {}
starts:
  web shop: { http: { method: POST, path: /orders, body: ${order} } }
  partner: { messages: { queue: orders.fifo, send: [{ messageGroupId: p, body: ${order} }] } }
answers:
  - match: { state: ValidateOrder }
    sequence:
      - throw: { error: Lambda.TooManyRequestsException, cause: Rate exceeded. }
      - throw: { error: Lambda.TooManyRequestsException, cause: Rate exceeded. }
      - return: { Payload: { total: 1250, currency: EUR } }
  - match: { function: reserve-stock }
    return: { Payload: { reserved: true } }
  - match: { function: charge-card }
    ${payment}
  - match: { function: book-carrier }
    return: { Payload: { trackingNumber: T-1 } }
  - match: { function: release-stock }
    return: { Payload: {} }
consumers:
  - name: back office
    queue: ${approver}
    script:
      - when: { body: { taskToken: [{ exists: true }] } }
        after: 90s
        do:
          - sendTaskSuccess: { taskToken: '{{ body.taskToken }}', output: { approvedBy: Kim } }
          - deleteMessage: {}
  - name: intake
    queue: orders.fifo
    script: [{ do: [{ startExecution: { input: '{{ body }}' } }, { deleteMessage: {} }] }]
`;

const paid = 'return: { Payload: { receipt: r-1 } }';
const declined = `throw: { error: CardDeclined, cause: No funds }`;

function simulate(file: string, text: string, start?: string): Simulation {
  const path = join(folder, file);
  const read = readScenario(text, 'order.scenario.yaml');
  expect(read.problems).toEqual([]);
  if (!read.scenario) throw new Error('no scenario');
  return new Simulation({
    program: { path, document: parse(readFileSync(path, 'utf8'), syntaxOf(path)) },
    scenario: read.scenario,
    ...(start === undefined ? {} : { start }),
  });
}

/** Seconds from the start at which each state was entered. */
function timeline(simulation: Simulation): readonly string[] {
  const start = Date.parse('2026-01-05T09:00:00Z');
  return simulation
    .log()
    .filter(({ kind }) => kind === 'stateEntered')
    .map(({ at, state }) => `${(at - start) / 1000} ${state}`);
}

describe.each(['order.asl.json', 'order.asl.yaml'])('%s', (file) => {
  it.each(['web shop', 'partner'])('is fulfilled when it starts from %s', async (start) => {
    const simulation = simulate(file, scenario(paid), start);
    const report = await simulation.run(undefined, { granularity: 'state' });
    expect(report.standing).toEqual({ kind: 'ended' });
    expect(simulation.executions().map(({ status }) => status)).toEqual(['SUCCEEDED']);
    const entered = timeline(simulation);
    // Two throttled tries: 2 s, then 4 s; the callback 90 s later; fifteen minutes of cooling off.
    for (const line of [
      '0 ValidateOrder',
      '6 AskForApproval',
      '96 ChargeCard',
      '96 CoolingOff',
      '996 ShipAndTell',
      '996 OrderFulfilled',
    ]) {
      expect(entered).toContain(line);
    }
    const answer = simulation.log().find(({ kind }) => kind === 'httpResponse');
    expect(answer?.message).toBe(
      start === 'web shop' ? 'POST /orders answered with 200' : undefined,
    );
  });

  it('releases the stock when the card is declined', async () => {
    const simulation = simulate(file, scenario(declined));
    await simulation.run(undefined, { granularity: 'state' });
    const [execution] = simulation.executions();
    expect([execution?.status, execution?.snapshot.error]).toEqual(['FAILED', 'CardDeclined']);
    expect(timeline(simulation).map((line) => line.split(' ')[1])).toContain('ReleaseStock');
  });

  it('G27: steps back with queues and clock, and repeats the same future', async () => {
    const simulation = simulate(file, scenario(paid));
    await simulation.run(({ log }: StepReport) =>
      log.some(({ kind }) => kind === 'messageReceived'),
    );
    const { index, world } = simulation;
    const after = await simulation.forward();
    simulation.seek(0);
    expect(simulation.executions()).toEqual([]);
    simulation.seek(index);
    expect(simulation.world).toBe(world);
    expect((await simulation.forward()).index).toBe(after.index);
  });

  it('G3: gives the same trace byte for byte for a seed', async () => {
    const traces = await Promise.all(
      [1, 2].map(async () => {
        const simulation = simulate(file, scenario(paid));
        await simulation.run(undefined, { granularity: 'state' });
        return JSON.stringify([
          simulation.log(),
          simulation.executions().map(({ id }) => simulation.history(id)),
        ]);
      }),
    );
    expect(traces[0]).toBe(traces[1]);
  });

  it('lets the callback time out after a day when no consumer answers', async () => {
    const simulation = simulate(file, scenario(paid, 'unread'));
    await simulation.run(undefined, { granularity: 'state' });
    expect(timeline(simulation)).toContain('86406 ReleaseStock');
  });

  it('stops at a task that nothing answers, and goes on when a person does', async () => {
    const text = scenario(paid).replace('function: charge-card', 'function: someone-else');
    const simulation = simulate(file, text);
    const { standing } = await simulation.run(undefined, { granularity: 'state' });
    expect(standing).toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining(
        'Nothing answers the Task "ChargeCard" (arn:aws:states:::lambda:invoke).',
      ) as string,
    });
    const [task] = simulation.tasks();
    simulation.answer(task?.id ?? '', {
      kind: 'succeeded',
      output: { Payload: { receipt: 'r-2' } },
    });
    const end = await simulation.run(undefined, { granularity: 'state' });
    expect(end.standing).toEqual({ kind: 'ended' });
  });
});

describe('a cyclic wait', () => {
  it('is reported with who waits for what', async () => {
    const definition = `{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "Parameters": {"QueueUrl": "https://sqs/1/q", "MessageBody": "hello"}}}}`;
    const { scenario: read } = readScenario('resources: { queues: { q: {} } }', 'x.scenario.yaml');
    if (!read) throw new Error('no scenario');
    const simulation = new Simulation({
      program: { path: 'ask.asl.json', document: parse(definition, 'json') },
      scenario: read,
      input: {},
    });
    const { standing } = await simulation.run();
    expect(standing).toMatchObject({
      kind: 'stuck',
      message: expect.stringContaining('"Ask" waits for the answer to its task token') as string,
    });
  });
});
