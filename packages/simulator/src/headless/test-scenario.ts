/** A scenario file as a test: each start, or test case, against what the file expects. */
import type { LogEntry } from '../world/log.ts';
import { SimulationProblem, type Scenario, readScenario } from '@stepthrough/scenario';
import { loadScenario, scenarioText } from './load-scenario.ts';
import type { OwnFault } from '../kernel/own-fault.ts';
import { beginsByItself } from '../kernel/starts.ts';
import { responseOf, type Outcome } from '@stepthrough/services';
import type { ExecutionView } from '../execution-view.ts';
import type { Simulation } from '../simulation.ts';
import { failuresOf, locate, type ExpectationFailure } from './expectations.ts';
import { hasExpectations } from './expected-at-all.ts';
import { endOf } from './chosen-executions.ts';
import { loadMachines } from './load.ts';
import { mockCasesOf, type MockCase } from './mock-cases.ts';
import { noExecutionProblem } from './no-execution.ts';
import { runHeadless, type HeadlessOptions } from './run.ts';

export interface TestOptions {
  /** The definition of scenarios that name none. */
  readonly definition?: string;
  readonly seed?: number;
  /** Only starts and test cases of these names. */
  readonly only?: readonly string[];
  readonly onLog?: (entry: LogEntry) => void;
}

export interface ScenarioReport {
  readonly path: string;
  /** Why the file cannot be run. */
  readonly problems: readonly ExpectationFailure[];
  /** What of the file is passed over. */
  readonly warnings: readonly ExpectationFailure[];
  readonly cases: readonly CaseReport[];
}

export interface CaseReport {
  /** Name of the start or test case. */
  readonly name: string;
  readonly passed: boolean;
  readonly failures: readonly ExpectationFailure[];
  /** Real milliseconds. */
  readonly durationMs: number;
  /** Virtual milliseconds. */
  readonly virtualMs: number;
  readonly log: readonly LogEntry[];
  /** The error of Stepthrough's own that has stopped it. */
  readonly fault: OwnFault | undefined;
}

/** Never throws for a wrong file: it is reported. */
export async function testScenario(
  path: string,
  options: TestOptions = {},
): Promise<ScenarioReport> {
  try {
    const { problems } = readScenario(scenarioText(path), path);
    if (problems.length > 0) {
      const located = problems.map(({ message, line, column }) => ({
        path,
        line,
        column,
        message,
      }));
      return { path, problems: located, warnings: [], cases: [] };
    }
    const scenario = loadScenario(path);
    const warnings = scenario.warnings.map((warning) => ({ path, ...warning }));
    const cases: CaseReport[] = [];
    for (const test of casesOf(scenario, options.definition)) {
      if (options.only && !options.only.includes(test.name)) continue;
      const { files } = test;
      cases.push(
        'problem' in files
          ? notRun(test.name, files.problem, path)
          : await runCase(scenario, { ...test, files }, options).catch((problem: unknown) => {
              // One machine's definition is nothing to the cases of the others.
              if (test.testCase === undefined || !(problem instanceof SimulationProblem))
                throw problem;
              return notRun(test.name, problem.message, path);
            }),
      );
    }
    return { path, problems: [], warnings, cases };
  } catch (problem) {
    if (!(problem instanceof SimulationProblem)) throw problem;
    return {
      path,
      problems: problem.message.split('\n').map((line) => located(line, path)),
      warnings: [],
      cases: [],
    };
  }
}

interface Case extends Omit<MockCase, 'testCase'> {
  readonly start?: string;
  readonly testCase?: string;
}

/** Test cases of a mock file each with the first start, otherwise every start. @throws SimulationProblem */
function casesOf(scenario: Scenario, definition: string | undefined): readonly Case[] {
  const { mocks, starts, events } = scenario;
  const hasCases = Object.values(mocks?.StateMachines ?? {}).some(
    ({ TestCases }) => Object.keys(TestCases).length > 0,
  );
  if (hasCases && mocks?.chosen === undefined) return mockCasesOf(scenario, definition);
  const files = loadMachines(scenario, definition);
  if (starts.length === 0) return [{ name: events.length > 0 ? 'events' : 'run', files }];
  return starts.map(({ name }) => ({ name, start: name, files }));
}

/** A case whose machine has no definition, or one that cannot be run. */
function notRun(name: string, problem: string, path: string): CaseReport {
  return {
    name,
    passed: false,
    failures: problem.split('\n').map((line) => located(line, path)),
    durationMs: 0,
    virtualMs: 0,
    log: [],
    fault: undefined,
  };
}

async function runCase(
  scenario: Scenario,
  {
    name,
    start,
    testCase,
    files,
  }: Omit<Case, 'files'> & { readonly files: Pick<HeadlessOptions, 'program' | 'machines'> },
  { seed, onLog }: TestOptions,
): Promise<CaseReport> {
  const before = performance.now();
  const isBare = !beginsByItself(scenario);
  const { end, problem, fault, simulation, execution, reply } = await runHeadless({
    ...files,
    scenario,
    ...(start === undefined ? {} : { start }),
    ...(testCase === undefined ? {} : { testCase }),
    ...(isBare ? { input: {} } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(onLog ? { onLog } : {}),
  });
  const failures: ExpectationFailure[] = [...failuresOf(simulation, start)];
  const path = scenario.path ?? '';
  // Whoever expects an execution to be still running knows that the run does not end by itself.
  const mayStand = JSON.stringify(scenario.expect).includes('"RUNNING"');
  if (problem !== undefined && !(end === 'stuck' && mayStand)) {
    failures.unshift(...problem.split('\n').map((line) => located(line, path)));
  } else {
    const none = noExecutionProblem(simulation, start);
    const message = hasExpectations(scenario) ? undefined : failureIn(simulation, execution, reply);
    if (none) failures.unshift(locate(scenario, none));
    else if (message !== undefined) failures.push({ path, line: 1, column: 1, message });
  }
  return {
    name,
    passed: failures.length === 0,
    failures,
    durationMs: performance.now() - before,
    virtualMs: simulation.world.now - simulation.setting.clockStart,
    log: simulation.log(),
    fault,
  };
}

/** Where nothing is expected, an execution has to succeed, and so has the invocation of a function. */
function failureIn(
  simulation: Simulation,
  execution: ExecutionView | undefined,
  reply: Outcome | undefined,
): string | undefined {
  if (execution) {
    return execution.status === 'SUCCEEDED'
      ? undefined
      : `The execution ${endOf(simulation, execution)}`;
  }
  if (!reply) return undefined;
  if (!reply.ok) return `${reply.error.code}: ${reply.error.message}`;
  const { FunctionError, Payload } = responseOf(reply);
  return FunctionError === undefined ? undefined : JSON.stringify(Payload ?? FunctionError);
}

/** `path:line:column: message` taken apart. */
function located(text: string, path: string): ExpectationFailure {
  const [, file, line, column, message] = /^(.+?):(\d+):(\d+): (.*)$/.exec(text) ?? [];
  return message === undefined
    ? { path, line: 1, column: 1, message: text.replace(`${path}: `, '') }
    : { path: file ?? path, line: Number(line), column: Number(column), message };
}
