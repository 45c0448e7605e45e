/** Whether and why a simulation goes on. */
import type { Json } from '@stepthrough/asl';
import { entries, get, size, values } from '@stepthrough/collections';
import type { Limits } from '../limits.ts';
import type { OwnService } from '@stepthrough/services';
import type { OutstandingTask, World } from '../world.ts';

export type Standing =
  | { readonly kind: 'going' }
  /** Every execution has ended, and nothing is under way that could start another. */
  | { readonly kind: 'ended' }
  /** Nothing can go on before these tasks are answered. */
  | {
      readonly kind: 'unanswered';
      readonly tasks: readonly OutstandingTask[];
      readonly message: string;
    }
  /** Executions wait for what can never happen, or are more than a run can hold. */
  | { readonly kind: 'stuck'; readonly message: string };

export function standingOf(world: World, limits: Limits): Standing {
  const tooMany = tooManyExecutions(world, limits);
  if (tooMany !== undefined) return { kind: 'stuck', message: tooMany };
  if (size(world.requests) > 0) return { kind: 'going' };
  if (size(world.unanswered) > 0) {
    const tasks = values(world.tasks).filter(({ unanswered }) => unanswered !== undefined);
    const message = tasks.map(({ unanswered }) => unanswered).join('\n');
    return { kind: 'unanswered', tasks, message };
  }
  if (world.running === 0 && !hasWork(world)) return { kind: 'ended' };
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

/** Redeliveries and schedules go on for ever: once an execution has been, they alone keep no run alive. */
const background: ReadonlySet<OwnService> = new Set(['sqs', 'events']);

function hasWork(world: World): boolean {
  if (!world.executions && world.agenda) return true;
  for (const [, happening] of entries(world.agenda)) {
    if (happening.kind !== 'wake') return true;
    if (!background.has(happening.service) && !isOldTimeout(world, happening)) return true;
  }
  return false;
}

/** The alarm of a request that has been answered in time. */
function isOldTimeout(
  { services }: World,
  { service, key }: { readonly service: OwnService; readonly key: Json },
): boolean {
  if (service !== 'apigateway' || typeof key !== 'object' || !key || !('timeout' in key)) {
    return false;
  }
  return get(services.apigateway.pending, Number(key.timeout)) === undefined;
}

function whoWaits(world: World): string {
  const waits = values(world.tasks).map((task) => {
    const what = task.isSubmitted
      ? `the answer to its task token (${task.resource}); no consumer of the scenario sends it and the Task has no TimeoutSeconds`
      : `the answer of ${task.resource}`;
    return `"${task.origin.state}" waits for ${what}.`;
  });
  const others = values(world.executions)
    .filter(({ snapshot }) => snapshot.status === 'RUNNING')
    .map(({ name }) => name);
  return [
    `Nothing can happen any more, but ${others.length === 1 ? 'an execution is' : `${others.length} executions are`} still running: ${others.slice(0, 5).join(', ')}.`,
    ...waits,
  ].join('\n');
}
