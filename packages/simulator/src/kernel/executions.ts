/** Executions come into being and end. */
import { success, type ReplyTo } from '@stepthrough/services';
import type { JsonObject, Json } from '@stepthrough/json';
import { remove, set, values } from '@stepthrough/collections';
import type { Machine, Setting } from '../world/setting.ts';
import type { ChildOf, Execution, World } from '../world/world.ts';
import {
  describeExecution,
  type StartChildEffect,
  type StepResult,
} from '@stepthrough/interpreter';
import { labelIn, lastStateOf, nameOfChild } from '../map-child.ts';
import { uuidOf } from '../world/identity.ts';
import { redriveExecution, startExecution, startMapChild } from './interpret.ts';
import { record, schedule, unschedule, withExecution } from '../world/schedule.ts';
import { forgetTask, taskIdsOf } from './tasks.ts';

interface NewExecution {
  readonly name?: string;
  readonly input: Json;
  readonly replyTo?: ReplyTo | undefined;
  readonly startedBy?: Execution['startedBy'];
}

export function createExecution(
  world: World,
  setting: Setting,
  machine: Machine,
  wanted: NewExecution,
): [World, Execution] {
  const name = wanted.name ?? uuidOf(setting.seed, 'execution', world.sequence);
  const arn = executionArn(machine, name, setting, world.sequence);
  const interpreted = startExecution(setting, machine, {
    arn,
    name,
    input: wanted.input,
    at: world.now,
  });
  const [numbered, execution] = added(world, machine, interpreted, {
    id: arn,
    name,
    input: wanted.input,
    child: undefined,
    startedBy: wanted.startedBy,
    replyTo: wanted.replyTo,
  });
  const logged = record(numbered, {
    kind: 'executionStarted',
    message: `Execution ${name} of ${machine.name} started`,
    execution: arn,
    data: wanted.input,
  });
  return [begin(logged, execution, interpreted), execution];
}

/** An item, or batch of items, of a distributed Map runs as an execution of its own. */
export function startChildExecution(
  world: World,
  setting: Setting,
  parent: Execution,
  effect: StartChildEffect,
): World {
  const machine = setting.machines.get(parent.machine) ?? setting.main;
  const name = uuidOf(setting.seed, 'child', world.sequence);
  const base = `arn:aws:states:${setting.region}:${setting.account}:execution`;
  const arn = `${base}:${machine.name}/${effect.label}:${name}`;
  const child: ChildOf = {
    execution: parent.number,
    thread: effect.origin.thread,
    state: effect.origin.state,
    effect: effect.id,
    mapRunArn: effect.mapRunArn,
    label: labelIn(effect.label),
    index: effect.index,
    isKept: world.children < setting.limits.keptChildren,
  };
  const interpreted = startMapChild(setting, machine, effect, {
    arn,
    name,
    input: effect.input,
    at: world.now,
  });
  const [numbered, execution] = added(world, machine, interpreted, {
    id: arn,
    name,
    input: effect.input,
    child,
    startedBy: undefined,
    replyTo: undefined,
  });
  return begin(numbered, execution, interpreted);
}

type Given = 'id' | 'name' | 'input' | 'child' | 'startedBy' | 'replyTo';

/** A new execution in the world, that has not begun yet. */
function added(
  world: World,
  machine: Machine,
  { snapshot }: StepResult,
  given: Pick<Execution, Given>,
): [World, Execution] {
  const execution: Execution = {
    ...given,
    number: world.sequence,
    machine: machine.name,
    startedAt: world.now,
    stoppedAt: undefined,
    snapshot,
    history: undefined,
    timers: undefined,
    isScheduled: false,
  };
  const numbered: World = {
    ...world,
    sequence: world.sequence + 1,
    running: set(world.running, execution.number, true),
    children: world.children + (given.child ? 1 : 0),
    started: world.started + (given.child ? 0 : 1),
    forgets: world.forgets || given.child?.isKept === false,
    executionNumbers: set(world.executionNumbers, given.id, execution.number),
  };
  return [numbered, execution];
}

function begin(world: World, execution: Execution, interpreted: StepResult): World {
  return schedule(withExecution(world, execution), world.now, {
    kind: 'begin',
    execution: execution.number,
    interpreted,
  });
}

/** The execution runs on from where it ended; nobody waits for its end any more. */
export function restartExecution(world: World, setting: Setting, ended: Execution): World {
  const machine = setting.machines.get(ended.machine) ?? setting.main;
  const interpreted = redriveExecution(machine, ended, world.now);
  const execution: Execution = {
    ...ended,
    snapshot: interpreted.snapshot,
    stoppedAt: undefined,
    timers: undefined,
    isScheduled: false,
    replyTo: undefined,
  };
  const logged = record(
    { ...world, running: set(world.running, ended.number, true) },
    {
      kind: 'executionStarted',
      message: `Execution ${ended.name} of ${ended.machine} redriven`,
      execution: ended.id,
    },
  );
  return begin(logged, execution, interpreted);
}

/** Frees what the execution still waited for and tells whoever waits for its end. */
export function finishExecution(world: World, setting: Setting, execution: Execution): World {
  const { snapshot } = execution;
  let after = world;
  for (const key of values(execution.timers)) after = unschedule(after, key);
  for (const id of taskIdsOf(world, execution.number)) after = forgetTask(after, id);
  const ended: Execution = { ...execution, timers: undefined, stoppedAt: after.now };
  after = record(
    {
      ...after,
      running: remove(after.running, execution.number),
      executions: set(after.executions, execution.number, ended),
    },
    {
      kind: 'executionEnded',
      message: endedIn(execution),
      execution: execution.id,
      ...(snapshot.output === undefined ? {} : { data: snapshot.output }),
    },
  );
  if (execution.child) {
    return tellParent(forgetChild(after, execution), execution, execution.child);
  }
  if (!execution.replyTo) return after;
  const machine = setting.machines.get(execution.machine) ?? setting.main;
  return schedule(after, after.now, {
    kind: 'reply',
    replyTo: execution.replyTo,
    outcome: success(endOf(ended, machine, after.now)),
  });
}

/** A child of a Map Run says more, as its parent tells nothing of it. */
function endedIn(execution: Execution): string {
  const { name, snapshot, child } = execution;
  const { status, error, cause } = snapshot;
  const why = error === undefined ? '' : `: ${error}`;
  if (!child?.isKept || status === 'SUCCEEDED') return `Execution ${name} ${status}${why}`;
  const state = lastStateOf(execution);
  const place = state === undefined ? '' : ` in "${state}"`;
  const more = cause === undefined || cause === '' ? '' : `: ${cause}`;
  return `Execution ${name}, ${nameOfChild(child)}, ${status}${place}${why}${more}`;
}

/** What whoever waits for the end is told: DescribeExecution's answer, or that of StartSyncExecution. */
function endOf({ snapshot, startedAt }: Execution, machine: Machine, now: number): JsonObject {
  const description = describeExecution(snapshot, now);
  if (machine.type !== 'EXPRESS') return description;
  const redrives = ['redriveCount', 'redriveDate', 'redriveStatus', 'redriveStatusReason'];
  const told = Object.entries(description).filter(([member]) => !redrives.includes(member));
  return {
    ...Object.fromEntries(told),
    outputDetails: { included: true },
    billingDetails: billingOf(now - startedAt),
  };
}

/** Express executions are billed by a tenth of a second and 64 MB. */
function billingOf(milliseconds: number) {
  return {
    billedDurationInMilliseconds: Math.max(100, Math.ceil(milliseconds / 100) * 100),
    billedMemoryUsedInMB: 64,
  };
}

function forgetChild(world: World, { number, id, child }: Execution): World {
  if (child?.isKept !== false) return world;
  return {
    ...world,
    executions: remove(world.executions, number),
    executionNumbers: remove(world.executionNumbers, id),
  };
}

function tellParent(world: World, execution: Execution, child: ChildOf): World {
  const { status, output, error, cause } = execution.snapshot;
  const outcome =
    status === 'SUCCEEDED'
      ? ({ ok: true, value: output ?? null } as const)
      : ({ ok: false, error: error ?? 'States.TaskFailed', cause: cause ?? '' } as const);
  return schedule(world, world.now, {
    kind: 'deliver',
    execution: child.execution,
    event: { type: 'childEnded', id: child.effect, outcome },
  });
}

function executionArn(machine: Machine, name: string, setting: Setting, number: number): string {
  const base = `arn:aws:states:${setting.region}:${setting.account}`;
  return machine.type === 'EXPRESS'
    ? `${base}:express:${machine.name}:${name}:${uuidOf(setting.seed, 'express', number)}`
    : `${base}:execution:${machine.name}:${name}`;
}
