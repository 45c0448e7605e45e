/** The way of a replay: it starts, replays one minute of events after the other, and ends. */
import { get, set } from '@stepthrough/collections';
import { success } from '../contract/outcome.ts';
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import { firstMinute, nextMinute } from './archive.ts';
import { route } from './routing.ts';
import { arn, type EventsState, type Place, type Replay } from './state.ts';

/** Milliseconds of virtual time between two steps of a replay; AWS tells none. */
const pause = 100;

export function replayArn(name: string, place: Place): string {
  return arn('events', `replay/${name}`, place);
}

export function withReplay(state: EventsState, replay: Replay): EventsState {
  return { ...state, replays: set(state.replays, replay.name, replay) };
}

/** The next step, as a call to itself: unlike an alarm, it keeps a run alive. */
export function goesOn({ name }: Replay, { now }: Context): ServiceEffect<never> {
  const call = { service: 'events', signal: { kind: 'replay', replay: name } } as const;
  return { do: 'call', call, at: now + pause };
}

/** A replay makes its next step. */
export function replayOn(name: string, state: EventsState, context: Context): Result<EventsState> {
  const replay = get(state.replays, name);
  if (!replay) return { state, outcome: success({}) };
  const step = steps[replay.state]?.(replay, state, context) ?? { state };
  return { ...step, outcome: success({}) };
}

type Step = (replay: Replay, state: EventsState, context: Context) => Result<EventsState>;

const steps: { readonly [S in Replay['state']]?: Step } = {
  STARTING: (replay, state, context) => ({
    state: withReplay(state, { ...replay, state: 'RUNNING' }),
    effects: [goesOn(replay, context)],
  }),
  RUNNING: (replay, state, context) => {
    const archive = get(state.archives, replay.archive);
    if (!archive) {
      const stateReason = `Archive ${replay.archive} does not exist.`;
      return ended({ ...replay, state: 'FAILED', stateReason }, state, context);
    }
    const { from, until, last } = replay;
    const start = last === undefined ? from : nextMinute(last);
    const minute = firstMinute(archive, start, until, context.now);
    if (!minute) return ended({ ...replay, state: 'COMPLETED' }, state, context);
    const effects: ServiceEffect<never>[] = [];
    let after = withReplay(state, { ...replay, last: minute.last });
    for (const event of minute.events) {
      const replayed = { ...event, 'replay-name': replay.name };
      const routed = route(replayed, replay.bus, after, context, replay.filters);
      after = routed.state;
      effects.push(...routed.effects);
    }
    return { state: after, effects: [...effects, goesOn(replay, context)] };
  },
  CANCELLING: (replay, state, context) => ended({ ...replay, state: 'CANCELLED' }, state, context),
};

function ended(replay: Replay, state: EventsState, { now }: Context): Result<EventsState> {
  return { state: withReplay(state, { ...replay, endedAt: now }) };
}
