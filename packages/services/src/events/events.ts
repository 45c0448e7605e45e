/** Amazon EventBridge: buses, rules and schedules that hand events to targets. */
import { values } from '@stepthrough/collections';
import { failure, success } from '../contract/outcome.ts';
import type { Service } from '../contract/service.ts';
import { archiveOperations } from './archive-operations.ts';
import { busOperations } from './buses.ts';
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

export const events: Service<'events', EventsState, EventsKey, DeliveryKey> = {
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
  },
  receive: (signal, state, context) => {
    if (signal.kind === 'replay') return replayOn(signal.replay, state, context);
    const name = signal.rule;
    const rule = values(state.rules).find((each) => each.name === name);
    if (!rule) {
      const message = `Rule ${name} does not exist.`;
      return { state, outcome: failure('ResourceNotFoundException', message) };
    }
    return { state, outcome: success({}), effects: fire(rule, context) };
  },
  wake: scheduleRang,
  reply: delivered,
};
