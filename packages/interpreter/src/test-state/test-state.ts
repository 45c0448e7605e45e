import { parse } from '@stepthrough/asl';
import { evaluateJsonata } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import type { Program } from '../code.ts';
import { isoTime } from '../context.ts';
import type { Effect, TaskEffect } from '../effect.ts';
import type { ExecutionEvent } from '../event.ts';
import { start, step } from '../execution.ts';
import type { Identity } from '../facts.ts';
import { compile } from '../program.ts';
import { generator } from '../random.ts';
import type { StepResult } from '../workspace.ts';
import type { Failure, Thread } from '../thread.ts';
import type { TestStateCall, TestStateResult } from './call.ts';
import { inspectionData } from './inspection.ts';
import { isolate } from './isolate.ts';
import { prepare } from './prepare.ts';
import { validateCall, validateIterations, validateState } from './validate.ts';
import { isStateExited } from '../history.ts';

export interface TestStateWorld {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly seed: number;
  readonly identity: Identity;
  /** Answers a Task that has no mock. */
  readonly answer: (
    task: TaskEffect,
  ) => Promise<{ readonly output: Json } | { readonly error?: string; readonly cause?: string }>;
}

/** TestState: runs one state. Rejects with a `TestStateProblem` when the API would refuse the request. */
export async function testState(
  request: TestStateCall,
  world: TestStateWorld,
): Promise<TestStateResult> {
  validateCall(request);
  const { name, state, machine } = isolate(request);
  const call = validateState(name, state, request);
  const document = parse(JSON.stringify(machine), 'json');
  if (!document.machine) throw new Error('A definition in an object is a machine.');
  const program = prepare(compile(document.machine), name, call);
  const { Resource } = state;
  return new Test(program, call, world, typeof Resource === 'string' ? Resource : undefined).run();
}

class Test {
  readonly #program: Program;
  readonly #call: TestStateCall;
  readonly #world: TestStateWorld;
  readonly #resource: string | undefined;
  readonly #events: ExecutionEvent[] = [];
  #last: StepResult;
  #thread: Thread;
  #failed: Failure | undefined;
  #output: { readonly value: Json } | undefined;

  constructor(
    program: Program,
    call: TestStateCall,
    world: TestStateWorld,
    resource: string | undefined,
  ) {
    this.#resource = resource;
    this.#program = program;
    this.#call = call;
    this.#world = world;
    const { identity, at, seed } = world;
    const { input = {}, roleArn, variables = {} } = call;
    this.#last = start(program, {
      input,
      at,
      seed,
      identity,
      type: 'EXPRESS',
      variables,
      context: {
        Execution: {
          Id: identity.executionArn,
          Input: input,
          Name: identity.executionName,
          RoleArn: roleArn ?? null,
          StartTime: isoTime(at),
        },
      },
    });
    const thread = this.#main();
    if (!thread) throw new Error('The isolated machine starts at the tested state.');
    this.#thread = thread;
  }

  async run(): Promise<TestStateResult> {
    for (;;) {
      const { status } = this.#last.snapshot;
      if (this.#output || status !== 'RUNNING' || this.#thread.phase === 'retry') break;
      await this.#go();
    }
    return this.#result();
  }

  /** One phase, or the answer that the state waits for. */
  async #go(): Promise<void> {
    const event = this.#events.shift() ?? {
      type: 'advance',
      granularity: 'phase',
      at: this.#world.at,
    };
    this.#last = step(this.#program, this.#last.snapshot, event);
    for (const event of this.#last.history) {
      if (isStateExited(event)) this.#output = { value: event.details.output };
    }
    const { snapshot, effects } = this.#last;
    const thread = this.#main();
    if (thread && !this.#output) {
      this.#thread = thread;
      this.#failed = thread.failure ?? this.#failed;
      validateIterations(thread.values.afterItemsPath, this.#call);
    }
    if (snapshot.status === 'FAILED') this.#failed = this.#failureOf(snapshot);
    for (const effect of effects) await this.#answer(effect);
  }

  #failureOf({ error, cause }: StepResult['snapshot']): Failure {
    const none = { alias: undefined, retryIndex: undefined, catchIndex: undefined };
    // Recorded: the cause does not say in which state the error happened.
    const reason = cause?.replace(
      /^An error occurred while executing the state .*? \(entered at the event id #\d+\)\. /s,
      '',
    );
    return { error, cause: reason, backoffSeconds: undefined, ...none };
  }

  async #answer(effect: Effect): Promise<void> {
    const { at, seed, answer } = this.#world;
    if (effect.kind === 'evaluate') {
      const { id, template, field, states, variables } = effect;
      const random = generator(`${seed}:${effect.draw}`);
      const outcome = await evaluateJsonata(template, field, {
        states,
        variables,
        now: at,
        random,
      });
      this.#events.push({ type: 'evaluated', id, outcome, at });
    } else if (effect.kind === 'task') {
      const { id } = effect;
      const answered = await answer(effect);
      this.#events.push(
        'output' in answered
          ? { type: 'taskSucceeded', id, output: answered.output, at }
          : { type: 'taskFailed', id, error: answered.error, cause: answered.cause, at },
      );
    } else if (effect.kind === 'timer' && effect.purpose === 'wait') {
      this.#events.push({ type: 'timer', id: effect.id, at: effect.at });
    }
  }

  #main(): Thread | undefined {
    return this.#last.snapshot.threads.get('main');
  }

  #result(): TestStateResult {
    const { inspectionLevel = 'INFO' } = this.#call;
    const failed = this.#failed;
    const output = this.#output;
    const next = this.#main()?.state;
    const code = this.#program.states[this.#thread.code];
    const status = this.#status();
    return {
      status,
      ...(output ? { output: output.value } : {}),
      ...(output && next !== undefined ? { nextState: next } : {}),
      ...(failed?.error === undefined ? {} : { error: failed.error }),
      ...(failed?.cause === undefined ? {} : { cause: failed.cause }),
      ...(inspectionLevel === 'INFO' || !code
        ? {}
        : {
            inspectionData: inspectionData({
              code,
              thread: this.#thread,
              hasResult: status === 'SUCCEEDED',
              failed,
              call: this.#call,
              resource: this.#resource,
            }),
          }),
    };
  }

  #status(): TestStateResult['status'] {
    if (this.#output) return this.#failed ? 'CAUGHT_ERROR' : 'SUCCEEDED';
    return this.#thread.phase === 'retry' ? 'RETRIABLE' : 'FAILED';
  }
}
