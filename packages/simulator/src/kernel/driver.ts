/** Does what a world cannot: awaits libraries and handlers, and gives their answers back as events. */
import { get, remove } from '@stepthrough/collections';
import { evaluateTemplate } from '../evaluation/evaluate-template.ts';
import type { Outcome as ServiceOutcome } from '@stepthrough/services';
import type { Setting } from '../world/setting.ts';
import type { DriverRequest, World } from '../world/world.ts';
import type { Json } from '@stepthrough/json';
import { deliver } from './advance.ts';
import { ownFault, placeOfRequest } from './own-fault.ts';
import { schedule } from '../world/schedule.ts';

/** Runs a real Lambda function. Never rejects: a crash is an outcome. */
export interface Invoke {
  (call: InvokeCall): Promise<InvokeOutcome>;
  dispose?(): Promise<void>;
}

interface InvokeCall {
  readonly function: string;
  readonly requestId: string;
  /** Number of the execution environment: the same number is a warm start. */
  readonly instance: number;
  readonly payload: Json;
}

/** What the function gave, and how long it took in real milliseconds. */
export interface InvokeOutcome {
  readonly outcome: ServiceOutcome;
  readonly durationMs: number;
}

const doings = { evaluate: 'an expression', invoke: 'the run of a handler' } as const;

export class Driver {
  readonly #setting: Setting;
  readonly #invoke: Invoke | undefined;

  constructor(setting: Setting, invoke: Invoke | undefined) {
    this.#setting = setting;
    this.#invoke = invoke;
  }

  async answer(world: World, key: number, request: DriverRequest): Promise<World> {
    const taken: World = { ...world, requests: remove(world.requests, key) };
    try {
      switch (request.kind) {
        case 'evaluate':
          return await this.#evaluate(taken, request);
        case 'invoke':
          return await this.#run(taken, request);
      }
    } catch (problem) {
      throw ownFault(problem, doings[request.kind], placeOfRequest(world));
    }
  }

  async dispose(): Promise<void> {
    await this.#invoke?.dispose?.();
  }

  async #evaluate(
    world: World,
    request: Extract<DriverRequest, { kind: 'evaluate' }>,
  ): Promise<World> {
    const execution = get(world.executions, request.execution);
    if (execution?.snapshot.status !== 'RUNNING') return world;
    const outcome = await evaluateTemplate({ ...request, now: world.now });
    const event = { type: 'evaluated', id: request.effect, outcome } as const;
    return deliver(world, this.#setting, request.execution, event);
  }

  async #run(world: World, request: Extract<DriverRequest, { kind: 'invoke' }>): Promise<World> {
    if (!this.#invoke) {
      throw new Error(`No runtime was given that could run the function "${request.function}".`);
    }
    const { outcome, durationMs } = await this.#invoke(request);
    const at = world.now + Math.round(request.durationMs ?? durationMs);
    return schedule(world, at, { kind: 'reply', replyTo: request.replyTo, outcome });
  }
}
