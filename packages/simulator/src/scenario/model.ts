/** A scenario as the simulation uses it: checked, with durations in milliseconds. */
import type { Json } from '@stepthrough/asl';

type JsonObject = { readonly [name: string]: Json };

export interface Scenario {
  readonly path: string | undefined;
  readonly name: string | undefined;
  readonly seed: number | undefined;
  readonly clockStart: number | undefined;
  readonly starts: readonly Start[];
  readonly resources: Resources;
  readonly answers: readonly Answer[];
  readonly consumers: readonly Consumer[];
  readonly expect: Json;
  readonly mocks: MockConfig | undefined;
  /** The responses of the chosen test case, by state. */
  readonly testCase: { readonly [state: string]: readonly MockedResponse[] };
}

export interface Start extends JsonObject {
  readonly name: string;
}

interface Resources {
  readonly queues: { readonly [name: string]: JsonObject };
  readonly apis: { readonly [name: string]: JsonObject };
  readonly pipes: { readonly [name: string]: JsonObject };
  readonly functions: { readonly [name: string]: JsonObject };
  readonly rules: { readonly [name: string]: JsonObject };
  readonly topics: { readonly [name: string]: JsonObject };
  readonly buckets: { readonly [name: string]: JsonObject };
  readonly tables: { readonly [name: string]: JsonObject };
}

export interface Reply {
  readonly return?: Json;
  readonly throw?: { readonly error: string; readonly cause?: string };
  /** Milliseconds. */
  readonly after?: number;
  readonly submit?: Json;
}

export interface Answer extends Reply {
  readonly match: {
    readonly state?: string | readonly string[];
    readonly function?: string;
    readonly service?: string;
    readonly action?: string;
    readonly resource?: string;
    readonly machine?: string;
    readonly input?: Json;
  };
  readonly sequence?: readonly Reply[];
  readonly repeatLast?: boolean;
  readonly simulate?: boolean;
  readonly times?: number;
}

export interface Consumer {
  readonly name?: string;
  readonly queue: string;
  readonly batch?: number;
  readonly concurrency?: number;
  /** Milliseconds. */
  readonly visibilityTimeout?: number;
  readonly script: readonly Reaction[];
}

interface Reaction {
  readonly when?: Json;
  /** Milliseconds. */
  readonly after?: number;
  readonly crash?: boolean;
  readonly do?: readonly JsonObject[];
}

/** AWS's MockConfigFile.json. */
export interface MockConfig {
  readonly StateMachines: {
    readonly [machine: string]: {
      readonly TestCases?: { readonly [name: string]: { readonly [state: string]: string } };
    };
  };
  readonly MockedResponses: { readonly [name: string]: { readonly [range: string]: Json } };
}

/** One row of a mocked response: which invocations of the state it answers. */
export interface MockedResponse {
  readonly from: number;
  readonly to: number;
  readonly reply: Reply;
}

export const emptyScenario: Scenario = {
  path: undefined,
  name: undefined,
  seed: undefined,
  clockStart: undefined,
  starts: [],
  resources: {
    queues: {},
    apis: {},
    pipes: {},
    functions: {},
    rules: {},
    topics: {},
    buckets: {},
    tables: {},
  },
  answers: [],
  consumers: [],
  expect: {},
  mocks: undefined,
  testCase: {},
};
