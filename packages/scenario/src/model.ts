/** A scenario as a simulation uses it: checked, with defaults put in and durations in milliseconds. */
import type { answer, action, consumer, errorOutput, replyFields } from './form/answers.ts';
import type { api } from './form/apis.ts';
import type { expectation } from './form/expectations.ts';
import type {
  endpoint,
  job,
  lambdaFunction,
  notification,
  pipe,
  queue,
  resources as resourcesShape,
  rule,
  source,
  table,
  topic,
} from './form/resources.ts';
import type { expectedAnswer, start, timedEvent } from './form/starts.ts';
import { scenarioShape, type user } from './scenario-shape.ts';
import { defaultsOf } from './shape/read.ts';
import type { Infer, ObjectShape } from './shape/shape.ts';

export type Queue = Infer<typeof queue>;
export type Pipe = Infer<typeof pipe>;
export type EventSource = Infer<typeof source>;
export type LambdaFunction = Infer<typeof lambdaFunction>;
export type Rule = Infer<typeof rule>;
export type Topic = Infer<typeof topic>;
export type Notification = Infer<typeof notification>;
export type Table = Infer<typeof table>;
export type Job = Infer<typeof job>;
/** Answers of an HTTP endpoint. */
export type Endpoint = Infer<typeof endpoint>;
export type Api = Infer<typeof api>;
export type Route = Api['routes'][string];
export type Authorizer = Api['authorizers'][string];
export type User = Infer<typeof user>;
export type Resources = Infer<typeof resourcesShape>;
export type Consumer = Infer<typeof consumer>;
export type Reaction = Consumer['script'][number];
export type Action = Infer<typeof action>;
export type Fault = ScenarioFile['faults'][number];
export type FaultyCalls = NonNullable<Fault['throttle']>;
export type Expectation = Infer<typeof expectation>;
export type ExpectedAnswer = Infer<typeof expectedAnswer>;
export type TimedEvent = Infer<typeof timedEvent>;
/** A failure; TestState's mocks may have one without a name. */
type Thrown = Infer<typeof errorOutput>;
/** What a service says to one request. */
export type Reply = Omit<Infer<ObjectShape<typeof replyFields>>, 'throw'> & {
  readonly throw?: Thrown;
};
export type ScenarioFile = Infer<typeof scenarioShape>;

export type Start = Infer<typeof start> & { readonly name: string };

/** A `mock` of the file has become what it means. */
export type Answer = Omit<Infer<typeof answer>, 'mock' | 'throw'> & Pick<Reply, 'throw'>;
export type ValidationMode = NonNullable<Answer['validate']>;

export interface Scenario extends Pick<
  ScenarioFile,
  | 'name'
  | 'definition'
  | 'type'
  | 'machines'
  | 'seed'
  | 'events'
  | 'users'
  | 'resources'
  | 'consumers'
  | 'faults'
  | 'expect'
> {
  readonly path: string | undefined;
  /** Milliseconds since the epoch. */
  readonly clockStart: number | undefined;
  readonly starts: readonly Start[];
  readonly answers: readonly Answer[];
  readonly mocks: MockConfig | undefined;
  /** The responses of the chosen test case, by state. */
  readonly testCase: { readonly [state: string]: readonly MockedResponse[] };
  /** Where its parts stand in the file, by JSON pointer. */
  readonly places: ReadonlyMap<string, Place>;
  /** What a run says at its beginning, each with its place: numbers that are others here. */
  readonly notices: readonly string[];
  /** Parts of the file that are passed over. */
  readonly warnings: readonly (Place & { readonly message: string })[];
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

/** AWS's MockConfigFile.json. */
export interface MockConfig {
  readonly StateMachines: {
    readonly [machine: string]: {
      readonly TestCases: { readonly [name: string]: { readonly [state: string]: string } };
    };
  };
  readonly MockedResponses: { readonly [name: string]: readonly MockedResponse[] };
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

const { machines, events, users, resources, consumers, faults, expect } = defaultsOf(scenarioShape);

/** What a run without a scenario has. */
export const emptyScenario: Scenario = {
  machines,
  events,
  users,
  resources,
  consumers,
  faults,
  expect,
  path: undefined,
  clockStart: undefined,
  starts: [],
  answers: [],
  mocks: undefined,
  testCase: {},
  places: new Map<string, Place>(),
  notices: [],
  warnings: [],
};
