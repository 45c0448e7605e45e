/** Runs the Map Run of one state, with answers made up from its effects. */
import type { Json, JsonObject } from '@stepthrough/json';
import {
  start,
  step,
  type ChildOutcome,
  type Effect,
  type HistoryEvent,
  type Outcome,
  type Snapshot,
} from '@stepthrough/interpreter';
import { optionsOf, programOf } from './drive.ts';

const end = { End: true };
export const processor = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
  StartAt: 'I',
  States: { I: { Type: 'Pass', ...end } },
};
interface Given {
  readonly read?: Outcome;
  readonly children?: (index: number, input: Json) => ChildOutcome | undefined;
  readonly write?: Outcome;
}

export interface Ran {
  readonly effects: readonly Effect[];
  readonly history: readonly HistoryEvent[];
  readonly last: Snapshot;
}

const given: Given = {};

/** Runs a Map state; children without an outcome stay at work. */
export function run(
  fields: JsonObject,
  input: Json,
  { read, children, write }: Given = given,
): Ran {
  const state = { Type: 'Map', ItemProcessor: processor, ...end, ...fields };
  const program = programOf({ StartAt: 'M', States: { M: state } });
  const options = optionsOf(input);
  const { at } = options;
  let result = start(program, options);
  const effects = [...result.effects];
  const history = [...result.history];
  const waiting: Effect[] = [];
  const advance = { type: 'advance', granularity: 'state', at } as const;
  for (let next: typeof advance | Parameters<typeof step>[2] | undefined = advance; next;) {
    result = step(program, result.snapshot, next);
    effects.push(...result.effects);
    history.push(...result.history);
    waiting.push(...result.effects);
    next = result.snapshot.status === 'RUNNING' ? answer() : undefined;
  }
  return { effects, history, last: result.snapshot };

  function answer(): Parameters<typeof step>[2] | undefined {
    for (let effect = waiting.shift(); effect; effect = waiting.shift()) {
      const { id } = effect;
      if (effect.kind === 'readItems' && read) return { type: 'itemsRead', id, at, outcome: read };
      if (effect.kind === 'writeResults' && write)
        return { type: 'resultsWritten', id, at, outcome: write };
      if (effect.kind !== 'startChild') continue;
      const outcome = children
        ? children(effect.index, effect.input)
        : ({ ok: true, value: effect.input } as const);
      if (outcome) return { type: 'childEnded', id, at, outcome };
    }
    return result.snapshot.threads.get('main')?.waitingFor ? undefined : advance;
  }
}

export function effectsOf<Kind extends Effect['kind']>({ effects }: Ran, kind: Kind) {
  return effects.filter(
    (effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind,
  );
}

export const bad = { ok: false, error: 'E', cause: 'why' } as const;
/** Events after the entry of the state. */
export const brief = ({ history }: Ran) =>
  history.slice(2).map(({ id, previousEventId, type }) => `${previousEventId}>${id} ${type}`);
