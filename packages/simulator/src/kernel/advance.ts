/** One event of the world: the transition that everything else is made of. */
import { append, type AppendList, first, get, remove, set } from '@stepthrough/collections';
import type { Setting } from '../world/setting.ts';
import type { AgendaKey, Execution, Happening, Undated, World } from '../world/world.ts';
import type {
  Effect,
  EffectId,
  ExecutionEvent,
  HistoryEvent,
  StepResult,
  ThreadId,
} from '@stepthrough/interpreter';
import { receiveCall, reply, wakeService } from './calls.ts';
import { performEvent } from './scenario-events.ts';
import { finishExecution, startChildExecution } from './executions.ts';
import { interpret } from './interpret.ts';
import { faultOfHappening, ownFault, placeOfExecution } from './own-fault.ts';
import { recordHistory } from './record-history.ts';
import {
  executionOf,
  schedule,
  scheduleKeyed,
  unschedule,
  withExecution,
} from '../world/schedule.ts';
import { answerTask, beat, forgetTask, requestTask, taskIdOf } from './tasks.ts';
import { readItems, writeResults } from './distributed-map.ts';

type Granularity = 'phase' | 'state';

/** Makes the first happening of the agenda happen; the same world when there is none. */
export function performNext(world: World, setting: Setting, granularity: Granularity): World {
  let before = world;
  for (;;) {
    const next = first(before.agenda);
    if (!next) return before === world ? world : before;
    const now = Math.max(before.now, next.key[0]);
    const taken: World = { ...unschedule(before, next.key), now };
    const idle = withoutPointless(taken, next.value);
    if (!idle) {
      try {
        return perform(taken, setting, next.value, granularity);
      } catch (problem) {
        throw faultOfHappening(problem, before, next.value);
      }
    }
    // What is due but has become pointless is no event of its own, and no time passes for it.
    before = { ...idle, now: before.now };
  }
}

/** Lets one execution, or one thread of it, go on before everything else that could happen now. */
export function advanceExecution(
  world: World,
  setting: Setting,
  id: string,
  options: { readonly thread?: ThreadId; readonly granularity?: Granularity },
): World {
  const number = get(world.executionNumbers, id);
  if (number === undefined) return world;
  const execution = executionOf(world, number);
  const isRunnable =
    options.thread === undefined
      ? hasRunnableThread(execution)
      : isRunnableThread(execution, options.thread);
  if (!isRunnable) return performNext(world, setting, options.granularity ?? 'phase');
  try {
    return deliver(world, setting, number, {
      type: 'advance',
      granularity: options.granularity ?? 'phase',
      ...(options.thread === undefined ? {} : { thread: options.thread }),
    });
  } catch (problem) {
    throw ownFault(problem, 'a step of an execution', placeOfExecution(world, number));
  }
}

/** Gives an event to an execution now, and the world what it wants in turn. */
export function deliver(
  world: World,
  setting: Setting,
  number: number,
  event: Undated<ExecutionEvent>,
): World {
  const execution = get(world.executions, number);
  if (execution?.snapshot.status !== 'RUNNING') return world;
  const machine = setting.machines.get(execution.machine) ?? setting.main;
  const interpreted = interpret(machine, execution, { at: world.now, ...event });
  return takeOver(world, setting, execution, interpreted);
}

/** Puts what the interpreter gave into the world. */
function takeOver(
  world: World,
  setting: Setting,
  execution: Execution,
  { snapshot, effects, history, fault }: StepResult,
): World {
  if (fault !== undefined) throw fault;
  let after = withExecution(world, {
    ...execution,
    snapshot,
    history: history.reduce<AppendList<HistoryEvent> | undefined>(append, execution.history),
  });
  after = recordHistory(after, execution, history);
  for (const effect of effects) after = applyEffect(after, setting, execution.number, effect);
  const now = executionOf(after, execution.number);
  if (now.snapshot.status !== 'RUNNING') return finishExecution(after, setting, now);
  if (now.isScheduled || !hasRunnableThread(now)) return after;
  return schedule(withExecution(after, { ...now, isScheduled: true }), after.now, {
    kind: 'advance',
    execution: execution.number,
  });
}

/** The world without a happening that can no longer change anything; `undefined` when it can. */
function withoutPointless(world: World, happening: Happening): World | undefined {
  if (happening.kind === 'answer' || happening.kind === 'beat') {
    return get(world.tasks, happening.task) ? undefined : world;
  }
  if (happening.kind !== 'advance' && happening.kind !== 'deliver') return undefined;
  const execution = get(world.executions, happening.execution);
  if (!execution) return world;
  const isRunning = execution.snapshot.status === 'RUNNING';
  if (isRunning && (happening.kind === 'deliver' || hasRunnableThread(execution))) return undefined;
  return withExecution(world, { ...execution, isScheduled: false });
}

function perform(
  world: World,
  setting: Setting,
  happening: Happening,
  granularity: Granularity,
): World {
  switch (happening.kind) {
    case 'begin': {
      const execution = executionOf(world, happening.execution);
      // Its first snapshot is already in the world, and may have been edited there since.
      const { snapshot } = execution;
      return takeOver(world, setting, execution, { ...happening.interpreted, snapshot });
    }
    case 'advance': {
      const execution = executionOf(world, happening.execution);
      const ready = withExecution(world, { ...execution, isScheduled: false });
      return deliver(ready, setting, execution.number, { type: 'advance', granularity });
    }
    case 'deliver': {
      const { execution, event } = happening;
      return deliver(forgetTimer(world, execution, event), setting, execution, event);
    }
    case 'call':
      return receiveCall(world, setting, happening.call, happening.replyTo, happening.isLate);
    case 'event':
      return performEvent(world, setting, happening.event);
    case 'reply':
      return reply(world, setting, happening.replyTo, happening.outcome);
    case 'answer':
      return answerTask(world, happening.task, happening.answer);
    case 'beat':
      return beat(world, happening.task, happening.beats);
    case 'wake':
      return wakeService(world, setting, happening.service, happening.key);
  }
}

function hasRunnableThread(execution: Execution): boolean {
  for (const thread of execution.snapshot.threads.values()) {
    if (thread.waitingFor === undefined) return true;
  }
  return false;
}

function isRunnableThread(execution: Execution, thread: ThreadId): boolean {
  const found = execution.snapshot.threads.get(thread);
  return found !== undefined && found.waitingFor === undefined;
}

function forgetTimer(world: World, number: number, event: Undated<ExecutionEvent>): World {
  if (event.type !== 'timer') return world;
  const execution = executionOf(world, number);
  return withExecution(world, { ...execution, timers: remove(execution.timers, event.id) });
}

function applyEffect(world: World, setting: Setting, number: number, effect: Effect): World {
  const execution = executionOf(world, number);
  switch (effect.kind) {
    case 'evaluate': {
      const { id, origin, template, states, variables } = effect;
      const seed = `${setting.seed}:${execution.name}:${origin.thread}:${origin.state}:${origin.visit}:${origin.attempt}:${effect.draw}`;
      const request = {
        kind: 'evaluate',
        execution: number,
        effect: id,
        origin,
        field: effect.field,
        template,
        states,
        variables,
        seed,
      } as const;
      return {
        ...world,
        requests: set(world.requests, world.sequence, request),
        sequence: world.sequence + 1,
      };
    }
    case 'task':
      return requestTask(world, setting, execution, effect);
    case 'timer': {
      const event = { type: 'timer', id: effect.id } as const;
      const happening = { kind: 'deliver', execution: number, event } as const;
      const [after, key] = scheduleKeyed(world, effect.at, happening);
      return withTimer(after, number, effect.id, key);
    }
    case 'cancel':
      return cancel(world, execution, effect.id);
    case 'readItems':
      return readItems(world, setting, execution, effect);
    case 'startChild':
      return startChildExecution(world, setting, execution, effect);
    case 'writeResults':
      return writeResults(world, setting, execution, effect);
  }
}

function withTimer(world: World, number: number, effect: EffectId, key: AgendaKey): World {
  const execution = executionOf(world, number);
  return withExecution(world, { ...execution, timers: set(execution.timers, effect, key) });
}

function cancel(world: World, execution: Execution, effect: EffectId): World {
  const key = get(execution.timers, effect);
  if (!key) return forgetTask(world, taskIdOf(execution.number, effect));
  const timers = remove(execution.timers, effect);
  return withExecution(unschedule(world, key), { ...execution, timers });
}
