import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { Simulation, type SimulationOptions } from '@stepthrough/simulator';

export const pass = (next?: string): object => ({
  Type: 'Pass',
  ...(next === undefined ? { End: true } : { Next: next }),
});

export interface Options extends Pick<SimulationOptions, 'limits' | 'machines' | 'start'> {
  readonly input?: Json;
  /** Of the machine. */
  readonly timeoutSeconds?: number;
  /** The scenario after its first line, in YAML. */
  readonly scenario?: string;
}

/** A simulation of states, which begins with the first of them. */
export function simulationOf(states: object, options: Options = {}): Simulation {
  const { scenario: yaml, timeoutSeconds, ...more } = options;
  const read = yaml === undefined ? undefined : readScenario(`scenario: 1\n${yaml}\n`, 'a.yaml');
  const text = JSON.stringify({
    TimeoutSeconds: timeoutSeconds,
    StartAt: Object.keys(states)[0],
    States: states,
  });
  return new Simulation({
    program: { path: 'machine.asl.json', document: parse(text, 'json') },
    ...(read?.scenario ? { scenario: read.scenario } : {}),
    ...more,
  });
}
