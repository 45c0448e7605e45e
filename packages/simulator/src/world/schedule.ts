import { services } from '@stepthrough/services';
import { append, get, remove, set } from '@stepthrough/collections';
import type { LogEntry } from './log.ts';
import type { AgendaKey, Execution, Happening, World } from './world.ts';

/** Puts a happening on the agenda, not before now. */
export function schedule(world: World, at: number, happening: Happening): World {
  return scheduleKeyed(world, at, happening)[0];
}

/** As `schedule`, with the place on the agenda, so that it can be taken off again. */
export function scheduleKeyed(world: World, at: number, happening: Happening): [World, AgendaKey] {
  const key: AgendaKey = [Math.max(at, world.now), world.sequence];
  const agenda = set(world.agenda, key, happening);
  const sequence = world.sequence + 1;
  return [{ ...world, agenda, sequence, ...countsWith(world, happening, 1) }, key];
}

/** Takes a happening off the agenda; the same world when it is not there any more. */
export function unschedule(world: World, key: AgendaKey): World {
  const happening = get(world.agenda, key);
  if (!happening) return world;
  return { ...world, agenda: remove(world.agenda, key), ...countsWith(world, happening, -1) };
}

function countsWith(
  { work, requestTimeouts }: World,
  happening: Happening,
  difference: 1 | -1,
): Pick<World, 'work' | 'requestTimeouts'> {
  if (happening.kind !== 'wake') return { work: work + difference, requestTimeouts };
  if (services[happening.service].isBackground) return { work, requestTimeouts };
  return isRequestTimeout(happening)
    ? { work, requestTimeouts: requestTimeouts + difference }
    : { work: work + difference, requestTimeouts };
}

/** It stays on the agenda, pointless, when the request is answered in time. */
function isRequestTimeout({ service, key }: Extract<Happening, { kind: 'wake' }>): boolean {
  return service === 'apigateway' && typeof key === 'object' && !!key && 'timeout' in key;
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
