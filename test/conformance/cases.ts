/** The recorded cases, one JSON file each, in the format of the conformance protocol. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '@stepthrough/asl';

export interface JsonObject {
  readonly [member: string]: Json;
}

export interface Case {
  readonly name: string;
  readonly family: string;
  readonly kind: 'execution' | 'express' | 'test-state' | 'validation';
  /** Of a validation: which API was called. */
  readonly operation?: string;
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly definition?: JsonObject;
  readonly definitionText?: string;
  readonly input: Json;
  readonly inputText?: string;
  readonly identity?: CaseIdentity;
  readonly clock: { readonly start: string };
  readonly services: Services;
  readonly call?: JsonObject;
  readonly source?: { readonly recorded?: string };
  readonly expect: Expectation;
  readonly volatile: {
    readonly unorderedParallel?: boolean;
    readonly concurrent?: boolean;
    readonly lossyHistory?: boolean;
  };
}

export interface CaseIdentity {
  readonly account?: string;
  readonly region?: string;
  readonly stateMachineArn?: string;
  readonly executionName?: string;
  readonly executionArn?: string;
  readonly roleArn?: string;
}

export interface Services {
  readonly answers?: readonly Answer[];
  readonly s3?: { readonly [bucket: string]: { readonly [key: string]: string } };
  readonly externalCalls?: readonly JsonObject[];
}

/** What a service answered; absent `path`, `visit` or `attempt`, or `*`, is any. */
export interface Answer {
  readonly seq?: number;
  readonly state: string | null;
  readonly path?: '*' | readonly JsonObject[];
  readonly visit?: '*' | number;
  readonly attempt?: '*' | number;
  readonly request?: Json;
  readonly submitted?: { readonly output: Json };
  readonly workerName?: string;
  readonly outcome: 'succeeded' | 'failed' | 'timedOut' | 'none';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/** An event in the protocol's normal form; `id` and `prev` are `null` where the recording lost them. */
export interface NormalEvent {
  readonly id: number | null;
  readonly prev: number | null;
  readonly type: string;
  readonly details?: Json;
}

export interface Result {
  readonly status?: string;
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly exception?: { readonly code: string; readonly message: string };
  readonly history?: readonly NormalEvent[];
  readonly inspectionData?: Json;
  /** What a validation says. */
  readonly valid?: boolean;
  readonly result?: string;
  readonly diagnostics?: Json;
  readonly truncated?: boolean;
  readonly variableReferences?: Json;
}

type Expectation = { readonly [M in keyof Result]?: Result[M] | Json } & {
  readonly history?: readonly NormalEvent[];
};

/** The cases of a folder and those inside it, in the order of their files' names; one that cannot be read is told as a text. */
export function readCases(folder: string): readonly (Case | Unreadable)[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readCase(join(folder, file), file.slice(0, -'.json'.length)));
}

export interface Unreadable {
  readonly name: string;
  readonly problem: string;
}

const startOfTime = '2026-01-01T00:00:00Z';

/** With what a case may leave out. */
function readCase(file: string, fileName: string): Case | Unreadable {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { name: fileName, problem: `cannot be read: ${String(error)}` };
  }
  if (!isObject(read)) return { name: fileName, problem: 'is no object' };
  const given = read as unknown as Partial<Case>;
  const { inputText } = given;
  return {
    family: '',
    kind: 'execution',
    ...given,
    name: given.name ?? fileName,
    input: given.input ?? (inputText === undefined ? {} : (parsed(inputText) ?? {})),
    clock: typeof given.clock?.start === 'string' ? given.clock : { start: startOfTime },
    services: given.services ?? {},
    expect: asRecordedToday(given.expect ?? {}, given.source?.recorded),
    volatile: given.volatile ?? {},
  };
}

/**
 * AWS has changed one thing in histories since JSONata was new: recordings up to November 2024 let an
 * EvaluationFailed follow the event before the state, those since December 2024 the event before it.
 */
function asRecordedToday(expect: Expectation, recorded: string | undefined): Expectation {
  const { history } = expect;
  if (history === undefined || recorded === undefined || recorded >= '2024-12') return expect;
  return {
    ...expect,
    history: history.map((event) =>
      event.type === 'EvaluationFailed' && event.id !== null
        ? { ...event, prev: event.id - 1 }
        : event,
    ),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A text that is no JSON is part of what some cases test.
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
