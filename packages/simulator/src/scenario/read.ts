/** Scenario files: `*.scenario.yaml`, `*.scenario.json` and AWS's MockConfigFile.json. */
import { parse, syntaxOf, valueOf, type Json, type Range, type SourceNode } from '@stepthrough/asl';
import { readFileSync } from 'node:fs';
import { SimulationProblem } from '../problem.ts';
import { mockConfigProblems } from './mock-config.ts';
import { emptyScenario, type MockConfig, type Scenario, type Start } from './model.ts';
import { scenarioShape } from './scenario-shape.ts';
import { checkShape, readShape } from './shape.ts';

export interface ScenarioProblem {
  /** What is wrong and what would be right. */
  readonly message: string;
  readonly range: Range;
  /** One-based. */
  readonly line: number;
  readonly column: number;
}

export interface ScenarioDocument {
  readonly path: string;
  /** `undefined` when there are problems. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly ScenarioProblem[];
}

/** Reads any text; a scenario comes out only when nothing is wrong with it. */
export function readScenario(text: string, path: string): ScenarioDocument {
  const { root, problems } = parse(text, syntaxOf(path));
  const found =
    problems.length > 0 || !root
      ? problems.map(({ message, range }) => ({ message, range }))
      : problemsOf(root);
  const located = found.map((problem) => ({ ...problem, ...placeOf(text, problem.range.start) }));
  if (!root && located.length === 0) {
    const message = 'The scenario is empty; it needs at least "starts" or "input".';
    located.push({ message, range: { start: 0, end: 0 }, line: 1, column: 1 });
  }
  const scenario = root && located.length === 0 ? scenarioOf(root, path) : undefined;
  return { path, scenario, problems: located };
}

/** @throws SimulationProblem naming file, line and remedy when the file is missing or wrong. */
export function loadScenario(path: string): Scenario {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (problem) {
    const why = problem instanceof Error && 'code' in problem ? String(problem.code) : 'unreadable';
    throw new SimulationProblem(
      why === 'ENOENT'
        ? `${path}: there is no such scenario file. Check "scenario" in the launch configuration, or remove it to run with an input.`
        : `${path}: the scenario file cannot be read (${why}).`,
    );
  }
  const { scenario, problems } = readScenario(text, path);
  if (scenario) return scenario;
  const lines = problems.map(
    ({ line, column, message }) => `${path}:${line}:${column}: ${message}`,
  );
  throw new SimulationProblem(lines.join('\n'));
}

function problemsOf(root: SourceNode): readonly { message: string; range: Range }[] {
  const problems = checkShape(root, scenarioShape, 'The scenario');
  return problems.length > 0 || root.kind !== 'object'
    ? problems
    : [...mockConfigProblems(root), ...referenceProblems(root)];
}

/** Names of queues, APIs and functions have to lead somewhere. */
function referenceProblems(
  root: Extract<SourceNode, { kind: 'object' }>,
): { message: string; range: Range }[] {
  const resources = valueOf(root, 'resources');
  const namesIn = (kind: string): readonly string[] => {
    const group = resources?.kind === 'object' ? valueOf(resources, kind) : undefined;
    return group?.kind === 'object' ? group.properties.map(({ key }) => key.value) : [];
  };
  const queues = namesIn('queues');
  const consumers = valueOf(root, 'consumers');
  if (consumers?.kind !== 'array') return [];
  return consumers.items.flatMap((consumer) => {
    const queue = consumer.kind === 'object' ? valueOf(consumer, 'queue') : undefined;
    if (queue?.kind !== 'string' || queues.includes(queue.value)) return [];
    return [
      {
        message: `There is no queue "${queue.value}" in "resources.queues"; declare it there: ${queue.value}: {}.`,
        range: queue.range,
      },
    ];
  });
}

function scenarioOf(root: SourceNode, path: string): Scenario {
  const data = readShape(root, scenarioShape) as unknown as ScenarioData;
  const named = Object.entries(data.starts ?? {}).map(([name, start]): Start => ({
    ...start,
    name,
  }));
  const direct: readonly Start[] =
    data.input === undefined ? [] : [{ name: 'input', input: data.input }];
  const mocks =
    data.StateMachines === undefined && data.MockedResponses === undefined
      ? undefined
      : { StateMachines: data.StateMachines ?? {}, MockedResponses: data.MockedResponses ?? {} };
  return {
    ...emptyScenario,
    path,
    name: data.name,
    seed: data.seed,
    clockStart: data.clock && Date.parse(data.clock.start),
    starts: [...direct, ...named],
    resources: { ...emptyScenario.resources, ...data.resources },
    answers: data.answers ?? [],
    consumers: data.consumers ?? [],
    expect: data.expect ?? {},
    mocks,
  };
}

interface ScenarioData extends Partial<
  Pick<Scenario, 'answers' | 'consumers' | 'resources' | 'expect'>
> {
  readonly name?: string;
  readonly seed?: number;
  readonly clock?: { readonly start: string };
  readonly input?: Json;
  readonly starts?: { readonly [name: string]: { readonly [field: string]: Json } };
  readonly StateMachines?: MockConfig['StateMachines'];
  readonly MockedResponses?: MockConfig['MockedResponses'];
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
