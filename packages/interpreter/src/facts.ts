import type { Json, JsonObject } from '@stepthrough/json';

export type ExecutionType = 'STANDARD' | 'EXPRESS';

/** Who an execution is; its ARNs appear in the context object, causes and histories. */
export interface Identity {
  readonly accountId: string;
  readonly region: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly executionArn: string;
  readonly executionName: string;
  readonly roleArn: string;
}

/** What is decided when an execution starts. */
export interface Facts {
  readonly identity: Identity;
  readonly type: ExecutionType;
  readonly seed: number | string;
  readonly input: Json;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly redriveCount: number;
  /** When it was redriven last; milliseconds since the epoch. */
  readonly redrivenAt: number | undefined;
  /** Members of the context object that the caller gives: `Execution`, `StateMachine`, and `Map` of a Map Run's child. */
  readonly context: JsonObject;
}
