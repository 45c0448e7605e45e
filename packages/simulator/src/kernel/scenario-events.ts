/** Events of the scenario at their virtual times: requests, messages, objects from outside. */
import { isObject, parsed, textOf, type Json, type JsonObject } from '@stepthrough/json';
import { fillShape, timedEvent, type Start, type TimedEvent } from '@stepthrough/scenario';
import { callsOfStart } from './starts.ts';
import type { ReplyTo } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { World } from '../world/world.ts';
import { replyAt } from './replies.ts';
import { schedule } from '../world/schedule.ts';

export function scheduleStart(world: World, setting: Setting, start: Start): World {
  let after = world;
  const calls = callsOfStart(start, setting, world);
  for (const [index, { afterMs, call }] of calls.entries()) {
    const replyTo: ReplyTo = { kind: 'start', index };
    after = schedule(after, after.now + afterMs, { kind: 'call', call, replyTo });
  }
  return after;
}

/** What the scenario puts into queues before anything happens. */
export function fillQueues(world: World, setting: Setting): World {
  let after = world;
  for (const [queue, { messages }] of Object.entries(setting.scenario.resources.queues)) {
    for (const [index, body] of messages.entries()) {
      const ids = queue.endsWith('.fifo')
        ? { MessageGroupId: 'initial', MessageDeduplicationId: `initial-${index}` }
        : {};
      const MessageBody = textOf(body);
      const request = { QueueUrl: queue, MessageBody, ...ids };
      const call = { service: 'sqs', operation: 'SendMessage', request } as const;
      after = schedule(after, after.now, { kind: 'call', call, replyTo: undefined });
    }
  }
  return after;
}

export function scheduleEvents(world: World, setting: Setting): World {
  return setting.scenario.events.reduce(
    (after, { at }, event) => schedule(after, setting.clockStart + at, { kind: 'event', event }),
    world,
  );
}

/** Its texts may name the answers to earlier events: `{{ events.place.body.executionArn }}`. */
export function performEvent(world: World, setting: Setting, index: number): World {
  const event = setting.scenario.events[index];
  const original = event && originalOf(event, setting);
  if (!original) return world;
  const filled = fillShape(original, { events: answersOf(world, setting) }, timedEvent);
  let after = world;
  for (const { afterMs, call } of callsOfStart(filled, setting, world)) {
    const replyTo: ReplyTo = { kind: 'event', index };
    after = schedule(after, after.now + afterMs, { kind: 'call', call, replyTo });
  }
  return after;
}

/** What was answered to the events that have an id; bodies as JSON where they are. */
function answersOf(world: World, setting: Setting): JsonObject {
  return Object.fromEntries(
    setting.scenario.events.flatMap(({ id }, index): [string, Json][] => {
      const reply = replyAt(world, { kind: 'event', index });
      if (id === undefined || !reply) return [];
      const { outcome } = reply;
      return [[id, outcome.ok ? withParsedBody(outcome.response) : { error: outcome.error.code }]];
    }),
  );
}

function withParsedBody(response: Json): Json {
  return isObject(response) && 'body' in response
    ? { ...response, body: parsed(response['body'] ?? null) }
    : response;
}

function originalOf(event: TimedEvent, { scenario }: Setting): TimedEvent | undefined {
  const { repeat } = event;
  return repeat === undefined ? event : scenario.events.find(({ id }) => id === repeat);
}
