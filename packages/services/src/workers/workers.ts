/** The scenario's consumers: mocked workers that read a queue or follow a function, take their time, and act. */
import { isArray, isObject, parsed, type Json, type JsonObject } from '@stepthrough/json';
import {
  action,
  fillShape,
  matchesPattern,
  type Action,
  type Consumer,
} from '@stepthrough/scenario';
import { callOf } from './actions.ts';
import { joined } from '../contract/joined.ts';
import { isPoison } from '../faults/message-faults.ts';
import type { Context, Result, Service, ServiceEffect } from '../contract/service.ts';
import { responseOf, type Outcome } from '../contract/outcome.ts';

export interface WorkersState {
  /** How many messages each consumer works on, by its place in the scenario. */
  readonly busy: readonly number[];
  /** Whether it waits for messages. */
  readonly isPolling: readonly boolean[];
}

export const workers: Service<'workers', WorkersState, Job, { readonly consumer: number }> = {
  name: 'workers',
  initial: ({ scenario }) => ({
    busy: scenario.consumers.map(() => 0),
    isPolling: scenario.consumers.map(() => false),
  }),
  begin: (state, { setting }) =>
    setting.scenario.consumers.reduce<Result<WorkersState, Job>>(
      (result, consumer, index) => joined(result, poll(result.state, consumer, index)),
      { state },
    ),
  operations: {},
  receive: ({ function: name, invocation }, state, context) => {
    const { consumers } = context.setting.scenario;
    let busy = state.busy;
    const effects = consumers.flatMap((consumer, index) => {
      if (consumer.function !== name) return [];
      const work = begin(consumer, index, { invocation }, context);
      const isAtWork = work.some((effect) => effect.do === 'wake');
      if (isAtWork) busy = busy.with(index, (busy[index] ?? 0) + 1);
      return work;
    });
    return { state: { ...state, busy }, effects };
  },
  reply: ({ consumer: index }, outcome, state, context) => {
    const consumer = context.setting.scenario.consumers[index];
    if (!consumer) return { state };
    const isPolling = state.isPolling.with(index, false);
    const effects: ServiceEffect<Job>[] = [];
    let started = 0;
    for (const message of workIn(outcome)) {
      const work = begin(consumer, index, message, context);
      if (work.some((effect) => effect.do === 'wake')) started += 1;
      effects.push(...work);
    }
    const busy = state.busy.with(index, (state.busy[index] ?? 0) + started);
    return joined(
      { state: { busy, isPolling }, effects },
      poll({ busy, isPolling }, consumer, index),
    );
  },
  wake: (job, state, context) => {
    const consumer = context.setting.scenario.consumers[job.consumer];
    const reaction = consumer?.script[job.reaction];
    if (!consumer || !reaction) return { state };
    const effects: ServiceEffect<Job>[] = [];
    const steps = reaction.do;
    for (const [step, written] of steps.entries()) {
      if (step < job.step) continue;
      const filled = fillShape(written, valuesOf(job.message), action);
      const { wait } = filled;
      if (wait !== undefined) {
        const next: Job = { ...job, step: step + 1 };
        return {
          state,
          effects: [...effects, { do: 'wake', key: next, at: context.now + wait }],
        };
      }
      effects.push(...act(filled, consumer, job.message, context));
    }
    const busy = state.busy.with(job.consumer, (state.busy[job.consumer] ?? 1) - 1);
    return joined(
      { state: { ...state, busy }, effects },
      poll({ ...state, busy }, consumer, job.consumer),
    );
  },
};

export interface Job {
  readonly consumer: number;
  readonly message: JsonObject;
  readonly reaction: number;
  readonly step: number;
}

function poll(state: WorkersState, consumer: Consumer, index: number): Result<WorkersState, Job> {
  // It is told of invocations, and waits for none.
  if (consumer.function !== undefined) return { state };
  const room = consumer.concurrency - (state.busy[index] ?? 0);
  if (room <= 0 || state.isPolling[index]) return { state };
  const { queue, activity = '', batch = 1, visibilityTimeout } = consumer;
  const isPolling = state.isPolling.with(index, true);
  const replyTo = { kind: 'service', service: 'workers', key: { consumer: index } } as const;
  if (queue === undefined) {
    const request = { activityArn: activity, workerName: nameOf(consumer) };
    const call = { service: 'states', operation: 'GetActivityTask', request } as const;
    return { state: { ...state, isPolling }, effects: [{ do: 'call', call, replyTo }] };
  }
  const signal = {
    kind: 'poll',
    queue,
    most: Math.min(batch, room),
    ...(visibilityTimeout === undefined ? {} : { visibilityTimeout: visibilityTimeout / 1000 }),
  } as const;
  return {
    state: { ...state, isPolling },
    effects: [{ do: 'call', call: { service: 'sqs', signal }, replyTo }],
  };
}

/** Messages of a queue, or the task of an activity in the same form. */
function workIn(outcome: Outcome): readonly JsonObject[] {
  const { Messages, taskToken, input = '' } = responseOf(outcome);
  if (typeof taskToken === 'string') return [{ Body: input, taskToken }];
  return isArray(Messages) ? Messages.filter((message) => isObject(message)) : [];
}

function begin(
  consumer: Consumer,
  index: number,
  message: JsonObject,
  context: Context,
): ServiceEffect<Job>[] {
  const values = valuesOf(message);
  const reaction = consumer.script.findIndex(
    ({ when }) => when === undefined || matchesPattern(when, values),
  );
  const found = consumer.script[reaction];
  const name = nameOf(consumer);
  if (!found) {
    return [
      {
        do: 'log',
        kind: 'workerActed',
        message: `${name} has no reaction to the ${taken(consumer)}; it leaves it`,
        data: values,
      },
    ];
  }
  if (found.crash || isPoison(context.setting, consumer.queue ?? '', message['Body'] ?? '')) {
    return [
      {
        do: 'log',
        kind: 'workerActed',
        message: `${name} crashes while it works on the ${taken(consumer)}`,
      },
    ];
  }
  const job: Job = { consumer: index, message, reaction, step: 0 };
  return [{ do: 'wake', key: job, at: context.now + found.after }];
}

/** One action of the script as a call, and a line of the log. */
function act(
  filled: Action,
  consumer: Consumer,
  message: JsonObject,
  context: Context,
): ServiceEffect[] {
  const call = callOf(filled, consumer, message, context);
  if (!call) return [];
  const [[name, given] = ['', null]] = Object.entries(filled);
  return [
    { do: 'log', kind: 'workerActed', message: `${nameOf(consumer)}: ${name}`, data: given },
    { do: 'call', call },
  ];
}

/** What patterns and `{{ … }}` see: the body parsed when it is JSON; of an invocation, what it got and gave. */
function valuesOf(message: JsonObject): JsonObject {
  if (isObject(message['invocation'])) return message['invocation'];
  const { Body = '', MessageId = '', Attributes = {}, MessageAttributes, taskToken } = message;
  const attributes = Object.entries(isObject(MessageAttributes) ? MessageAttributes : {});
  return {
    messageId: MessageId,
    ...(taskToken === undefined ? {} : { taskToken }),
    body: parsed(Body),
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      attributes.map(([name, value]): [string, Json] => {
        const { StringValue = '' } = isObject(value) ? value : {};
        return [name, StringValue];
      }),
    ),
  };
}

function nameOf({ name, queue, activity, function: followed }: Consumer): string {
  if (name !== undefined) return name;
  if (followed !== undefined) return `Follower of ${followed}`;
  return queue === undefined ? `Worker of ${activity}` : `Consumer of ${queue}`;
}

function taken(consumer: Consumer): string {
  return consumer.function === undefined ? 'message' : 'invocation';
}
