/** Operations on rules. */
import { remove } from '@stepthrough/collections';
import { parseJson, type JsonObject } from '@stepthrough/json';
import { matchesPattern, scheduleProblem } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { flag, number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import { archiveService } from './archive.ts';
import { busOf } from './buses.ts';
import { managed, withoutItsArchive } from './managed-rule.ts';
import { pageOf } from './paging.ts';
import { readPattern } from './pattern-refusal.ts';
import { scheduleAlarm, type EventsKey } from './schedules.ts';
import {
  defaultBus,
  ruleArn,
  ruleKey,
  ruleNamed,
  rulesOf,
  withRule,
  type EventsState,
  type Rule,
} from './state.ts';
import { readTags, tagList } from './tags.ts';
import {
  broken,
  constraintProblem,
  constraintsBroken,
  enumBroken,
  invalid,
  missingBroken,
  notFound,
  rangeProblem,
} from './validation.ts';

type RuleOperation = Operation<EventsState, EventsKey>;

const states = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

export const ruleOperations: { readonly [name: string]: RuleOperation } = {
  PutRule: operation(
    {
      Name: text,
      EventBusName: text,
      EventPattern: text,
      ScheduleExpression: text,
      State: text,
      Description: text,
      RoleArn: text,
      Tags: tagList,
    },
    (request, state, context) => {
      const { Name, EventBusName, State = 'ENABLED', Description } = request;
      const { EventPattern: patternText, ScheduleExpression: schedule } = request;
      const problem =
        constraintProblem(
          ['name', Name, 'RuleName', 'required'],
          ['scheduleExpression', schedule, 'ScheduleExpression'],
          ['eventPattern', patternText, 'EventPattern'],
          ['description', Description, 'Description'],
          ['roleArn', request.RoleArn, 'Arn'],
        ) ?? broken(enumBroken('state', State, states));
      if (problem) return { state, outcome: problem };
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      const read = triggerOf(patternText, schedule, bus.name);
      if (isRefusal(read)) return { state, outcome: read };
      const before = ruleNamed(state, bus.name, Name ?? '');
      if (before?.archive !== undefined) return { state, outcome: managed(before) };
      const tags = before ? before.tags : readTags(request.Tags);
      if (isRefusal(tags)) return { state, outcome: tags };
      const rule: Rule = {
        name: Name ?? '',
        bus: bus.name,
        timezone: 'UTC',
        state: State,
        targets: before?.targets ?? [],
        version: context.number,
        tags,
        ...read,
        ...(Description === undefined ? {} : { description: Description }),
        ...(request.RoleArn === undefined ? {} : { role: request.RoleArn }),
      };
      const outcome = success({ RuleArn: ruleArn(rule, context) });
      return { ...changed(state, rule, context), outcome };
    },
  ),

  DescribeRule: operation({ Name: text, EventBusName: text }, (request, state, context) => {
    const rule = ruleOf(state, request.Name, request.EventBusName);
    if (isRefusal(rule)) return { state, outcome: rule };
    return { state, outcome: success({ ...shown(rule, context), CreatedBy: context.account }) };
  }),

  EnableRule: switching('ENABLED'),
  DisableRule: switching('DISABLED'),

  DeleteRule: operation(
    { Name: text, EventBusName: text, Force: flag },
    ({ Name, EventBusName, Force: isForced = false }, state) => {
      const problem = constraintProblem(['name', Name, 'RuleName', 'required']);
      if (problem) return { state, outcome: problem };
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      const rule = ruleNamed(state, bus.name, Name ?? '');
      if (rule?.archive !== undefined && !isForced) return { state, outcome: managed(rule) };
      if (rule && rule.targets.length > 0) {
        return { state, outcome: invalid("Rule can't be deleted since it has targets.") };
      }
      const rules = remove(state.rules, ruleKey(bus.name, Name ?? ''));
      const after = { ...state, rules };
      return { state: rule ? withoutItsArchive(rule, after) : after, outcome: success({}) };
    },
  ),

  ListRules: operation(
    { NamePrefix: text, EventBusName: text, Limit: number, NextToken: text },
    ({ NamePrefix, EventBusName, Limit, NextToken }, state, context) => {
      const problem =
        constraintProblem(['namePrefix', NamePrefix, 'RuleName']) ??
        rangeProblem('limit', Limit, 1, 100);
      if (problem) return { state, outcome: problem };
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      const rules = rulesOf(state, bus.name).filter(({ name }) =>
        name.startsWith(NamePrefix ?? ''),
      );
      const page = pageOf(rules, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      const Rules = page.items.map((rule) => shown(rule, context));
      return { state, outcome: success({ Rules, ...page.token }) };
    },
  ),

  ListRuleNamesByTarget: operation(
    { TargetArn: text, EventBusName: text, Limit: number, NextToken: text },
    ({ TargetArn, EventBusName, Limit, NextToken }, state) => {
      const problem =
        constraintProblem(['targetArn', TargetArn, 'Arn', 'required']) ??
        rangeProblem('limit', Limit, 1, 100);
      if (problem) return { state, outcome: problem };
      const bus = busOf(state, EventBusName);
      if (isRefusal(bus)) return { state, outcome: bus };
      const names = rulesOf(state, bus.name)
        .filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn))
        .map(({ name }) => name);
      const page = pageOf(names, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      return { state, outcome: success({ RuleNames: page.items, ...page.token }) };
    },
  ),

  TestEventPattern: operation(
    { EventPattern: text, Event: text },
    ({ EventPattern, Event }, state) => {
      const problem = broken([
        ...constraintsBroken(['eventPattern', EventPattern, 'EventPattern', 'required']),
        ...missingBroken('event', Event),
      ]);
      if (problem) return { state, outcome: problem };
      const read = readPattern(EventPattern ?? '');
      if (isRefusal(read)) return { state, outcome: read };
      const event = parseJson(Event ?? '');
      const wrong = eventProblem(event);
      if (wrong !== undefined) return { state, outcome: invalid(wrong) };
      return { state, outcome: success({ Result: matchesPattern(read.pattern, event) }) };
    },
  ),
};

/** The rule that a request means. */
export function ruleOf(
  state: EventsState,
  name: string | undefined,
  bus: string | undefined,
  member = 'name',
): Rule | Refusal {
  const problem = constraintProblem([member, name, 'RuleName', 'required']);
  if (problem) return problem;
  const found = busOf(state, bus);
  if (isRefusal(found)) return found;
  return (
    ruleNamed(state, found.name, name ?? '') ??
    notFound(`Rule ${name} does not exist on EventBus ${found.name}.`)
  );
}

function switching(to: string): RuleOperation {
  return operation({ Name: text, EventBusName: text }, (request, state, context) => {
    const rule = ruleOf(state, request.Name, request.EventBusName);
    if (isRefusal(rule)) return { state, outcome: rule };
    if (rule.archive !== undefined) return { state, outcome: managed(rule) };
    const switched = { ...rule, state: to, version: context.number };
    return { ...changed(state, switched, context), outcome: success({}) };
  });
}

function changed(state: EventsState, rule: Rule, context: Context): Result<EventsState, EventsKey> {
  return { state: withRule(state, rule), effects: scheduleAlarm(rule, context.now) };
}

/** What lets a rule act: a pattern, a schedule or both. */
function triggerOf(
  patternText: string | undefined,
  schedule: string | undefined,
  bus: string,
): Pick<Rule, 'pattern' | 'patternText' | 'schedule'> | Refusal {
  if (patternText === undefined && schedule === undefined) {
    return invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  }
  if (schedule !== undefined) {
    if (bus !== defaultBus) {
      return invalid('ScheduleExpression is supported only on the default event bus.');
    }
    // One-time schedules are of EventBridge Scheduler.
    if (schedule.startsWith('at(') || scheduleProblem(schedule) !== undefined) {
      return invalid('Parameter ScheduleExpression is not valid.');
    }
  }
  const timed = schedule === undefined ? {} : { schedule };
  if (patternText === undefined) return timed;
  const read = readPattern(patternText);
  return isRefusal(read) ? read : { ...timed, patternText, pattern: read.pattern };
}

/** What TestEventPattern needs of an event. */
function eventProblem(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return 'Parameter Event is not valid.';
  const needed = ['id', 'account', 'source', 'time', 'region', 'detail-type'];
  const missing = needed.find((name) => !Object.hasOwn(event, name));
  return missing === undefined
    ? undefined
    : `Parameter Event is not valid. Reason: Event does not contain ${missing}.`;
}

function shown(rule: Rule, context: Context): JsonObject {
  const { name, bus, state, patternText, schedule, description, role, archive } = rule;
  return {
    Name: name,
    Arn: ruleArn(rule, context),
    ...(patternText === undefined ? {} : { EventPattern: patternText }),
    ...(schedule === undefined ? {} : { ScheduleExpression: schedule }),
    State: state,
    ...(description === undefined ? {} : { Description: description }),
    ...(role === undefined ? {} : { RoleArn: role }),
    EventBusName: bus,
    ...(archive === undefined ? {} : { ManagedBy: archiveService }),
  };
}
