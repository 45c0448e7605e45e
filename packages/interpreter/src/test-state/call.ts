import type { Json, JsonObject } from '@stepthrough/json';

/** The request of TestState, with JSON values in place of its JSON texts where it does not say otherwise. */
export interface TestStateCall {
  /** One state, or a state machine together with `stateName`. */
  readonly definition: JsonObject;
  readonly stateName?: string;
  readonly input?: Json;
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly roleArn?: string;
  readonly variables?: JsonObject;
  readonly context?: JsonObject;
  readonly mock?: Mock;
  readonly stateConfiguration?: StateConfiguration;
  readonly revealSecrets?: boolean;
}

export interface Mock {
  /** JSON, or its text as the API takes it. */
  readonly result?: Json;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  readonly fieldValidationMode?: 'STRICT' | 'PRESENT' | 'NONE';
}

interface StateConfiguration {
  /** How often the retriers have been used before. */
  readonly retrierRetryCount?: number;
  readonly mapIterationFailureCount?: number;
  readonly errorCausedByState?: string;
  readonly mapItemReaderData?: string;
}

/** The response of TestState; `inspectionData` is absent at level INFO. */
export interface TestStateResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: JsonObject;
}

/** What the API answers to a request that it does not take. */
export class TestStateProblem extends Error {
  readonly code: 'ValidationException' | 'InvalidDefinition' | 'ParamValidationError';

  constructor(code: TestStateProblem['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The name of a state that is given without a machine (recorded). */
export const anonymousState = 'StateName';
