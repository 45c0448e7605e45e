import { parse } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { type SimulationOptions } from '@stepthrough/simulator';

/** A distributed Map of so many items, whose children do nothing; a concurrency of 0 is without limit. */
export function mapDefinition(concurrency: number): string {
  return JSON.stringify(
    {
      StartAt: 'All',
      States: {
        All: {
          Type: 'Map',
          MaxConcurrency: concurrency,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'One',
            States: { One: { Type: 'Pass', End: true } },
          },
          End: true,
        },
      },
    },
    undefined,
    2,
  );
}

export function itemsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function mapRun(items: number, concurrency: number): SimulationOptions {
  return { program: programOf(mapDefinition(concurrency)), input: itemsOf(items) };
}

/** So many messages of a queue, each of which a pipe makes an execution. */
export function messagesRun(count: number): SimulationOptions {
  const { scenario, problems } = readScenario(
    `resources:
  queues: { orders: { messages: ${JSON.stringify(itemsOf(count))} } }
  pipes: { in: { source: orders, batchSize: 1 } }
starts: { direct: { input: {} } }`,
    'bench.scenario.yaml',
  );
  if (!scenario) throw new Error(problems[0]?.message);
  const definition = '{"StartAt": "Take", "States": {"Take": {"Type": "Pass", "End": true}}}';
  return { program: programOf(definition), scenario, start: 'direct' };
}

function programOf(definition: string): SimulationOptions['program'] {
  return { path: 'bench.asl.json', document: parse(definition, 'json') };
}
