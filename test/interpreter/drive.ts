/** Runs a machine with answers made from the effect alone, so that every run of it is the same. */
import { parse, type Json } from '@stepthrough/asl';
import { evaluateJsonata } from '@stepthrough/expressions';
import {
  childProgram,
  compile,
  start,
  step,
  type Effect,
  type ExecutionEvent,
  type HistoryEvent,
  type Program,
  type Snapshot,
  type StartOptions,
  type StepResult,
} from '@stepthrough/interpreter';

export interface Recorded {
  readonly program: Program;
  readonly options: StartOptions;
  /** Every event that was given, in order: with them the run can be made again. */
  readonly events: readonly ExecutionEvent[];
  readonly snapshots: readonly Snapshot[];
  readonly history: readonly HistoryEvent[];
  readonly last: Snapshot;
}

export interface DriveOptions {
  readonly granularity?: 'phase' | 'state';
  readonly seed?: number;
  readonly type?: StartOptions['type'];
  /** The answer of tasks; the default succeeds with the parameters. */
  readonly task?: (effect: Extract<Effect, { kind: 'task' }>) => TaskAnswer;
  /** Looks at, or freezes, every snapshot as it is made. */
  readonly watch?: (snapshot: Snapshot) => void;
  readonly maxSteps?: number;
}

export type TaskAnswer =
  | { readonly output: Json }
  | { readonly error: string | undefined; readonly cause?: string }
  | 'none';

export function programOf(definition: Json): Program {
  const { machine } = parse(JSON.stringify(definition), 'json');
  if (!machine) throw new Error('The definition is no machine.');
  return compile(machine);
}

export function optionsOf(
  input: Json,
  seed = 1,
  type: StartOptions['type'] = 'STANDARD',
): StartOptions {
  return {
    input,
    at: Date.UTC(2026, 0, 1),
    seed,
    type,
    identity: {
      accountId: '111111111111',
      region: 'us-east-1',
      stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:M',
      stateMachineName: 'M',
      executionArn: 'arn:aws:states:us-east-1:111111111111:execution:M:run',
      executionName: 'run',
      roleArn: 'arn:aws:iam::111111111111:role/r',
    },
  };
}

/** @throws Error when the execution ends with a fault of the interpreter's own */
export async function drive(
  definition: Json,
  input: Json,
  options: DriveOptions = {},
): Promise<Recorded> {
  const { seed, type } = options;
  return driveProgram(programOf(definition), optionsOf(input, seed, type), options);
}

export async function driveProgram(
  program: Program,
  startOptions: StartOptions,
  options: DriveOptions = {},
): Promise<Recorded> {
  return driveFrom(program, start(program, startOptions), startOptions, options);
}

/** Goes on from what `start` or `redrive` has given. */
export async function driveFrom(
  program: Program,
  begun: StepResult,
  startOptions: StartOptions,
  options: DriveOptions = {},
): Promise<Recorded> {
  const { granularity = 'state', watch, maxSteps = 20_000 } = options;
  const events: ExecutionEvent[] = [];
  const snapshots: Snapshot[] = [];
  const history: HistoryEvent[] = [];
  const pending = new Map<number, Effect>();
  let now = begun.snapshot.now;
  let result = begun;
  for (;;) {
    take(result);
    const { snapshot } = result;
    if (snapshot.status !== 'RUNNING' || events.length >= maxSteps) {
      return { program, options: startOptions, events, snapshots, history, last: snapshot };
    }
    const event = await next(snapshot);
    if (!event)
      return { program, options: startOptions, events, snapshots, history, last: snapshot };
    now = Math.max(now, event.at);
    events.push(event);
    result = step(program, snapshot, event);
  }

  function take({ snapshot, effects, history: added }: StepResult): void {
    if (snapshot.error === 'Stepthrough.Fault') throw new Error(snapshot.cause);
    watch?.(snapshot);
    snapshots.push(snapshot);
    history.push(...added);
    for (const effect of effects) {
      if (effect.kind === 'cancel') pending.delete(effect.id);
      else pending.set(effect.id, effect);
    }
  }

  async function next(snapshot: Snapshot): Promise<ExecutionEvent | undefined> {
    for (const thread of snapshot.threads.values()) {
      if (!thread.waitingFor) return { type: 'advance', granularity, at: now };
    }
    for (const effect of pending.values()) {
      if (effect.kind === 'timer') continue;
      pending.delete(effect.id);
      const event = await answer(effect);
      if (event) return event;
    }
    const timers = [...pending.values()].filter((effect) => effect.kind === 'timer');
    const first = timers.sort((a, b) => a.at - b.at || a.id - b.id)[0];
    if (first) pending.delete(first.id);
    return first && { type: 'timer', id: first.id, at: first.at };
  }

  async function answer(effect: Effect): Promise<ExecutionEvent | undefined> {
    const { id } = effect;
    const at = now;
    switch (effect.kind) {
      case 'evaluate': {
        const { template, field, states, variables } = effect;
        const bindings = { states, variables, now: at, random: () => 0.5 };
        return {
          type: 'evaluated',
          id,
          at,
          outcome: await evaluateJsonata(template, field, bindings),
        };
      }
      case 'task': {
        const said = options.task?.(effect) ?? { output: effect.parameters };
        if (said === 'none') return undefined;
        if ('output' in said) return { type: 'taskSucceeded', id, at, output: said.output };
        return { type: 'taskFailed', id, at, error: said.error, cause: said.cause };
      }
      case 'readItems':
        return { type: 'itemsRead', id, at, outcome: { ok: true, value: [1, 2, 3] } };
      case 'startChild': {
        const child = await driveProgram(
          childProgram(program, effect.origin.state),
          { ...startOptions, input: effect.input, context: { Map: effect.map } },
          options,
        );
        const { output, error, cause } = child.last;
        const outcome =
          output === undefined
            ? ({ ok: false, error, cause } as const)
            : ({ ok: true, value: output } as const);
        return { type: 'childEnded', id, at, outcome };
      }
      case 'writeResults':
        return { type: 'resultsWritten', id, at, outcome: { ok: true, value: { written: true } } };
      case 'timer':
      case 'cancel':
        return undefined;
    }
  }
}

/** Freezes a value and everything in it that is plain data. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  if (
    value instanceof Map ||
    (Symbol.iterator in value && 'values' in value && !Array.isArray(value))
  ) {
    for (const member of (value as ReadonlyMap<unknown, unknown>).values()) freeze(member);
  }
}
