import { append, get, set } from '@stepthrough/collections';
import type { LogEntry } from '../log.ts';
import type { AgendaKey, Execution, Happening, World } from '../world.ts';

/** Puts a happening on the agenda, not before now. */
export function schedule(world: World, at: number, happening: Happening): World {
  return scheduleKeyed(world, at, happening)[0];
}

/** As `schedule`, with the place on the agenda, so that it can be taken off again. */
export function scheduleKeyed(world: World, at: number, happening: Happening): [World, AgendaKey] {
  const key: AgendaKey = [Math.max(at, world.now), world.sequence];
  const agenda = set(world.agenda, key, happening);
  return [{ ...world, agenda, sequence: world.sequence + 1 }, key];
}

/** Writes a line, unless it is about a child of a Map Run that is not kept. */
export function record(world: World, entry: Omit<LogEntry, 'at'>): World {
  if (world.forgets && isForgotten(world, entry.execution)) return world;
  return { ...world, log: append(world.log, { at: world.now, ...entry }) };
}

function isForgotten(world: World, id: string | undefined): boolean {
  const number = id === undefined ? undefined : get(world.executionNumbers, id);
  const execution = number === undefined ? undefined : get(world.executions, number);
  return execution?.child?.isKept === false;
}

export function withExecution(world: World, execution: Execution): World {
  return { ...world, executions: set(world.executions, execution.number, execution) };
}

export function executionOf(world: World, number: number): Execution {
  const execution = get(world.executions, number);
  if (!execution) throw new Error(`There is no execution ${number}.`);
  return execution;
}
