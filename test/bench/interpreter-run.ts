/** Runs a case in the interpreter with history and every snapshot kept. */
import { parse } from '@stepthrough/asl';
import { evaluateBriefly, JsonataTemplates, evaluateJsonata } from '@stepthrough/expressions';
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
} from '@stepthrough/interpreter';
import type { BenchCase } from './interpreter-cases.ts';

export interface Recording {
  readonly snapshots: Snapshot[];
  readonly history: HistoryEvent[];
}

export function programOf({ name, definition }: BenchCase): Program {
  const { machine } = parse(JSON.stringify(definition), 'json');
  if (!machine) throw new Error(`${name}: the definition is no machine.`);
  return compile(machine, { limits: 'none' });
}

const options: Omit<StartOptions, 'input'> = {
  at: Date.UTC(2026, 0, 1),
  seed: 1,
  type: 'STANDARD',
  identity: {
    accountId: '111111111111',
    region: 'us-east-1',
    stateMachineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:Bench',
    stateMachineName: 'Bench',
    executionArn: 'arn:aws:states:us-east-1:111111111111:execution:Bench:run',
    executionName: 'run',
    roleArn: 'arn:aws:iam::111111111111:role/bench',
  },
};

export async function record(
  program: Program,
  input: BenchCase['input'],
  context?: NonNullable<StartOptions['context']>,
): Promise<Recording> {
  const { at } = options;
  const snapshots: Snapshot[] = [];
  const history: HistoryEvent[] = [];
  const waiting: Effect[] = [];
  let last = start(program, { ...options, input, ...(context ? { context } : {}) });
  for (;;) {
    const { snapshot } = last;
    snapshots.push(snapshot);
    for (const event of last.history) history.push(event);
    for (const effect of last.effects) waiting.push(effect);
    if (snapshot.status !== 'RUNNING') return { snapshots, history };
    const next = waiting.pop();
    const event = next
      ? next.kind === 'evaluate'
        ? await evaluate(next)
        : next.kind === 'startChild'
          ? await runChild(program, next)
          : undefined
      : ({ type: 'advance', at, granularity: 'state' } as const);
    if (event) last = step(program, snapshot, event);
    else last = { snapshot, effects: [], history: [] };
  }
}

const templates = new JsonataTemplates();

async function evaluate(effect: Extract<Effect, { kind: 'evaluate' }>): Promise<ExecutionEvent> {
  const { at } = options;
  const { id, template, field, states, variables } = effect;
  const bindings = { states, variables, now: at, random: () => 0.5 };
  return {
    type: 'evaluated',
    at,
    id,
    outcome: await (evaluateBriefly(template, field, bindings, templates) ??
      evaluateJsonata(template, field, bindings, undefined, templates)),
  };
}

async function runChild(
  program: Program,
  effect: Extract<Effect, { kind: 'startChild' }>,
): Promise<ExecutionEvent> {
  const child = childProgram(program, effect.origin.state);
  const { snapshots } = await record(child, effect.input, { Map: effect.map });
  const value = snapshots.at(-1)?.output ?? null;
  const { at } = options;
  return { type: 'childEnded', at, id: effect.id, outcome: { ok: true, value } };
}
