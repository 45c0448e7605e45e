/** Measurements of the simulator; each gives milliseconds. */
import { parse } from '@stepthrough/asl';
import { readScenario, Simulation } from '@stepthrough/simulator';

export const simulatorBenchmarks: { readonly [name: string]: () => Promise<number> } = {
  'simulator: 12 h of visibility timeouts and 14 days of retention': () =>
    timed(async () => {
      const simulation = simulationOf(
        '{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1296000, "End": true}}}',
        `resources: { queues: { q: { visibilityTimeout: 12h, retention: 14d } } }
consumers: [{ queue: q, script: [{ crash: true }] }]
starts:
  all:
    messages: { queue: q, send: [{ body: a }, { body: b }, { body: c }] }`,
        { input: {} },
      );
      for (let i = 0; i < 3; i++) {
        simulation.call(i, {
          service: 'sqs',
          operation: 'SendMessage',
          request: { QueueUrl: 'q', MessageBody: `m${i}` },
        });
      }
      await simulation.run(undefined, { granularity: 'state' });
    }),
  'simulator: 10,000 messages through a FIFO queue into executions': () =>
    timed(async () => {
      const simulation = simulationOf(
        '{"StartAt": "Take", "States": {"Take": {"Type": "Pass", "Parameters": {"id.$": "$[0].messageId"}, "End": true}}}',
        `resources:
  queues: { q.fifo: { contentBasedDeduplication: true } }
  pipes: { in: { source: q.fifo, batchSize: 1 } }
starts: { direct: { input: {} } }`,
        { input: [{ messageId: 'first' }] },
      );
      for (let i = 0; i < 10_000; i++) {
        const request = { QueueUrl: 'q.fifo', MessageBody: `${i}`, MessageGroupId: `g${i % 100}` };
        simulation.call(i, { service: 'sqs', operation: 'SendMessage', request });
      }
      await simulation.run(undefined, { granularity: 'state' });
      const count = simulation.executions().filter(({ status }) => status === 'SUCCEEDED').length;
      if (count !== 10_001) throw new Error(`Only ${count} of 10,001 executions succeeded.`);
    }),
};

function simulationOf(
  definition: string,
  scenarioText: string,
  start: { readonly input: never } | object,
): Simulation {
  const { scenario, problems } = readScenario(scenarioText, 'bench.scenario.yaml');
  if (!scenario) throw new Error(problems[0]?.message);
  return new Simulation({
    program: { path: 'bench.asl.json', document: parse(definition, 'json') },
    scenario,
    keepTimeline: false,
    ...start,
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}
