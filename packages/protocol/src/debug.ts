/**
 * What the debug adapter understands and says beyond the Debug Adapter Protocol: its launch
 * configuration, and the custom events and requests (prefixed `stepthrough.`) between it and the
 * extension.
 */

import { member } from '@stepthrough/json';
import { type Check, count, flag, list, number, oneOf, optional, record, text } from './check.ts';

/** A launch configuration of type `stepthrough`. Paths are absolute when they reach the adapter. */
export interface LaunchConfiguration {
  /** The definition: an `.asl.json` or `.asl.yaml` file. */
  readonly program: string;
  /** A scenario file, or a MockConfigFile. Without one, `NAME.scenario.yaml|json` beside the program is used when it exists. */
  readonly scenario?: string;
  /** Which of the scenario's starts begins the run. Without it, the only one, or the client is asked. */
  readonly start?: string;
  /** A test case of a MockConfigFile. */
  readonly testCase?: string;
  /** The execution's input, instead of a start of the scenario. */
  readonly input?: unknown;
  /** A JSON file with the input. */
  readonly inputFile?: string;
  /** Seed of every random choice: the same seed gives the same run. */
  readonly seed?: number;
  readonly stopOnEntry?: boolean;
  readonly noDebug?: boolean;
  /** How the virtual clock passes: at once (`virtual`), or at `timeScale` virtual seconds a second. */
  readonly clock?: 'virtual' | 'scaled' | 'real';
  readonly timeScale?: number;
  /** The client answers `stepthrough.chooseStart` events with a `stepthrough.start` request. */
  readonly canChooseStart?: boolean;
}

/** Checks a configuration at the door; gives what is wrong with it, in words for its author. */
export function launchConfigurationProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null)
    return 'The launch configuration must be an object.';
  const configuration = value as { readonly [name: string]: unknown };
  if (typeof configuration['program'] !== 'string' || configuration['program'] === '') {
    return 'The launch configuration needs "program": the path of an .asl.json or .asl.yaml file.';
  }
  for (const [name, type] of Object.entries(expectedTypes)) {
    const given = member(configuration, name);
    if (given !== undefined && typeof given !== type) {
      return `"${name}" in the launch configuration must be a ${type}, not ${JSON.stringify(given)}.`;
    }
  }
  const clock = configuration['clock'];
  if (clock !== undefined && !clocks.some((name) => name === clock)) {
    return `"clock" in the launch configuration is "virtual", "scaled" or "real", not ${JSON.stringify(clock)}.`;
  }
  return undefined;
}

const clocks = ['virtual', 'scaled', 'real'];

const expectedTypes = {
  scenario: 'string',
  start: 'string',
  testCase: 'string',
  inputFile: 'string',
  seed: 'number',
  stopOnEntry: 'boolean',
  noDebug: 'boolean',
  timeScale: 'number',
  canChooseStart: 'boolean',
} as const;

/** One way to begin a run, as a picker shows it. */
export interface StartChoice {
  readonly name: string;
  /** E.g. `API Gateway · POST /orders` or `SQS · orders (2 messages)`. */
  readonly description: string;
}

export type StateStatus = 'running' | 'succeeded' | 'failed' | 'caught' | 'cancelled';

/** How far a run has come, as the canvas shows it. */
export interface RunStatus {
  readonly program: string;
  readonly states: readonly StateRun[];
  /** The transitions that the run has taken, each once. */
  readonly transitions?: readonly RunTransition[];
  /** `stateId` of the state at which the run stands. */
  readonly current: string | undefined;
  readonly ended: boolean;
  /** Virtual time in milliseconds since the epoch. */
  readonly now: number;
}

export interface StateRun {
  /** `stateId` of `@stepthrough/asl`. */
  readonly id: string;
  readonly status: StateStatus;
  readonly visits: number;
}

/** From one state to another of its scope, or to the end of the scope. */
export interface RunTransition {
  /** `stateId` */
  readonly from: string;
  readonly to: string | undefined;
  readonly isCaught: boolean;
  /**
   * What tells it from others between the same states: zero-based number of the choice rule or catcher,
   * or that it is a Choice's Default; `undefined` for Next and End.
   */
  readonly index: number | 'Default' | undefined;
}

/** Which of a state's transitions to the same state: see `RunTransition`. */
const choice: Check<RunTransition['index']> = (value, at) =>
  value === 'Default' ? undefined : optional(count)(value, at);

/** A run's status in the form that canvas and clock read. */
export const runStatus: Check<RunStatus> = record<RunStatus>({
  program: text,
  states: list(
    record<StateRun>({
      id: text,
      status: oneOf(['running', 'succeeded', 'failed', 'caught', 'cancelled']),
      visits: count,
    }),
  ),
  transitions: optional(
    list(record<RunTransition>({ from: text, to: optional(text), isCaught: flag, index: choice })),
  ),
  current: optional(text),
  ended: flag,
  now: number,
});

/** Checks the body of a `stepthrough.runStatus` event at the extension's door. */
export function isRunStatus(value: unknown): value is RunStatus {
  return runStatus(value, 'status') === undefined;
}

/** Events of the adapter, by name. */
export interface DebugEvents {
  readonly 'stepthrough.chooseStart': { readonly starts: readonly StartChoice[] };
  readonly 'stepthrough.runStatus': RunStatus;
}

/** Requests to the adapter, by name: their arguments. */
export interface DebugRequests {
  readonly 'stepthrough.start': { readonly name: string };
  /** What the fields of the frame's state have given so far, for the ends of their lines. */
  readonly 'stepthrough.inlineValues': { readonly frameId: number };
}

/** The answer to `stepthrough.inlineValues`. */
export interface InlineValues {
  readonly path: string;
  readonly values: readonly {
    /** Zero-based line on which the field begins. */
    readonly line: number;
    readonly text: string;
  }[];
}
