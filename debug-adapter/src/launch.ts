import * as fs from 'node:fs';
import {
  type AslDocument,
  type Json,
  parse,
  roundedNumbers,
  readFileText,
  syntaxOf,
  toJson,
  UnreadableFile,
} from '@stepthrough/asl';
import {
  launchConfigurationProblem,
  type LaunchConfiguration,
  type StartChoice,
} from '@stepthrough/protocol';
import type { Scenario } from '@stepthrough/scenario';
import {
  beginsByItself,
  listStarts,
  loadScenario,
  ofScenario,
  scenarioBeside,
  Simulation,
} from '@stepthrough/simulator';
import type { ClockSpeed } from './clock.ts';
import { messageOf, RequestProblem } from './protocol/problem.ts';
import { lineIndex } from './source/line-index.ts';

/** A launch whose files have been read and found right. */
export interface Prepared {
  readonly configuration: LaunchConfiguration;
  readonly text: string;
  readonly document: AslDocument;
  readonly scenario: Scenario | undefined;
  readonly input: Json | undefined;
  /** What the run says of the input at its beginning. */
  readonly notices: readonly string[];
  /** The starts among which the client can choose; empty when it is decided how the run begins. */
  readonly choices: readonly StartChoice[];
}

export interface Launched {
  readonly program: string;
  readonly simulation: Simulation;
  readonly stopOnEntry: boolean;
  readonly noDebug: boolean;
  readonly clock: ClockSpeed | undefined;
}

/** Reads everything that a launch names. @throws RequestProblem that says what would be right. */
export async function prepare(args: unknown): Promise<Prepared> {
  const problem = launchConfigurationProblem(args);
  if (problem !== undefined) throw new RequestProblem(problem, { showUser: true });
  const configuration = args as LaunchConfiguration;
  const { program } = configuration;
  const text = read(program, 'the definition ("program" in the launch configuration)');
  const document = checked(program, text);
  const scenarioPath = configuration.scenario ?? scenarioBeside(program);
  const scenario = scenarioPath === undefined ? undefined : scenarioAt(scenarioPath);
  const { input, notices } = inputOf(configuration);
  const isDecided = input !== undefined || configuration.start !== undefined;
  const choices = scenario && !isDecided ? listStarts(scenario) : [];
  return { configuration, text, document, scenario, input, notices, choices };
}

/** The run of a prepared launch. @throws RequestProblem */
export function launch(
  { configuration, document, scenario, input, notices }: Prepared,
  chosenStart: string | undefined,
): Launched {
  const { program, testCase, seed } = configuration;
  const start = chosenStart ?? configuration.start;
  const hasStart = start !== undefined || (scenario !== undefined && beginsByItself(scenario));
  const given = input === undefined && !hasStart ? {} : input;
  const source = { program: { path: program, document }, ...(scenario ? { scenario } : {}) };
  try {
    const simulation = new Simulation({
      ...source,
      ...ofScenario(source),
      ...(start === undefined ? {} : { start }),
      ...(given === undefined ? {} : { input: given }),
      notices,
      ...(testCase === undefined ? {} : { testCase }),
      ...(seed === undefined ? {} : { seed }),
    });
    return {
      program,
      simulation,
      stopOnEntry: configuration.stopOnEntry ?? false,
      noDebug: configuration.noDebug ?? false,
      clock: clockOf(configuration),
    };
  } catch (error) {
    throw new RequestProblem(messageOf(error), { showUser: true });
  }
}

function checked(path: string, text: string): AslDocument {
  const document = parse(text, syntaxOf(path));
  const [problem] = document.problems;
  if (problem) {
    const { line, column } = lineIndex(text).positionAt(problem.range.start);
    throw new RequestProblem(`${path}:${line + 1}:${column + 1}: ${problem.message}`, {
      showUser: true,
    });
  }
  if (!document.machine?.statesField || document.machine.states.length === 0) {
    throw new RequestProblem(
      `${path} is no state machine: it needs "StartAt" and an object "States" with at least one state.`,
      { showUser: true },
    );
  }
  const { startAt, states } = document.machine;
  if (!states.some(({ name }) => name === startAt?.value)) {
    const known = states.map(({ name }) => name).join(', ');
    throw new RequestProblem(
      startAt
        ? `${path}: "StartAt" names the state "${startAt.value}", which does not exist; there are ${known}.`
        : `${path}: "StartAt" is missing; it names the first state: one of ${known}.`,
      { showUser: true },
    );
  }
  return document;
}

function scenarioAt(path: string): Scenario {
  try {
    return loadScenario(path);
  } catch (error) {
    throw new RequestProblem(messageOf(error), { showUser: true });
  }
}

function inputOf({ input, inputFile }: LaunchConfiguration): Pick<Prepared, 'input' | 'notices'> {
  if (input !== undefined) return { input: input as Json, notices: unsafeIn(input as Json) };
  if (inputFile === undefined) return { input: undefined, notices: [] };
  const text = read(inputFile, 'the input ("inputFile" in the launch configuration)');
  const { root, problems } = parse(text, syntaxOf(inputFile));
  const [problem] = problems;
  const told = (offset: number, message: string): string => {
    const { line, column } = lineIndex(text).positionAt(offset);
    return `${inputFile}:${line + 1}:${column + 1}: ${message}`;
  };
  if (root && !problem) {
    const rounded = roundedNumbers(root, text);
    return {
      input: toJson(root),
      notices: rounded.map(({ range, message }) => told(range.start, message)),
    };
  }
  const message = problem?.message ?? 'The file is empty; it needs a JSON value.';
  throw new RequestProblem(told(problem?.range.start ?? 0, message), { showUser: true });
}

/** A launch configuration arrives as values: what digits were written in it is no longer to be seen. */
function unsafeIn(input: Json): readonly string[] {
  if (typeof input === 'number') {
    if (!Number.isInteger(input) || Number.isSafeInteger(input)) return [];
    return [
      `"input" in the launch configuration has the whole number ${input}, which doubles hold inexactly: other digits may have been written. AWS keeps those of 64 bits; a text keeps its digits.`,
    ];
  }
  return typeof input === 'object' && input !== null
    ? Object.values<Json>(input).flatMap(unsafeIn)
    : [];
}

function read(path: string, what: string): string {
  try {
    return readFileText(fs, path);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new RequestProblem(`${path}: ${error.message}. It should be ${what}.`, {
      showUser: true,
    });
  }
}

function clockOf({
  clock = 'virtual',
  timeScale = 60,
}: LaunchConfiguration): ClockSpeed | undefined {
  if (clock === 'virtual') return undefined;
  return { scale: clock === 'real' ? 1 : Math.max(timeScale, 0.001) };
}
