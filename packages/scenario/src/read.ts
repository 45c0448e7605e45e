/** Scenario files: `*.scenario.yaml`, `*.scenario.json` and AWS's MockConfigFile.json. */
import { parse, type Range, roundedNumbers, type SourceNode, syntaxOf } from '@stepthrough/asl';
import { withoutForeign } from './foreign-fields.ts';
import { misfitProblems } from './misfits.ts';
import { mockConfigOf, mockConfigProblems } from './mock-config.ts';
import { mockProblems } from './mock-problems.ts';
import type { answer as answerShape } from './form/answers.ts';
import type { Answer, Place, Scenario, Start } from './model.ts';
import { parsed } from '@stepthrough/json';
import type { Problem } from './nodes.ts';
import { linesOf, placesIn } from './places.ts';
import { referenceProblems } from './references.ts';
import { scenarioShape } from './scenario-shape.ts';
import { checkShape } from './shape/check.ts';
import { readShape } from './shape/read.ts';
import type { Infer } from './shape/shape.ts';

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
  /** What is passed over. */
  readonly warnings: readonly ScenarioProblem[];
}

/** Reads any text; a scenario comes out only when nothing is wrong with it. */
export function readScenario(text: string, path: string): ScenarioDocument {
  const { root: whole, problems } = parse(text, syntaxOf(path));
  const { known: root, warnings } = whole ? withoutForeign(whole) : nothing;
  const found =
    problems.length > 0 || !root
      ? problems.map(({ message, range }) => ({ message, range }))
      : problemsOf(root);
  const placeOf = linesOf(text);
  const locate = (problem: Problem): ScenarioProblem => ({
    ...problem,
    ...placeOf(problem.range.start),
  });
  const located = found.map(locate);
  if (!root && located.length === 0) {
    const message = 'The scenario is empty; it needs at least "starts" or "input".';
    located.push({ message, range: { start: 0, end: 0 }, line: 1, column: 1 });
  }
  const told = warnings.map(locate);
  const notices = roundedNumbers(root, text).map(({ message, range }) => {
    const { line, column } = placeOf(range.start);
    return `${path}:${line}:${column}: ${message}`;
  });
  const scenario =
    root && located.length === 0
      ? { ...scenarioOf(root, path, placesIn(root, placeOf)), notices, warnings: told }
      : undefined;
  return { path, scenario, problems: located, warnings: told };
}

const nothing = { known: undefined, warnings: [] };

function problemsOf(root: SourceNode): readonly { message: string; range: Range }[] {
  const problems = checkShape(root, scenarioShape, 'The scenario');
  if (problems.length > 0 || root.kind !== 'object') return problems;
  return [
    ...mockConfigProblems(root),
    ...mockProblems(root),
    ...referenceProblems(root),
    ...misfitProblems(root),
  ];
}

function scenarioOf(
  root: SourceNode,
  path: string,
  places: ReadonlyMap<string, Place>,
): Omit<Scenario, 'notices' | 'warnings'> {
  const file = readShape(root, scenarioShape);
  const named = Object.entries(file.starts).map(([name, start]): Start => ({ ...start, name }));
  const direct: readonly Start[] =
    file.input === undefined ? [] : [{ name: 'input', input: file.input }];
  return {
    ...file,
    path,
    clockStart: file.clock && Date.parse(file.clock.start),
    starts: [...direct, ...named],
    answers: file.answers.map(withMock),
    mocks: mockConfigOf(file),
    testCase: {},
    places,
  };
}

/** A mock of the TestState API is an answer that is checked as strictly as there. */
function withMock({ mock, ...answer }: Infer<typeof answerShape>): Answer {
  if (mock === undefined) return answer;
  const { result, errorOutput, fieldValidationMode } = mock;
  return {
    ...answer,
    validate: fieldValidationMode,
    ...(errorOutput === undefined ? { return: parsed(result ?? null) } : { throw: errorOutput }),
  };
}
