/** Activities: tasks wait for workers that ask for them, workers wait for tasks. */
import { success, type Outcome, type ReplyTo, resourceName } from '@stepthrough/services';
import type { JsonObject } from '@stepthrough/json';
import { entriesFrom, get, remove, set } from '@stepthrough/collections';
import { type Setting } from '../world/setting.ts';
import { readResource } from '@stepthrough/asl';
import type { ActivityPoll, OfferKey, OutstandingTask, World } from '../world/world.ts';
import { schedule, scheduleKeyed, unschedule } from '../world/schedule.ts';

/** How long GetActivityTask waits for a task. */
const pollMs = 60_000;

/** Whether anybody could ask for the tasks of this activity. */
export function isDeclaredActivity(task: OutstandingTask, { scenario }: Setting): boolean {
  const name = activityOf(task);
  return (
    name !== undefined &&
    (scenario.resources.activities.includes(name) ||
      scenario.consumers.some(({ activity }) => activity === name))
  );
}

/** Lets workers find a task, if it is one of an activity. */
export function announceTask(world: World, task: OutstandingTask): World {
  const key = offerKeyOf(task);
  return key ? { ...world, offeredTasks: set(world.offeredTasks, key, task.id) } : world;
}

/** No worker finds the task any more. */
export function withdrawTask(world: World, task: OutstandingTask): World {
  const key = world.offeredTasks && offerKeyOf(task);
  return key ? { ...world, offeredTasks: remove(world.offeredTasks, key) } : world;
}

function offerKeyOf(task: OutstandingTask): OfferKey | undefined {
  const activity = activityOf(task);
  return activity === undefined ? undefined : [activity, task.since, task.execution, task.effect];
}

function oldestOffer({ offeredTasks, tasks }: World, wanted: string): OutstandingTask | undefined {
  const [oldest] = entriesFrom(offeredTasks, [wanted, -Infinity, 0, 0] satisfies OfferKey);
  if (!oldest) return undefined;
  const [[activity], id] = oldest;
  return activity === wanted ? get(tasks, id) : undefined;
}

/** Gives a new task to the worker that has waited longest for it. */
export function offerTask(world: World, task: OutstandingTask): World {
  const open = openPolls(world);
  const poll = open.find(({ activity }) => activity === activityOf(task));
  if (!poll) return world;
  const rest: World = {
    ...(poll.end ? unschedule(world, poll.end) : world),
    activityPolls: open.filter((other) => other !== poll),
  };
  return schedule(takeTask(rest, task, poll.workerName), world.now, {
    kind: 'reply',
    replyTo: poll.replyTo,
    outcome: success(answerOf(task)),
  });
}

/** GetActivityTask: the oldest task that nobody has; without one, the worker waits. */
export function getActivityTask(
  world: World,
  { activityArn = '', workerName }: JsonObject,
  replyTo: ReplyTo | undefined,
): readonly [World, Outcome | undefined] {
  const activity = resourceName(String(activityArn));
  const name = typeof workerName === 'string' ? workerName : undefined;
  const task = oldestOffer(world, activity);
  if (task) return [takeTask(world, task, name), success(answerOf(task))];
  if (!replyTo) return [world, noTask];
  const isEndless = replyTo.kind === 'service';
  const [waiting, end] = isEndless
    ? [world, undefined]
    : scheduleKeyed(world, world.now + pollMs, { kind: 'reply', replyTo, outcome: noTask });
  const poll: ActivityPoll = { activity, replyTo, workerName: name, end };
  return [{ ...waiting, activityPolls: [...openPolls(world), poll] }, undefined];
}

const noTask = success({ taskToken: null, input: null });

/** Without those that have been told that there was no task. */
function openPolls({ activityPolls, now }: World): readonly ActivityPoll[] {
  return activityPolls.filter(({ end }) => end === undefined || end[0] > now);
}

function takeTask(world: World, task: OutstandingTask, workerName: string | undefined): World {
  const tasks = set(world.tasks, task.id, { ...task, isSubmitted: true });
  const taken = { ...withdrawTask(world, task), tasks };
  return schedule(taken, world.now, {
    kind: 'deliver',
    execution: task.execution,
    event: {
      type: 'taskStarted',
      id: task.effect,
      ...(workerName === undefined ? {} : { workerName }),
    },
  });
}

function answerOf({ taskToken, parameters }: OutstandingTask): JsonObject {
  return { taskToken, input: JSON.stringify(parameters) };
}

function activityOf({ resource }: OutstandingTask): string | undefined {
  const read = readResource(resource);
  return read.kind === 'activity' ? read.name : undefined;
}
