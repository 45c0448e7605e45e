/** Runs any definition with inputs and answers that a seed chooses, and holds the interpreter to its promises. */
import { parse, toJson, type Json, type Syntax } from '@stepthrough/asl';
import { evaluateJsonata } from '@stepthrough/expressions';
import {
  childProgram,
  compile,
  describeExecution,
  exportHistory,
  redrive,
  redriveStatusOf,
  start,
  step,
  TestStateProblem,
  testState,
  type Effect,
  type ExecutionEvent,
  type HistoryEvent,
  type Program,
  type Snapshot,
  type StartOptions,
  type StepResult,
} from '@stepthrough/interpreter';
import { Answers, errors, failed } from './answers.ts';
import { likelyValue } from './likely-value.ts';
import { oddValue } from './mutate.ts';
import type { Random } from './random.ts';

/** How a run has ended; `asks` is a standstill that waits for an answer from outside. */
export type Ending = Snapshot['status'] | 'asks' | 'stopped' | 'noMachine';

/** After so many events an execution is stopped, when each of them has made progress. */
const budget = 600;
/** No more events than this in a row leave neither a history event nor later time behind. */
const maxIdle = 60;
/** Children of Map Runs that start Map Runs of their own. */
const maxDepth = 2;

/**
 * Runs one definition, redrives it when it fails, and tests one of its states by itself.
 *
 * @throws Error when the interpreter throws, ends with a fault of its own, or stands still or goes
 * in circles though nothing from outside is waited for
 */
export async function runDefinition(text: string, syntax: Syntax, random: Random): Promise<Ending> {
  const { machine, root } = parse(text, syntax);
  if (!machine) return 'noMachine';
  const program = compile(machine);
  const likely = likelyValue(text, random);
  const options = optionsOf(inputOf(likely, random), random);
  const ending = await runProgram(program, options, new Answers(likely, random), 0);
  if (root) await testOneState(toJson(root), options.input, random);
  return ending;
}

function optionsOf(input: Json, random: Random): StartOptions {
  return {
    input,
    at: Date.UTC(2026, 0, 1),
    seed: random.below(1000),
    type: random.chance(0.3) ? 'EXPRESS' : 'STANDARD',
    identity,
  };
}

const identity: StartOptions['identity'] = {
  accountId: '111111111111',
  region: 'us-east-1',
  stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:M',
  stateMachineName: 'M',
  executionArn: 'arn:aws:states:us-east-1:111111111111:execution:M:run',
  executionName: 'run',
  roleArn: 'arn:aws:iam::111111111111:role/r',
};

function inputOf(likely: Json, random: Random): Json {
  return random.chance(0.8) ? likely : oddValue(random);
}

async function runProgram(
  program: Program,
  options: StartOptions,
  answers: Answers,
  depth: number,
): Promise<Ending> {
  const first = new MachineRun(program, options, answers, depth);
  const ending = await first.run(start(program, options));
  const { last } = first;
  if (redriveStatusOf(last, last.now).redriveStatus === 'REDRIVABLE') {
    const again = new MachineRun(program, options, answers, depth);
    await again.run(redrive(program, last, last.now));
  }
  return ending;
}

class MachineRun {
  last: Snapshot;
  readonly #program: Program;
  readonly #options: StartOptions;
  readonly #answers: Answers;
  readonly #depth: number;
  readonly #granularity: 'phase' | 'state';
  readonly #pending = new Map<number, Effect>();
  readonly #history: HistoryEvent[] = [];
  #isAsked = false;

  constructor(program: Program, options: StartOptions, answers: Answers, depth: number) {
    this.#program = program;
    this.#options = options;
    this.#answers = answers;
    this.#depth = depth;
    this.#granularity = answers.random.pick(['phase', 'state']);
    this.last = start(program, options).snapshot;
  }

  async run(begun: StepResult): Promise<Ending> {
    this.#take(begun);
    let idle = 0;
    for (let count = 0; this.last.status === 'RUNNING'; count += 1) {
      const { lastEventId, now } = this.last;
      const event = count < budget ? await this.#next() : stop(this.last);
      if (!event) {
        if (!this.#isAsked) throw new Error('It stands still, and waits for nothing from outside.');
        return 'asks';
      }
      this.#take(step(this.#program, this.last, event));
      const isIdle = this.last.lastEventId === lastEventId && this.last.now === now;
      idle = isIdle ? idle + 1 : 0;
      if (idle > maxIdle) throw new Error(`${idle} events have made no progress.`);
      if (count >= budget) return 'stopped';
    }
    exportHistory(this.#history);
    describeExecution(this.last, this.last.now);
    return this.last.status;
  }

  #take({ snapshot, effects, history }: StepResult): void {
    if (snapshot.error?.startsWith('Stepthrough.')) throw new Error(snapshot.cause);
    this.last = snapshot;
    this.#history.push(...history);
    for (const effect of effects) {
      if (effect.kind === 'cancel') this.#pending.delete(effect.id);
      else this.#pending.set(effect.id, effect);
    }
  }

  async #next(): Promise<ExecutionEvent | undefined> {
    const at = this.last.now;
    for (const { waitingFor } of this.last.threads.values()) {
      if (!waitingFor) return { type: 'advance', granularity: this.#granularity, at };
    }
    for (const effect of this.#pending.values()) {
      if (effect.kind === 'timer') continue;
      const event = await this.#answer(effect, at);
      if (event) return event;
    }
    const timers = [...this.#pending.values()].filter((effect) => effect.kind === 'timer');
    const [first] = timers.sort((a, b) => a.at - b.at || a.id - b.id);
    if (!first) return undefined;
    if (!Number.isFinite(first.at)) throw new Error(`A timer is set for ${first.at}.`);
    this.#pending.delete(first.id);
    return { type: 'timer', id: first.id, at: first.at };
  }

  async #answer(
    effect: Exclude<Effect, { kind: 'timer' }>,
    at: number,
  ): Promise<ExecutionEvent | undefined> {
    const { id } = effect;
    const answers = this.#answers;
    if (effect.kind === 'task') return this.#answerTask(id, at);
    this.#pending.delete(id);
    switch (effect.kind) {
      case 'evaluate': {
        const { template, field, states, variables } = effect;
        const bindings = { states, variables, now: at, random: () => answers.random.next() };
        const outcome = await evaluateJsonata(template, field, bindings);
        return { type: 'evaluated', id, at, outcome };
      }
      case 'readItems':
        return { type: 'itemsRead', id, at, outcome: answers.items() };
      case 'startChild':
        return { type: 'childEnded', id, at, outcome: await this.#runChild(effect) };
      case 'writeResults':
        return { type: 'resultsWritten', id, at, outcome: answers.outcome() };
      case 'cancel':
        return undefined;
    }
  }

  /** A task that is never answered is forgotten; its timers may still end it. */
  #answerTask(id: number, at: number): ExecutionEvent | undefined {
    const answer = this.#answers.task(id, at);
    if (!answer) this.#isAsked = true;
    if (!answer || answer.type === 'taskSucceeded' || answer.type === 'taskFailed') {
      this.#pending.delete(id);
    }
    return answer;
  }

  async #runChild(
    effect: Extract<Effect, { kind: 'startChild' }>,
  ): Promise<Extract<ExecutionEvent, { type: 'childEnded' }>['outcome']> {
    const { random } = this.#answers;
    if (this.#depth >= maxDepth || random.chance(0.5)) {
      return random.chance(0.7) ? { ok: true, value: effect.input } : failed;
    }
    const program = childProgram(this.#program, effect.origin.state);
    const options: StartOptions = {
      ...this.#options,
      input: effect.input,
      type: effect.executionType,
      context: { Map: effect.map },
    };
    const child = await runProgram(program, options, this.#answers, this.#depth + 1);
    return child === 'SUCCEEDED' ? { ok: true, value: null } : failed;
  }
}

function stop({ now }: Snapshot): ExecutionEvent {
  return { type: 'stop', at: now };
}

/** TestState of one state, with and without a mock. */
async function testOneState(definition: Json, input: Json, random: Random): Promise<void> {
  if (!isObject(definition) || !isObject(definition['States'])) return;
  const names = Object.keys(definition['States']);
  if (names.length === 0) return;
  const mocks = [
    { result: oddValue(random), fieldValidationMode: 'NONE' },
    { errorOutput: { error: random.pick(errors) ?? 'E', cause: 'c' }, fieldValidationMode: 'NONE' },
  ] as const;
  try {
    await testState(
      {
        definition,
        stateName: random.pick(names),
        input,
        roleArn: identity.roleArn,
        inspectionLevel: random.pick(['INFO', 'DEBUG', 'TRACE']),
        ...(random.chance(0.7) ? { mock: random.pick(mocks) } : {}),
      },
      {
        at: Date.UTC(2026, 0, 1),
        seed: 1,
        identity,
        answer: () => Promise.resolve({ output: oddValue(random) }),
      },
    );
  } catch (problem) {
    if (!(problem instanceof TestStateProblem)) throw problem;
  }
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
