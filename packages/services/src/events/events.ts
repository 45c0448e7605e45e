/** Amazon EventBridge: buses, rules and schedules that hand events to targets. */
import { values } from '@stepthrough/collections';
import { failure, success } from '../contract/outcome.ts';
import type { Service } from '../contract/service.ts';
import { apiDestinationOperations } from './api-destination-operations.ts';
import { archiveOperations } from './archive-operations.ts';
import { busOperations } from './buses.ts';
import { connectionOperations } from './connection-operations.ts';
import { granted, settle, type AuthorizationKey } from './connection.ts';
import { delivered, type DeliveryKey } from './delivery.ts';
import { putEventsOperations } from './put-events.ts';
import { replayOperations } from './replay-operations.ts';
import { replayOn } from './replay.ts';
import { ruleOperations } from './rules.ts';
import { fire, scheduleAlarm, scheduleRang, type EventsKey } from './schedules.ts';
import { initialEvents, type EventsState } from './state.ts';
import { tagOperations } from './tags.ts';
import { targetOperations } from './targets.ts';
import { integrations } from './task-integration.ts';

/** What waits for an answer: a delivery, or a connection. */
export type CallKey = DeliveryKey | AuthorizationKey;

export const events: Service<'events', EventsState, EventsKey, CallKey> = {
  name: 'events',
  integrations,
  isBackground: true,
  initial: initialEvents,
  begin: (state, context) => ({
    state,
    effects: values(state.rules).flatMap((rule) => scheduleAlarm(rule, context.now)),
  }),
  operations: {
    ...putEventsOperations,
    ...ruleOperations,
    ...targetOperations,
    ...busOperations,
    ...tagOperations,
    ...archiveOperations,
    ...replayOperations,
    ...connectionOperations,
    ...apiDestinationOperations,
  },
  receive: (signal, state, context) => {
    if (signal.kind === 'replay') return replayOn(signal.replay, state, context);
    if (signal.kind === 'connection') return settle(signal.connection, signal.id, state);
    const name = signal.rule;
    const rule = values(state.rules).find((each) => each.name === name);
    if (!rule) {
      const message = `Rule ${name} does not exist.`;
      return { state, outcome: failure('ResourceNotFoundException', message) };
    }
    return { state, outcome: success({}), effects: fire(rule, state, context) };
  },
  wake: scheduleRang,
  reply: (key, outcome, state, context) =>
    'connection' in key
      ? granted(key, outcome, state, context)
      : delivered(key, outcome, state, context),
};
