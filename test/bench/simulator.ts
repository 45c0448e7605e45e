/** Measurements of the simulator: real time of long virtual times, many messages, and one trace a seed. */
import { parse } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation, traceLine } from '@stepthrough/simulator';
import { createHash } from 'node:crypto';

interface Measurement {
  readonly name: string;
  /** What the measured run must stay under, in milliseconds. */
  readonly limitMs: number;
  readonly run: () => Promise<Simulation>;
}

const measurements: readonly Measurement[] = [
  {
    name: '12 h of visibility timeouts and 14 days of retention',
    limitMs: 100,
    run: async () => {
      const simulation = simulationOf(
        '{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1296000, "End": true}}}',
        `resources: { queues: { q: { visibilityTimeout: 12h, retention: 14d } } }
consumers: [{ queue: q, script: [{ crash: true }] }]
starts: { direct: { input: {} } }`,
      );
      for (let i = 0; i < 3; i++) send(simulation, i, { QueueUrl: 'q', MessageBody: `m${i}` });
      await simulation.run(undefined, { granularity: 'state' });
      const [queue] = simulation.queues();
      if (queue?.messages.length !== 0) throw new Error('The messages have not expired.');
      return simulation;
    },
  },
  {
    name: '10,000 messages through a FIFO queue into executions',
    limitMs: 5000,
    run: async () => {
      const simulation = simulationOf(
        '{"StartAt": "Take", "States": {"Take": {"Type": "Pass", "Parameters": {"id.$": "$[0].messageId"}, "End": true}}}',
        `resources:
  queues: { q.fifo: { contentBasedDeduplication: true } }
  pipes: { in: { source: q.fifo, batchSize: 1 } }
starts: { direct: { input: [{ messageId: first }] } }`,
      );
      for (let i = 0; i < 10_000; i++) {
        const MessageGroupId = `g${i % 100}`;
        send(simulation, i, { QueueUrl: 'q.fifo', MessageBody: `${i}`, MessageGroupId });
      }
      await simulation.run(undefined, { granularity: 'state' });
      const succeeded = simulation.executions().filter(({ status }) => status === 'SUCCEEDED');
      if (succeeded.length !== 10_001) {
        throw new Error(`Only ${succeeded.length} of 10,001 executions succeeded.`);
      }
      return simulation;
    },
  },
  {
    name: '1,000 API requests through templates into executions',
    limitMs: 5000,
    run: async () => {
      const simulation = simulationOf(
        '{"StartAt": "Take", "States": {"Take": {"Type": "Pass", "End": true}}}',
        `resources: { apis: { shop: { routes: { POST /orders: { integration: StartExecution } } } } }
starts: { direct: { input: {} } }`,
      );
      for (let i = 0; i < 1000; i++) {
        const body = `{"id":${i}}`;
        simulation.call(i, {
          service: 'apigateway',
          signal: { kind: 'request', method: 'POST', path: '/orders', headers: {}, body },
        });
      }
      await simulation.run(undefined, { granularity: 'state' });
      return simulation;
    },
  },
];

/** Prints a table, then the same as JSON. */
export async function benchSimulator(): Promise<void> {
  const figures: { [name: string]: { ms: number; limitMs: number; trace: string } } = {};
  for (const { name, limitMs, run } of measurements) {
    const times: number[] = [];
    const traces = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const before = performance.now();
      const simulation = await run();
      times.push(performance.now() - before);
      traces.add(traceOf(simulation));
    }
    const [, median = NaN] = times.sort((a, b) => a - b);
    const ms = Math.round(median * 10) / 10;
    const [trace = ''] = traces;
    if (traces.size > 1) throw new Error(`The traces of "${name}" differ between equal runs.`);
    figures[name] = { ms, limitMs, trace };
    const verdict = ms < limitMs ? 'ok' : 'TOO SLOW';
    console.log(
      `simulator: ${name}`.padEnd(70),
      `${ms.toFixed(1)} ms`.padStart(11),
      `(limit ${limitMs} ms: ${verdict}; trace ${trace.slice(0, 12)}, equal in 3 runs)`,
    );
  }
  console.log(JSON.stringify(figures));
}

/** A digest of the log and of every history. */
function traceOf(simulation: Simulation): string {
  const hash = createHash('sha256');
  const { clockStart } = simulation.setting;
  for (const entry of simulation.log()) hash.update(`${traceLine(entry, clockStart)}\n`);
  for (const { id } of simulation.executions()) {
    hash.update(JSON.stringify(simulation.history(id)));
  }
  return hash.digest('hex');
}

function send(
  simulation: Simulation,
  client: number,
  request: { readonly [name: string]: string },
): void {
  simulation.call(client, { service: 'sqs', operation: 'SendMessage', request });
}

function simulationOf(definition: string, scenarioText: string): Simulation {
  const { scenario, problems } = readScenario(scenarioText, 'bench.scenario.yaml');
  if (!scenario) throw new Error(problems[0]?.message);
  return new Simulation({
    program: { path: 'bench.asl.json', document: parse(definition, 'json') },
    scenario,
    keepTimeline: false,
  });
}
