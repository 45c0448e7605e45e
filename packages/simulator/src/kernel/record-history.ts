import { isStateEntered, isStateExited, type HistoryEvent } from '@stepthrough/interpreter';
import type { LogKind } from '../world/log.ts';
import type { Execution, World } from '../world/world.ts';
import { record } from '../world/schedule.ts';

/** Writes the entering and leaving of states into the log. */
export function recordHistory(
  world: World,
  execution: Execution,
  history: readonly HistoryEvent[],
): World {
  let after = world;
  for (const event of history) {
    const line = lineOf(event);
    if (line) after = record(after, { ...line, execution: execution.id });
  }
  return after;
}

function lineOf(
  event: HistoryEvent,
): { readonly kind: LogKind; readonly message: string; readonly state: string } | undefined {
  if (isStateEntered(event)) {
    const state = event.details.name;
    return { kind: 'stateEntered', message: `Entered ${state}`, state };
  }
  if (isStateExited(event)) {
    const state = event.details.name;
    return { kind: 'stateExited', message: `Left ${state}`, state };
  }
  return undefined;
}
