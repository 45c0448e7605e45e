/** Operations on replays. */
import { get, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { failure, isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { json, list, members, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { listing, listingProblem } from './archive-listing.ts';
import { archiveArn } from './archive.ts';
import { timeIn } from './event.ts';
import { pageOf } from './paging.ts';
import { goesOn, replayArn, withReplay } from './replay.ts';
import { busArn, busName, type Archive, type EventsState, type Replay } from './state.ts';
import {
  alreadyExists,
  broken,
  constraintProblem,
  constraintsBroken,
  invalid,
  limitExceeded,
  missingBroken,
  notFound,
} from './validation.ts';

const states = ['STARTING', 'RUNNING', 'CANCELLING', 'COMPLETED', 'CANCELLED', 'FAILED'] as const;

/** Replays of an account that may go on at once. */
const limit = 10;

export const replayOperations: { readonly [name: string]: Operation<EventsState> } = {
  StartReplay: operation(
    {
      ReplayName: text,
      Description: text,
      EventSourceArn: text,
      EventStartTime: json,
      EventEndTime: json,
      Destination: members({ Arn: text, FilterArns: list(text) }),
    },
    (request, state, context) => {
      const { ReplayName: name = '', Description, EventSourceArn: source, Destination } = request;
      const { EventStartTime = null, EventEndTime = null } = request;
      const { Arn: destination, FilterArns: filters = [] } = Destination ?? {};
      const problem = broken([
        ...constraintsBroken(
          ['replayName', request.ReplayName, 'ReplayName', 'required'],
          ['description', Description, 'Description'],
          ['eventSourceArn', source, 'ArchiveArn', 'required'],
        ),
        ...missingBroken('eventStartTime', request.EventStartTime),
        ...missingBroken('eventEndTime', request.EventEndTime),
        ...(Destination
          ? constraintsBroken(['destination.arn', destination, 'Arn', 'required'])
          : missingBroken('destination', Destination)),
      ]);
      if (problem) return { state, outcome: problem };
      const from = timeIn('EventStartTime', EventStartTime);
      if (typeof from !== 'number') return { state, outcome: from };
      const until = timeIn('EventEndTime', EventEndTime);
      if (typeof until !== 'number') return { state, outcome: until };
      const archive = replayable(source ?? '', destination ?? '', state, context);
      if (isRefusal(archive)) return { state, outcome: archive };
      const wrong = startProblem(name, from, until, state);
      if (wrong) return { state, outcome: wrong };
      const replay: Replay = {
        name,
        archive: archive.name,
        bus: archive.bus,
        filters,
        from,
        until,
        state: 'STARTING',
        startedAt: context.now,
        ...(Description === undefined ? {} : { description: Description }),
      };
      const outcome = success({
        ReplayArn: replayArn(name, context),
        State: replay.state,
        ReplayStartTime: replay.startedAt / 1000,
      });
      return { state: withReplay(state, replay), outcome, effects: [goesOn(replay, context)] };
    },
  ),

  DescribeReplay: operation({ ReplayName: text }, ({ ReplayName }, state, context) => {
    const replay = replayOf(ReplayName, state);
    return { state, outcome: isRefusal(replay) ? replay : success(described(replay, context)) };
  }),

  ListReplays: operation(listing.fields, (request, state, context) => {
    const problem = listingProblem(request, {
      operation: 'ListReplays',
      name: 'ReplayName',
      source: 'ArchiveArn',
      states,
    });
    const { NamePrefix, EventSourceArn, State, Limit, NextToken } = request;
    if (problem) return { state, outcome: problem };
    const replays = values(state.replays).filter(
      (replay) =>
        replay.name.startsWith(NamePrefix ?? '') &&
        (EventSourceArn ?? archiveArn(replay.archive, context)) ===
          archiveArn(replay.archive, context) &&
        (State ?? replay.state) === replay.state,
    );
    const page = pageOf(replays, Limit, NextToken);
    if (isRefusal(page)) return { state, outcome: page };
    const Replays = page.items.map((replay) => listed(replay, context));
    return { state, outcome: success({ Replays, ...page.token }) };
  }),

  CancelReplay: operation({ ReplayName: text }, ({ ReplayName }, state, context) => {
    const replay = replayOf(ReplayName, state);
    if (isRefusal(replay)) return { state, outcome: replay };
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
      const message = `Replay ${replay.name} is not in a valid state for this operation.`;
      return { state, outcome: failure('IllegalStatusException', message) };
    }
    const outcome = success({ ReplayArn: replayArn(replay.name, context), State: 'CANCELLING' });
    return { state: withReplay(state, { ...replay, state: 'CANCELLING' }), outcome };
  }),
};

/** The archive that a replay takes its events from; they go to no other bus than that they came from. */
function replayable(
  source: string,
  destination: string,
  state: EventsState,
  context: Context,
): Archive | Refusal {
  if (!/^arn:[^:]*:events:[^:]*:\d{12}:event-bus\//.test(destination)) {
    return invalid(
      'Parameter Destination.Arn is not valid. Reason: Must contain an event bus ARN.',
    );
  }
  const bus = busName(destination);
  if (!get(state.buses, bus)) return notFound(`Event bus ${bus} does not exist.`);
  const [, name] = /:archive\/([^/]+)$/.exec(source) ?? [];
  if (name === undefined) {
    return invalid('Parameter EventSourceArn is not valid. Reason: Must contain an archive ARN.');
  }
  const archive = get(state.archives, name);
  if (!archive) {
    return invalid(
      `Parameter EventSourceArn is not valid. Reason: Archive ${name} does not exist.`,
    );
  }
  return busArn(archive.bus, context) === destination
    ? archive
    : invalid(
        'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
      );
}

function startProblem(
  name: string,
  from: number,
  until: number,
  state: EventsState,
): Refusal | undefined {
  if (until <= from) {
    return invalid(
      'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
    );
  }
  if (get(state.replays, name)) return alreadyExists(`Replay ${name} already exists.`);
  const active = values(state.replays).filter(({ endedAt }) => endedAt === undefined);
  return active.length < limit ? undefined : limitExceeded;
}

function replayOf(name: string | undefined, state: EventsState): Replay | Refusal {
  const problem = constraintProblem(['replayName', name, 'ReplayName', 'required']);
  if (problem) return problem;
  return get(state.replays, name ?? '') ?? notFound(`Replay ${name} does not exist.`);
}

/** Times are seconds since the epoch. */
function listed(replay: Replay, context: Context): JsonObject {
  const { name, archive, state, stateReason, from, until, last, startedAt, endedAt } = replay;
  return {
    ReplayName: name,
    EventSourceArn: archiveArn(archive, context),
    State: state,
    ...(stateReason === undefined ? {} : { StateReason: stateReason }),
    EventStartTime: from / 1000,
    EventEndTime: until / 1000,
    ...(last === undefined ? {} : { EventLastReplayedTime: last / 1000 }),
    ReplayStartTime: startedAt / 1000,
    ...(endedAt === undefined ? {} : { ReplayEndTime: endedAt / 1000 }),
  };
}

function described(replay: Replay, context: Context): JsonObject {
  const { name, description, bus, filters } = replay;
  return {
    ReplayArn: replayArn(name, context),
    ...listed(replay, context),
    ...(description === undefined ? {} : { Description: description }),
    Destination: {
      Arn: busArn(bus, context),
      ...(filters.length === 0 ? {} : { FilterArns: filters }),
    },
  };
}
