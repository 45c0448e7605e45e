/** Pipes as the scenario declares them, with what follows from it. */
import { member } from '@stepthrough/json';
import type { Pipe } from '@stepthrough/scenario';
import type { StateMachine, Surroundings } from '../contract/service.ts';
import type { Batching } from '../sources/batching.ts';

export interface NamedPipe extends Omit<Pipe, 'source' | 'table'> {
  readonly name: string;
  /** The queue, or the table whose stream it is. */
  readonly source: string;
  readonly isStream: boolean;
}

/** `undefined` for a pipe that is not declared. */
export function pipeNamed(name: string, { scenario }: Surroundings): NamedPipe | undefined {
  const declared = member(scenario.resources.pipes, name);
  if (!declared) return undefined;
  const { source, table = '', ...pipe } = declared;
  return { ...pipe, name, source: source ?? table, isStream: source === undefined };
}

export function batchingOf({ batchSize, batchWindow }: NamedPipe): Batching {
  return { size: batchSize, window: batchWindow, mostAtOnce: Infinity };
}

/** The state machine that a pipe starts; one that the run does not know goes by its name. */
export function targetOf(
  { target }: NamedPipe,
  { machines, main }: Surroundings,
): Pick<StateMachine, 'arn' | 'type'> {
  if (target === undefined) return main;
  return machines.get(target) ?? { arn: target, type: 'STANDARD' };
}
