/** A scenario as the simulation uses it: checked, with durations in milliseconds. */
import type { Json } from '@stepthrough/asl';

type JsonObject = { readonly [name: string]: Json };
type Declared = { readonly [name: string]: JsonObject };

export interface Scenario {
  readonly path: string | undefined;
  readonly name: string | undefined;
  /** Path of the main definition, as the file has it. */
  readonly definition: string | undefined;
  readonly type: 'STANDARD' | 'EXPRESS' | undefined;
  readonly machines: {
    readonly [name: string]: {
      readonly definition: string;
      readonly type?: 'STANDARD' | 'EXPRESS';
    };
  };
  readonly seed: number | undefined;
  readonly clockStart: number | undefined;
  readonly starts: readonly Start[];
  readonly events: readonly TimedEvent[];
  readonly users: Declared;
  readonly resources: Resources;
  readonly answers: readonly Answer[];
  readonly consumers: readonly Consumer[];
  readonly faults: readonly Fault[];
  readonly expect: JsonObject;
  readonly mocks: MockConfig | undefined;
  /** The responses of the chosen test case, by state. */
  readonly testCase: { readonly [state: string]: readonly MockedResponse[] };
  /** Where its parts stand in the file, by JSON pointer. */
  readonly places: ReadonlyMap<string, Place>;
}

/** One-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** `path:line:column` of a part of the scenario, for messages; the file where the part has no place. */
export function placeIn({ path, places }: Scenario, parts: readonly string[]): string {
  const file = path ?? 'the scenario';
  const place = places.get(`/${parts.join('/')}`);
  return place ? `${file}:${place.line}:${place.column}` : file;
}

export interface Start extends JsonObject {
  readonly name: string;
}

export interface TimedEvent extends JsonObject {
  /** Milliseconds from the beginning. */
  readonly at: number;
}

interface Resources {
  readonly queues: Declared;
  readonly apis: Declared;
  readonly pipes: Declared;
  readonly functions: Declared;
  readonly rules: Declared;
  readonly topics: Declared;
  readonly buckets: Declared;
  readonly notifications: { readonly [bucket: string]: readonly JsonObject[] };
  readonly tables: Declared;
  readonly jobs: Declared;
  readonly endpoints: { readonly [address: string]: readonly JsonObject[] };
  readonly activities: readonly string[];
}

export interface Reply {
  readonly return?: Json;
  readonly throw?: { readonly error?: string; readonly cause?: string };
  /** Milliseconds. */
  readonly after?: number;
  readonly heartbeats?: number;
  readonly submit?: Json;
}

type Names = string | readonly string[];

export interface Answer extends Reply {
  readonly match: {
    readonly state?: Names;
    readonly function?: string;
    readonly service?: Names;
    readonly action?: Names;
    readonly resource?: string;
    readonly machine?: string;
    readonly attempt?: number;
    readonly input?: Json;
  };
  readonly sequence?: readonly Reply[];
  readonly repeatLast?: boolean;
  readonly simulate?: boolean;
  readonly times?: number;
  readonly validate?: ValidationMode;
}

export type ValidationMode = 'STRICT' | 'PRESENT' | 'NONE';

export interface Consumer {
  readonly name?: string;
  readonly queue?: string;
  readonly activity?: string;
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

/** Exactly one member is there. */
interface Fault {
  readonly throttle?: FaultyCalls;
  readonly fail?: FaultyCalls & { readonly error: string; readonly message?: string };
  readonly latency?: FaultyCalls & { readonly delay: number };
  readonly duplicate?: {
    readonly queue: string;
    readonly after?: number;
    readonly body?: Json;
    readonly times?: number;
  };
  readonly reorder?: string;
  readonly partialBatch?: {
    readonly queue: string;
    readonly entries: readonly number[];
    readonly times?: number;
  };
  readonly poison?: { readonly queue: string; readonly body: Json };
}

export interface FaultyCalls {
  readonly state?: string;
  readonly service?: string;
  readonly action?: string;
  readonly function?: string;
  /** Milliseconds from the beginning. */
  readonly after?: number;
  readonly times?: number;
}

/** AWS's MockConfigFile.json. */
export interface MockConfig {
  readonly StateMachines: {
    readonly [machine: string]: {
      readonly TestCases?: { readonly [name: string]: { readonly [state: string]: string } };
    };
  };
  readonly MockedResponses: { readonly [name: string]: { readonly [range: string]: Json } };
  /** What `use.mocks` says, before that file has been read. */
  readonly file?: string;
  /** The case that `use.mocks` names. */
  readonly chosen?: string;
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
  definition: undefined,
  type: undefined,
  machines: {},
  seed: undefined,
  clockStart: undefined,
  starts: [],
  events: [],
  users: {},
  resources: {
    queues: {},
    apis: {},
    pipes: {},
    functions: {},
    rules: {},
    topics: {},
    buckets: {},
    notifications: {},
    tables: {},
    jobs: {},
    endpoints: {},
    activities: [],
  },
  answers: [],
  consumers: [],
  faults: [],
  expect: {},
  mocks: undefined,
  testCase: {},
  places: new Map(),
};
