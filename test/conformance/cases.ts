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
  readonly kind: 'execution' | 'express' | 'test-state';
  readonly type?: 'STANDARD' | 'EXPRESS';
  readonly definition?: JsonObject;
  readonly definitionText?: string;
  readonly input: Json;
  readonly inputText?: string;
  readonly identity?: CaseIdentity;
  readonly clock: { readonly start: string };
  readonly services: Services;
  readonly call?: JsonObject;
  readonly expect: Expectation;
  readonly volatile: {
    readonly unorderedParallel?: boolean;
    readonly concurrent?: boolean;
    readonly lossyHistory?: boolean;
  };
}

export interface CaseIdentity {
  readonly account: string;
  readonly region: string;
  readonly stateMachineArn: string;
  readonly executionName: string;
  readonly executionArn: string;
  readonly roleArn: string;
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
}

type Expectation = { readonly [M in keyof Result]?: Result[M] | Json } & {
  readonly history?: readonly NormalEvent[];
};

export function readCases(folder: string): readonly Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
