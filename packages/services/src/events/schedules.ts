/** Rules that act by time. */
import { get } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { nextScheduleTime } from '@stepthrough/scenario';
import type { Context, Result, ServiceEffect } from '../contract/service.ts';
import { deliveries } from './delivery.ts';
import { eventTime } from './event.ts';
import { ruleArn, ruleKey, type EventsState, type Rule } from './state.ts';

/** What an alarm is for: a rule as it was then. */
export interface EventsKey {
  readonly rule: string;
  readonly version: number;
}

/** The alarm of a rule that is enabled, at the next time of its schedule. */
export function scheduleAlarm(rule: Rule, now: number): readonly ServiceEffect<EventsKey>[] {
  const { schedule, timezone, state, version } = rule;
  if (schedule === undefined || state === 'DISABLED') return [];
  const at = nextScheduleTime(schedule, now, timezone);
  const key = { rule: ruleKey(rule.bus, rule.name), version };
  return at === undefined ? [] : [{ do: 'wake', key, at }];
}

export function scheduleRang(
  { rule: key, version }: EventsKey,
  state: EventsState,
  context: Context,
): Result<EventsState, EventsKey> {
  const rule = get(state.rules, key);
  if (rule?.version !== version) return { state };
  return { state, effects: [...fire(rule, state, context), ...scheduleAlarm(rule, context.now)] };
}

/** The schedule of a rule fires. */
export function fire(
  rule: Rule,
  state: EventsState,
  context: Context,
): readonly ServiceEffect<EventsKey>[] {
  const event: JsonObject = {
    version: '0',
    id: context.uuid('scheduled'),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: context.account,
    time: eventTime(context.now),
    region: context.region,
    resources: [ruleArn(rule, context)],
    detail: {},
  };
  return deliveries(rule, event, state, context);
}
