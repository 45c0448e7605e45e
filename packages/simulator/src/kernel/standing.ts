/** Whether and why a simulation goes on. */
import { entries, get, size, values } from '@stepthrough/collections';
import type { Limits } from '../world/limits.ts';
import type { OutstandingTask, World } from '../world/world.ts';

export type Standing =
  | { readonly kind: 'going' }
  /** Every execution has ended, and nothing is under way that could start another. */
  | { readonly kind: 'ended' }
  /** Nothing can go on before these tasks are answered; the one that was requested last comes last. */
  | Unanswered
  /** Executions wait for what can never happen, or are more than a run can hold. */
  | { readonly kind: 'stuck'; readonly message: string };

interface Unanswered {
  readonly kind: 'unanswered';
  readonly tasks: readonly OutstandingTask[];
  readonly message: string;
}

export function standingOf(world: World, limits: Limits): Standing {
  const tooMany = tooManyExecutions(world, limits);
  if (tooMany !== undefined) return { kind: 'stuck', message: tooMany };
  if (size(world.requests) > 0) return { kind: 'going' };
  if (size(world.unanswered) > 0) return new UnansweredTasks(world);
  if (size(world.running) === 0 && !hasWork(world)) return { kind: 'ended' };
  if (world.agenda) return { kind: 'going' };
  return { kind: 'stuck', message: whoWaits(world) };
}

function tooManyExecutions({ started, children }: World, limits: Limits): string | undefined {
  if (started > limits.executions) {
    return `The run has started ${started} executions; it holds ${limits.executions} at most. Do executions start others without end?`;
  }
  if (children > limits.children) {
    return `The run has started ${children} child executions of Map Runs; it holds ${limits.children} at most. Fewer items, or an ItemBatcher, need fewer.`;
  }
  return undefined;
}

/** Made for each step while a task is unanswered, and read at the few that stop: so the list waits. */
class UnansweredTasks implements Unanswered {
  readonly kind = 'unanswered';
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get tasks(): readonly OutstandingTask[] {
    const { tasks, unanswered } = this.#world;
    return [...entries(unanswered)].flatMap(([id]) => get(tasks, id) ?? []).sort(byRequest);
  }

  get message(): string {
    return this.tasks.map(({ unanswered }) => unanswered).join('\n');
  }
}

/** The order in which tasks were requested. */
export function byRequest(a: OutstandingTask, b: OutstandingTask): number {
  return a.since - b.since || a.execution - b.execution || a.effect - b.effect;
}

/** Whether something is to come that can start an execution or answer a request. */
function hasWork({ executions, agenda, work, requestTimeouts, services }: World): boolean {
  if (!executions && agenda) return true;
  return work > 0 || (requestTimeouts > 0 && size(services.apigateway.pending) > 0);
}

function whoWaits(world: World): string {
  const waits = values(world.tasks).map((task) => {
    const what = task.isSubmitted
      ? `the answer to its task token (${task.resource}); no consumer of the scenario sends it and the Task has no TimeoutSeconds`
      : `the answer of ${task.resource}`;
    return `"${task.origin.state}" waits for ${what}.`;
  });
  const count = size(world.running);
  const names = [...entries(world.running)].slice(0, 5).flatMap(([number]) => {
    return get(world.executions, number)?.name ?? [];
  });
  return [
    `Nothing can happen any more, but ${count === 1 ? 'an execution is' : `${count} executions are`} still running: ${names.join(', ')}.`,
    ...waits,
  ].join('\n');
}
