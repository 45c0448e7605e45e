/** Scenario files: `*.scenario.yaml`, `*.scenario.json` and AWS's MockConfigFile.json. */
import { type Json, parse, type Range, type SourceNode, syntaxOf } from '@stepthrough/asl';
import { misfitProblems } from './misfits.ts';
import { mockConfigProblems } from './mock-config.ts';
import {
  emptyScenario,
  type Answer,
  type MockConfig,
  type Place,
  type Scenario,
  type Start,
} from './model.ts';
import { linesOf, placesIn } from './places.ts';
import { referenceProblems } from './references.ts';
import { scenarioShape } from './scenario-shape.ts';
import { checkShape, readShape } from './shape.ts';
import { parsed } from './json-text.ts';

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
  const placeOf = linesOf(text);
  const located = found.map((problem) => ({ ...problem, ...placeOf(problem.range.start) }));
  if (!root && located.length === 0) {
    const message = 'The scenario is empty; it needs at least "starts" or "input".';
    located.push({ message, range: { start: 0, end: 0 }, line: 1, column: 1 });
  }
  const scenario =
    root && located.length === 0 ? scenarioOf(root, path, placesIn(root, placeOf)) : undefined;
  return { path, scenario, problems: located };
}

function problemsOf(root: SourceNode): readonly { message: string; range: Range }[] {
  const problems = checkShape(root, scenarioShape, 'The scenario');
  if (problems.length > 0 || root.kind !== 'object') return problems;
  return [...mockConfigProblems(root), ...referenceProblems(root), ...misfitProblems(root)];
}

function scenarioOf(root: SourceNode, path: string, places: ReadonlyMap<string, Place>): Scenario {
  const data = readShape(root, scenarioShape) as unknown as ScenarioData;
  const named = Object.entries(data.starts ?? {}).map(([name, start]): Start => ({
    ...start,
    name,
  }));
  const direct: readonly Start[] =
    data.input === undefined ? [] : [{ name: 'input', input: data.input }];
  return {
    ...emptyScenario,
    path,
    name: data.name,
    definition: data.definition,
    type: data.type,
    machines: data.machines ?? {},
    seed: data.seed,
    clockStart: data.clock && Date.parse(data.clock.start),
    starts: [...direct, ...named],
    events: data.events ?? [],
    users: data.users ?? {},
    resources: { ...emptyScenario.resources, ...data.resources },
    answers: (data.answers ?? []).map(withMock),
    consumers: data.consumers ?? [],
    faults: data.faults ?? [],
    expect: data.expect ?? {},
    mocks: mocksOf(data),
    places,
  };
}

/** A mock of the TestState API is an answer that is checked as strictly as there. */
function withMock({ mock, ...answer }: Answer & { readonly mock?: TestStateMock }): Answer {
  if (mock === undefined) return answer;
  const { result, errorOutput, fieldValidationMode = 'STRICT' } = mock;
  return {
    ...answer,
    validate: fieldValidationMode,
    ...(errorOutput === undefined ? { return: parsed(result ?? null) } : { throw: errorOutput }),
  };
}

interface TestStateMock {
  readonly result?: Json;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

function mocksOf({ StateMachines, MockedResponses, use }: ScenarioData): MockConfig | undefined {
  if (StateMachines === undefined && MockedResponses === undefined && use === undefined) {
    return undefined;
  }
  return {
    StateMachines: StateMachines ?? {},
    MockedResponses: MockedResponses ?? {},
    ...(use === undefined ? {} : { file: use.mocks }),
  };
}

interface ScenarioData extends Partial<
  Pick<
    Scenario,
    'answers' | 'consumers' | 'resources' | 'expect' | 'faults' | 'events' | 'users' | 'machines'
  >
> {
  readonly name?: string;
  readonly definition?: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly use?: { readonly mocks: string };
  readonly seed?: number;
  readonly clock?: { readonly start: string };
  readonly input?: Json;
  readonly starts?: { readonly [name: string]: { readonly [field: string]: Json } };
  readonly StateMachines?: MockConfig['StateMachines'];
  readonly MockedResponses?: MockConfig['MockedResponses'];
}
