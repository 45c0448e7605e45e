/** How Step Functions asks a service for a Task, and how the Task sees what comes back. */
import type { IntegrationPattern } from '@stepthrough/catalog';
import type { Json, JsonObject } from '@stepthrough/json';
import type { SecondApi } from './service-name.ts';
import type { Signal } from './signals.ts';

/** What a Task gets of an answer: a result, or an error for its Catchers. */
export type TaskResult =
  | { readonly output: Json }
  | { readonly failed: { readonly error: string; readonly cause: string } };

export interface Answered {
  readonly pattern: IntegrationPattern;
  /** Whether the request was taken before, and this is the end of the work that it began. */
  readonly isSubmitted: boolean;
  /** UUID of the answered request. */
  readonly requestId: string;
}

/** An integration that the developer guide calls optimized, e.g. `sqs:sendMessage`. */
export interface OptimizedIntegration {
  /** The request of the API that the Task's parameters make; they themselves when absent. */
  readonly request?: (parameters: JsonObject) => JsonObject;
  /** What is said instead where the integration calls no operation of the API; of the request. */
  readonly signal?: (request: JsonObject, pattern: IntegrationPattern) => Signal | undefined;
  readonly result: (response: Json, answered: Answered) => TaskResult;
  /** Error class of errors without a class of their own, e.g. `AmazonSQSException`. */
  readonly exception?: string;
  /** Which errors have none, without the last word `Exception`; all of them when absent. */
  readonly generalErrors?: readonly string[];
  /** The service in causes: `AmazonSQS`. */
  readonly causeName: string;
  /** The error's code in causes, where it is not its name. */
  readonly errorCode?: (code: string) => string;
}

/** What `aws-sdk:` changes between a Task and the API. */
export interface SdkIntegration {
  /** Which of the service's APIs is asked; the first when absent. */
  readonly api?: SecondApi;
  readonly request: (parameters: JsonObject) => JsonObject;
  readonly response: (response: Json) => Json;
}

export interface TaskIntegrations {
  /** By what follows `states:::` in a Resource, without the pattern. */
  readonly optimized?: { readonly [action: string]: OptimizedIntegration };
  /** By what follows `aws-sdk:`. */
  readonly sdk?: { readonly [service: string]: SdkIntegration };
}
