/** The form of a recorded conversation with services. */
import type { Json, JsonObject } from '@stepthrough/json';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Conversation {
  readonly name: string;
  readonly service: string;
  readonly identity: { readonly account: string; readonly region: string };
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
  /** Names of members whose lists are compared as multisets. */
  readonly unordered?: readonly string[];
  readonly partial?: boolean;
}

export type Step =
  /** Virtual seconds pass. */
  | { readonly wait: number }
  | {
      readonly call: {
        readonly service: string;
        readonly operation: string;
        readonly params: JsonObject;
      };
      readonly expect?: Expectation;
      /** May fail. */
      readonly free?: boolean;
    };

export type Expectation =
  | { readonly response: Json }
  | {
      readonly error: {
        readonly code?: string;
        readonly name?: string;
        readonly message?: Json;
        readonly status?: number;
        readonly members?: JsonObject;
      };
    };

/** A statement about answers, made after the last step. */
export interface Check {
  readonly of: Json;
  readonly op: string;
  readonly value?: Json;
  readonly expect?: Json;
}

/** The conversations of a folder by their names; `only`, when given, is a part of the names. */
export function readConversations(folder: string, only = ''): readonly Conversation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file.includes(only))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Conversation)
    .filter(({ steps }) => (steps as unknown) !== undefined);
}
