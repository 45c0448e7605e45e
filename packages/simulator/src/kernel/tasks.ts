/** A Task's life in the world: requested, answered by scenario, service or person, submitted, ended. */
import { entriesFrom, get, remove, set } from '@stepthrough/collections';
import type { Outcome, TaskId } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import { findIntegration } from '../tasks/integrations.ts';
import { addresseeOf, whyNobody } from '../tasks/addressee.ts';
import { chooseAnswer, functionOf } from '../tasks/scenario-answer.ts';
import { failureAnswer } from '../tasks/task-failure.ts';
import type {
  Beats,
  Execution,
  OutstandingTask,
  TaskAnswer,
  Undated,
  World,
} from '../world/world.ts';
import type { ExecutionEvent, TaskEffect } from '@stepthrough/interpreter';
import { announceTask, isDeclaredActivity, offerTask, withdrawTask } from './activities.ts';
import { faultOf } from './faults.ts';
import { executionOf, record, schedule } from '../world/schedule.ts';

/** Looks for the answer in this order: the scenario, a simulated service, a person. */
export function requestTask(
  world: World,
  setting: Setting,
  execution: Execution,
  effect: TaskEffect,
): World {
  const id = taskIdOf(execution.number, effect.id);
  const task: OutstandingTask = {
    id,
    execution: execution.number,
    effect: effect.id,
    origin: effect.origin,
    resource: effect.resource,
    pattern: effect.pattern,
    parameters: effect.parameters,
    taskToken: effect.taskToken,
    heartbeatSeconds: effect.heartbeatSeconds,
    since: world.now,
    isSubmitted: false,
    unanswered: undefined,
  };
  const requested = record(
    announceTask(
      {
        ...world,
        tasks: set(world.tasks, id, task),
        taskTokens: set(world.taskTokens, effect.taskToken, id),
      },
      task,
    ),
    {
      kind: 'taskRequested',
      message: `${effect.origin.state} requests ${effect.resource}`,
      execution: execution.id,
      thread: effect.origin.thread,
      state: effect.origin.state,
      resource: effect.resource,
      data: effect.parameters,
    },
  );
  const resource = addresseeOf(effect.resource);
  const fault = faultOf(requested, setting, {
    state: effect.origin.state,
    service: resource?.service ?? effect.resource,
    action: resource?.action ?? '',
    ...optionalFunction(task),
  });
  if (fault?.outcome) return refuse(fault.world, setting, task, fault.outcome);
  return send(fault?.world ?? requested, setting, execution, task, fault?.delayMs ?? 0);
}

/** To the scenario's answer, or to the service; late when a fault says so. */
function send(
  requested: World,
  setting: Setting,
  execution: Execution,
  task: OutstandingTask,
  delayMs: number,
): World {
  const { id } = task;
  const chosen = chooseAnswer(requested, setting, execution, task);
  if (chosen.kind === 'answers') {
    const { world, answers, beatMs } = chosen;
    const end = answers.at(-1)?.afterMs ?? 0;
    const from = requested.now + delayMs;
    return answers.reduce(
      (after, { afterMs, answer }) =>
        schedule(after, from + afterMs, { kind: 'answer', task: id, answer }),
      planBeat(world, task, { every: beatMs, until: from + end, at: from, count: 0 }),
    );
  }
  if (chosen.kind === 'unanswered') return leaveUnanswered(requested, execution, task, chosen.why);
  if (isDeclaredActivity(task, setting)) return offerTask(requested, task);
  const integration = findIntegration(task.resource);
  if (!integration) {
    const why = [chosen.why, whyNobody(task.resource)].filter((part) => part !== undefined);
    return leaveUnanswered(requested, execution, task, why.join(' '));
  }
  const call = integration.call(task.parameters, setting, task, requested);
  if (call.kind === 'unanswered') {
    return leaveUnanswered(requested, execution, task, `${chosen.why} ${call.why}`);
  }
  const replyTo = { kind: 'task', task: id } as const;
  return schedule(requested, requested.now + delayMs, { kind: 'call', call: call.call, replyTo });
}

/** So many beats come one by one, for whoever follows them; then only those that keep the task alive. */
const maxShownBeats = 1_000;

/** Plans the beat that follows one, or the beginning. It comes before the answer or not at all. */
function planBeat(world: World, task: OutstandingTask, before: Beats): World {
  const { every, until, count } = before;
  const { heartbeatSeconds } = task;
  const isShown = count < maxShownBeats;
  if (every <= 0 || (!isShown && heartbeatSeconds === undefined)) return world;
  // One that comes with the end of the task's life comes too late.
  const needed = Math.ceil(((heartbeatSeconds ?? 0) * 1000) / every) - 1;
  const at = before.at + every * (isShown ? 1 : Math.max(1, needed));
  if (at >= until) return world;
  return schedule(world, at, {
    kind: 'beat',
    task: task.id,
    beats: { ...before, at, count: count + 1 },
  });
}

/** A beat of the scenario has come. */
export function beat(world: World, id: TaskId, beats: Beats): World {
  const task = get(world.tasks, id);
  if (!task) return world;
  return planBeat(answerTask(world, id, { kind: 'heartbeat' }), task, beats);
}

/** A fault of the scenario answers as the service would. */
function refuse(world: World, setting: Setting, task: OutstandingTask, outcome: Outcome): World {
  const logged = record(world, {
    kind: 'faultInjected',
    message: `The scenario refuses the request of ${task.origin.state}`,
    state: task.origin.state,
  });
  const answer = failureAnswer(task, outcome, setting, logged);
  return schedule(logged, logged.now, { kind: 'answer', task: task.id, answer });
}

function optionalFunction(task: OutstandingTask): { readonly function?: string } {
  const name = functionOf(task);
  return name === undefined ? {} : { function: name };
}

export function taskIdOf(execution: number, effect: number): TaskId {
  return `${execution}:${effect}`;
}

/** The outstanding tasks of an execution. */
export function taskIdsOf({ tasks }: World, execution: number): readonly TaskId[] {
  const prefix = `${execution}:`;
  const ids: TaskId[] = [];
  for (const [id] of entriesFrom(tasks, prefix)) {
    if (!id.startsWith(prefix)) break;
    ids.push(id);
  }
  return ids;
}

/** The answer of the service to which a task's request has gone. */
export function replyToTask(world: World, setting: Setting, id: TaskId, outcome: Outcome): World {
  const task = get(world.tasks, id);
  const integration = task && findIntegration(task.resource);
  if (!task || !integration) return world;
  return answerTask(world, id, integration.answer(outcome, task, setting, world));
}

/** Gives an answer to an outstanding task; a task that is not there any more stays unchanged. */
export function answerTask(world: World, id: TaskId, answer: TaskAnswer): World {
  const task = get(world.tasks, id);
  if (!task) return world;
  const execution = executionOf(world, task.execution);
  const logged = record(world, {
    kind: 'taskAnswered',
    message: `${task.origin.state}: ${describeAnswer(answer)}`,
    execution: execution.id,
    thread: task.origin.thread,
    state: task.origin.state,
    ...(answer.kind === 'heartbeat' ? {} : { data: dataOf(answer) }),
  });
  return schedule(settle(logged, task, answer), world.now, {
    kind: 'deliver',
    execution: task.execution,
    event: eventOf(task, answer),
  });
}

/** Forgets a task whose answer nobody wants any more. Its token is still known to have been one. */
export function forgetTask(world: World, id: TaskId): World {
  const task = get(world.tasks, id);
  if (!task) return world;
  return {
    ...withdrawTask(world, task),
    tasks: remove(world.tasks, id),
    unanswered: remove(world.unanswered, id),
  };
}

function settle(world: World, task: OutstandingTask, answer: TaskAnswer): World {
  switch (answer.kind) {
    case 'succeeded':
    case 'failed':
      return forgetTask(world, task.id);
    case 'submitted':
      return {
        ...withdrawTask(world, task),
        tasks: set(world.tasks, task.id, { ...task, isSubmitted: true }),
      };
    case 'heartbeat':
      return world;
  }
}

function eventOf(task: OutstandingTask, answer: TaskAnswer): Undated<ExecutionEvent> {
  const id = task.effect;
  switch (answer.kind) {
    case 'succeeded':
      return { type: 'taskSucceeded', id, output: answer.output };
    case 'failed':
      return { type: 'taskFailed', id, error: answer.error, cause: answer.cause };
    case 'submitted':
      return { type: 'taskSubmitted', id, output: answer.output };
    case 'heartbeat':
      return { type: 'taskHeartbeat', id };
  }
}

function describeAnswer(answer: TaskAnswer): string {
  switch (answer.kind) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      return `failed with ${answer.error ?? 'no error name'}`;
    case 'submitted':
      return 'request taken, waiting for the result';
    case 'heartbeat':
      return 'heartbeat';
  }
}

function dataOf(answer: Exclude<TaskAnswer, { kind: 'heartbeat' }>) {
  return answer.kind === 'failed'
    ? { Error: answer.error ?? null, Cause: answer.cause ?? null }
    : answer.output;
}

function leaveUnanswered(
  world: World,
  execution: Execution,
  task: OutstandingTask,
  why: string,
): World {
  const { state } = task.origin;
  const service = addresseeOf(task.resource)?.service ?? task.resource;
  const unanswered =
    `Nothing answers the Task "${state}" (${task.resource}). ${why} ` +
    `Add to the scenario's "answers": - match: { state: ${JSON.stringify(state)} }, ` +
    `return: { … } (what ${service} would answer), or throw: { error: … }.`;
  return record(
    {
      ...world,
      tasks: set(world.tasks, task.id, { ...task, unanswered }),
      unanswered: set(world.unanswered, task.id, true),
    },
    {
      kind: 'taskUnanswered',
      message: unanswered,
      execution: execution.id,
      thread: task.origin.thread,
      state,
      data: task.parameters,
    },
  );
}
