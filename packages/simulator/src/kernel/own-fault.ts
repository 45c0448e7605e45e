/** Errors of Stepthrough's own, which stop a run: what AWS answers is a value, and is never thrown. */
import { first, get } from '@stepthrough/collections';
import { LimitReached } from '@stepthrough/expressions';
import { SimulationProblem } from '@stepthrough/scenario';
import type { ReplyTo, TaskId } from '@stepthrough/services';
import type { Happening, World } from '../world/world.ts';

/** A run that meets it cannot go on; no Retry or Catch of a workflow sees it. */
export class OwnFault extends Error {
  /** What was being done, e.g. `sqs SendMessage`. */
  readonly doing: string;
  /** The execution and state that it was done for, as far as they are known. */
  readonly place: string | undefined;

  constructor(doing: string, place: string | undefined, cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause);
    const where = place === undefined ? doing : `${doing}, ${place}`;
    super(
      `This is a fault of Stepthrough, not an answer of AWS: ${where}: ${what.replace(/\s+/g, ' ')}. ` +
        `Please report it with the definition, the scenario and this message.`,
      { cause },
    );
    this.name = 'OwnFault';
    this.doing = doing;
    this.place = place;
  }
}

/**
 * What is thrown on for an error met while something was done. The first name given to it stays; a place
 * is added where it has none. A limit of evaluation and a problem of the user's files keep their words.
 */
export function ownFault(problem: unknown, doing: string, place?: string): Error {
  if (problem instanceof LimitReached || problem instanceof SimulationProblem) return problem;
  if (!(problem instanceof OwnFault)) return new OwnFault(doing, place, problem);
  if (problem.place !== undefined || place === undefined) return problem;
  return new OwnFault(problem.doing, place, problem.cause);
}

/** The fault of a happening, named as what was to happen. */
export function faultOfHappening(problem: unknown, world: World, happening: Happening): Error {
  return ownFault(problem, doings[happening.kind], placeOfHappening(world, happening));
}

const doings: { readonly [K in Happening['kind']]: string } = {
  begin: 'the start of an execution',
  advance: 'a step of an execution',
  deliver: 'an event of an execution',
  call: 'a call of a service',
  event: 'an event of the scenario',
  reply: 'the answer of a service',
  answer: 'the answer to a Task',
  beat: 'a heartbeat of a Task',
  wake: 'an alarm of a service',
};

function placeOfHappening(world: World, happening: Happening): string | undefined {
  switch (happening.kind) {
    case 'begin':
    case 'advance':
    case 'deliver':
      return placeOfExecution(world, happening.execution);
    case 'call':
    case 'reply':
      return placeOfReply(world, happening.replyTo);
    case 'answer':
    case 'beat':
      return placeOfTask(world, happening.task);
    case 'event':
    case 'wake':
      return undefined;
  }
}

/** The state of the thread that was to go on, as far as one stands ready. */
export function placeOfExecution(world: World, number: number): string | undefined {
  const execution = get(world.executions, number);
  if (!execution) return undefined;
  const threads = [...execution.snapshot.threads.values()];
  const thread = threads.find(({ waitingFor }) => waitingFor === undefined) ?? threads[0];
  return placeIn(execution.name, thread?.state);
}

function placeOfReply(world: World, replyTo: ReplyTo | undefined): string | undefined {
  return replyTo?.kind === 'task' ? placeOfTask(world, replyTo.task) : undefined;
}

function placeOfTask(world: World, id: TaskId): string | undefined {
  const task = get(world.tasks, id);
  const execution = task && get(world.executions, task.execution);
  return execution && placeIn(execution.name, task.origin.state);
}

/** Where a world stands whose next request to the outside is answered. */
export function placeOfRequest(world: World): string | undefined {
  const request = first(world.requests)?.value;
  return request?.kind === 'evaluate' ? placeOfExecution(world, request.execution) : undefined;
}

function placeIn(execution: string, state: string | undefined): string {
  const of = `execution ${JSON.stringify(execution)}`;
  return state === undefined ? of : `state ${JSON.stringify(state)} of ${of}`;
}
