/** Children of Map Runs as people call them: by state, label and index. */
import { itemsOf, type AppendList } from '@stepthrough/collections';
import { isStateEntered, type HistoryEvent } from '@stepthrough/interpreter';

/** Which child of which Map Run an execution is. */
export interface MapChild {
  /** The state that has started it. */
  readonly state: string;
  /** The state's `Label`; `undefined` where it has none. */
  readonly label: string | undefined;
  readonly mapRunArn: string;
  /** Zero-based: of the item, or of the batch of items. */
  readonly index: number;
}

/** The `Label` of a Map Run's name; `undefined` for the UUID that AWS makes where there is none. */
export function labelIn(name: string): string | undefined {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(name) ? undefined : name;
}

/** E.g. `child 3 of "Charge"`, and `child 3 of "Charge" (Map Run chargeRun)` where it has a label. */
export function nameOfChild({ state, label, index }: MapChild): string {
  const run = label === undefined ? '' : ` (Map Run ${label})`;
  return `child ${index} of "${state}"${run}`;
}

/** The state in which an execution has ended, on the way that led to its last event. */
export function lastStateOf({
  history,
}: {
  readonly history: AppendList<HistoryEvent> | undefined;
}): string | undefined {
  const events = itemsOf(history);
  for (let event = events.at(-1); event; event = events[event.previousEventId - 1]) {
    if (isStateEntered(event)) return event.details.name;
  }
  return undefined;
}
