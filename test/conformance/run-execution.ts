/** Drives the interpreter through a case: one virtual clock, answers from the case and nothing else. */
import { parse, type Json } from '@stepthrough/asl';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { evaluateJsonata } from '@stepthrough/expressions';
import {
  childProgram,
  compile,
  type Effect,
  type EffectId,
  type ExecutionEvent,
  exportHistory,
  type HistoryEvent,
  type Identity,
  type Program,
  start,
  type StartOptions,
  step,
  type StepResult,
} from '@stepthrough/interpreter';
import { Answers, outputOf } from './answers.ts';
import { isObject, type Case, type Result } from './cases.ts';
import { readItems, writeResults } from './buckets.ts';
import { match, newMatching } from './match.ts';
import { normalForm } from './normal-form.ts';
import { numbersOf } from './numbers.ts';

const catalog = openServiceCatalog();

type Undated<E> = E extends ExecutionEvent ? Omit<E, 'at'> : never;

export interface Run extends Result {
  /** What the case could not answer, and requests that are not the recorded ones. */
  readonly complaints: readonly string[];
}

export async function runExecution(theCase: Case): Promise<Run> {
  const text = theCase.definitionText ?? JSON.stringify(theCase.definition);
  const { machine } = parse(text, 'json');
  if (!machine) throw new Error(`${theCase.name}: the definition is no object.`);
  const at = Date.parse(theCase.clock.start);
  const world: World = {
    theCase,
    answers: new Answers(theCase.services.answers ?? []),
    complaints: [],
  };
  const options: StartOptions = {
    input: theCase.input,
    at,
    seed: 1,
    type: theCase.type ?? 'STANDARD',
    identity: identityOf(theCase),
  };
  const execution = await new Execution(
    world,
    compile(machine, { limits: 'aws', catalog }),
    options,
  ).run();
  const { status, output, error, cause } = execution.snapshot;
  return {
    status,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    history: normalForm(exportHistory(execution.history)),
    complaints: world.complaints,
  };
}

/** What an execution and its children share. */
interface World {
  readonly theCase: Case;
  readonly answers: Answers;
  readonly complaints: string[];
}

const maxSteps = 1_000_000;

class Execution {
  readonly history: HistoryEvent[] = [];
  readonly #world: World;
  readonly #program: Program;
  readonly #options: StartOptions;
  readonly #events: Undated<ExecutionEvent>[] = [];
  readonly #timers = new Map<EffectId, number>();
  #now: number;
  #last: StepResult;

  constructor(world: World, program: Program, options: StartOptions) {
    this.#world = world;
    this.#program = program;
    this.#options = options;
    this.#now = options.at;
    this.#last = start(program, options);
  }

  get snapshot(): StepResult['snapshot'] {
    return this.#last.snapshot;
  }

  get now(): number {
    return this.#now;
  }

  async run(): Promise<this> {
    await this.#take(this.#last);
    const calls = [...(this.#world.theCase.services.externalCalls ?? [])];
    for (let steps = 0; this.snapshot.status === 'RUNNING'; steps += 1) {
      if (steps > maxSteps) {
        this.#world.complaints.push(`The execution does not end in ${maxSteps} steps.`);
        break;
      }
      const event = this.#nextEvent() ?? this.#externalCall(calls) ?? this.#nextTimer();
      if (!event) {
        this.#world.complaints.push('Nothing can happen any more, but the execution runs.');
        break;
      }
      const dated = { ...event, at: this.#now } as ExecutionEvent;
      await this.#take(step(this.#program, this.snapshot, dated));
    }
    return this;
  }

  #nextEvent(): Undated<ExecutionEvent> | undefined {
    for (const { waitingFor } of this.snapshot.threads.values()) {
      if (waitingFor === undefined) return { type: 'advance', granularity: 'state' };
    }
    return this.#events.shift();
  }

  #externalCall(calls: { readonly [member: string]: Json }[]): Undated<ExecutionEvent> | undefined {
    const call = calls.shift();
    if (!call || !/stop_?execution/i.test(JSON.stringify(call))) return undefined;
    const { error, cause } = { ...call, ...objectOf(call['parameters'] ?? call['request']) };
    return {
      type: 'stop',
      ...(typeof error === 'string' ? { error } : {}),
      ...(typeof cause === 'string' ? { cause } : {}),
    };
  }

  #nextTimer(): Undated<ExecutionEvent> | undefined {
    const [first] = [...this.#timers].sort(([, a], [, b]) => a - b);
    if (!first) return undefined;
    const [id, at] = first;
    this.#timers.delete(id);
    this.#now = Math.max(this.#now, at);
    return { type: 'timer', id };
  }

  async #take(result: StepResult): Promise<void> {
    this.#last = result;
    this.history.push(...result.history);
    for (const effect of result.effects) await this.#answer(effect);
  }

  async #answer(effect: Effect): Promise<void> {
    switch (effect.kind) {
      case 'evaluate':
        this.#events.push(await evaluate(effect, this.#now));
        break;
      case 'task':
        this.#events.push(...this.#answerTask(effect));
        break;
      case 'timer':
        this.#timers.set(effect.id, effect.at);
        break;
      case 'cancel': {
        this.#timers.delete(effect.id);
        const left = this.#events.filter((event) => !('id' in event) || event.id !== effect.id);
        this.#events.splice(0, Infinity, ...left);
        break;
      }
      case 'readItems': {
        const outcome = readItems(this.#world.theCase.services, effect, this.#now);
        this.#events.push({ type: 'itemsRead', id: effect.id, outcome });
        break;
      }
      case 'startChild':
        this.#events.push(await this.#runChild(effect));
        break;
      case 'writeResults':
        this.#events.push({ type: 'resultsWritten', id: effect.id, outcome: writeResults(effect) });
        break;
    }
  }

  #answerTask(effect: Extract<Effect, { kind: 'task' }>): readonly Undated<ExecutionEvent>[] {
    const { id, origin, parameters } = effect;
    const answer = this.#world.answers.take(effect);
    if (!answer) {
      this.#world.complaints.push(`${origin.state} is unanswered.`);
      return [];
    }
    const matching = newMatching();
    if (
      answer.request !== undefined &&
      !match(answer.request, parameters, matching, origin.state)
    ) {
      this.#world.complaints.push(...matching.differences.map((text) => `request ${text}`));
    }
    const events: Undated<ExecutionEvent>[] = [];
    const { workerName, submitted } = answer;
    if (effect.pattern === 'activity' && answer.outcome !== 'none') {
      const started = { type: 'taskStarted', id } as const;
      if (workerName !== undefined) events.push({ ...started, workerName });
      else if (answer.outcome !== 'timedOut') events.push(started);
    }
    if (submitted) {
      events.push({ type: 'taskSubmitted', id, output: outputOf(submitted.output, parameters) });
    }
    if (answer.outcome === 'succeeded') {
      events.push({
        type: 'taskSucceeded',
        id,
        output: outputOf(answer.output ?? null, parameters),
      });
    } else if (answer.outcome === 'failed') {
      events.push({ type: 'taskFailed', id, error: answer.error, cause: answer.cause });
    }
    return events;
  }

  async #runChild(
    effect: Extract<Effect, { kind: 'startChild' }>,
  ): Promise<Undated<ExecutionEvent>> {
    const { identity } = this.#options;
    const name = `${identity.executionName}-${effect.id}`;
    const program = childProgram(this.#program, effect.origin.state);
    const child = await new Execution(this.#world, program, {
      input: effect.input,
      at: this.#now,
      seed: 1,
      type: effect.executionType,
      context: { Map: effect.map },
      identity: {
        ...identity,
        executionName: name,
        executionArn: `${identity.stateMachineArn.replace(':stateMachine:', ':execution:')}/${effect.label}:${name}`,
      },
    }).run();
    this.#now = Math.max(this.#now, child.now);
    const { status, output = null, error, cause } = child.snapshot;
    return {
      type: 'childEnded',
      id: effect.id,
      outcome: status === 'SUCCEEDED' ? { ok: true, value: output } : { ok: false, error, cause },
    };
  }
}

function objectOf(value: Json | undefined): { readonly [member: string]: Json } {
  return isObject(value) ? value : {};
}

async function evaluate(
  { id, origin, field, template, states, variables, draw }: Extract<Effect, { kind: 'evaluate' }>,
  now: number,
): Promise<Undated<ExecutionEvent>> {
  const { thread, state, visit, attempt } = origin;
  const random = numbersOf([thread, state, visit, attempt, draw].join(':'));
  const outcome = await evaluateJsonata(template, field, { states, variables, now, random });
  return { type: 'evaluated', id, outcome };
}

const account = '111111111111';
const machineArn = `arn:aws:states:us-east-1:${account}:stateMachine:machine`;

/** What a case leaves out is made up. */
function identityOf({ identity }: Case): Identity {
  const { stateMachineArn = machineArn, executionName = 'execution' } = identity ?? {};
  const stateMachineName = stateMachineArn.split(':').at(-1) ?? '';
  const base = stateMachineArn.replace(':stateMachine:', ':execution:');
  return {
    accountId: identity?.account ?? account,
    region: identity?.region ?? 'us-east-1',
    stateMachineArn,
    stateMachineName,
    executionArn: identity?.executionArn ?? `${base}:${executionName}`,
    executionName,
    roleArn: identity?.roleArn ?? `arn:aws:iam::${account}:role/role`,
  };
}
