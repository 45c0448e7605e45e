import { member } from '@stepthrough/json';

/** What is known of an error that Step Functions itself gives. */
export interface StatesError {
  readonly doc: string;
  /** The query language in whose states alone it happens. */
  readonly language?: 'JSONPath' | 'JSONata';
  /** The types of the states in whose Retry and Catch it can arrive. */
  readonly types?: readonly ('Task' | 'Parallel' | 'Map')[];
}

/** Error names that Step Functions itself gives, with their meaning (developer guide, 'Error names'). */
export const statesErrors = {
  'States.ALL': {
    doc: 'Stands for every error but States.Runtime. It stands alone in its ErrorEquals, in the last entry of the list.',
  },
  'States.BranchFailed': {
    doc: 'A branch of a Parallel state failed.',
    types: ['Parallel', 'Map'],
  },
  'States.DataLimitExceeded': { doc: 'A payload is larger than 256 KiB.' },
  'States.ExceedToleratedFailureThreshold': {
    doc: 'More items of a Map failed than ToleratedFailureCount or ToleratedFailurePercentage allows.',
    types: ['Map', 'Parallel'],
  },
  'States.HeartbeatTimeout': {
    doc: 'No heartbeat came for longer than HeartbeatSeconds.',
    types: ['Task', 'Parallel', 'Map'],
  },
  'States.Http.Socket': { doc: 'An HTTP task got no answer within 60 seconds.' },
  'States.IntrinsicFailure': {
    doc: 'By the documents, an intrinsic function was called with arguments that it cannot take; executions end with States.Runtime.',
  },
  'States.ItemReaderFailed': {
    doc: 'A Map could not read its items from ItemReader’s source.',
    types: ['Map', 'Parallel'],
  },
  'States.NoChoiceMatched': {
    doc: 'By the documents, no rule of a Choice held, and it has no Default; executions end with States.Runtime.',
  },
  'States.ParameterPathFailure': {
    doc: 'By the documents, a path in Parameters or a like template finds nothing; executions end with States.Runtime.',
    language: 'JSONPath',
  },
  'States.Permissions': {
    doc: 'The role of the state machine lacks a permission that the task needs.',
  },
  'States.QueryEvaluationError': {
    doc: 'A JSONata expression failed, gave nothing, or gave a value of a type that the field cannot take.',
  },
  'States.ResultPathMatchFailure': {
    doc: 'ResultPath cannot be applied to the input.',
    language: 'JSONPath',
  },
  'States.ResultWriterFailed': {
    doc: 'A Map could not write its results to ResultWriter’s destination.',
    types: ['Map', 'Parallel'],
  },
  'States.Runtime': {
    doc: 'The execution cannot go on, for instance because a path finds nothing. It can be neither retried nor caught.',
  },
  'States.TaskFailed': {
    doc: 'Stands in Retry and Catch for every error but States.Timeout and States.DataLimitExceeded.',
  },
  'States.Timeout': { doc: 'A task or execution ran longer than TimeoutSeconds.' },
} as const satisfies { readonly [name: string]: StatesError };

export type StatesErrorName = keyof typeof statesErrors;

/**
 * With which error a state or execution ends that meets one of these, as AWS's recorded executions do;
 * its documents name others for some. Rules, hovers and documents read it here, and a test compares
 * each row with what the interpreter does.
 */
export const failures = {
  /** A Choice without a match and without Default. */
  noChoiceMatched: 'States.Runtime',
  /** A path that finds nothing, in a path field or a payload template. */
  pathFindsNothing: 'States.Runtime',
  /** An intrinsic function that cannot take its arguments. */
  intrinsicFails: 'States.Runtime',
  /** A ResultPath that the input has no place for. */
  resultPathFits: 'States.ResultPathMatchFailure',
  /** A JSONata expression that fails or gives nothing. */
  jsonataFails: 'States.QueryEvaluationError',
  /** A payload of more than 256 KiB. */
  payloadTooLarge: 'States.DataLimitExceeded',
  /** A task that takes longer than its TimeoutSeconds. */
  taskTimesOut: 'States.Timeout',
  /** A heartbeat that does not come; a retrier or catcher may call it States.HeartbeatTimeout, too. */
  heartbeatMisses: 'States.Timeout',
  /** A Task whose Resource names nothing that AWS knows. */
  resourceUnknown: 'States.Runtime',
  /** More failed children of a Map Run than it tolerates. */
  toleranceExceeded: 'States.ExceedToleratedFailureThreshold',
} as const satisfies { readonly [situation: string]: StatesErrorName };

/** Errors that no retrier or catcher takes. */
const untaken: ReadonlySet<string> = new Set<StatesErrorName>(['States.Runtime']);

/** What the wildcard States.TaskFailed does not stand for. */
const noTaskFailures: ReadonlySet<string> = new Set<StatesErrorName>([
  'States.Timeout',
  'States.DataLimitExceeded',
]);

/**
 * Whether an entry of an ErrorEquals takes an error. States.ALL takes States.DataLimitExceeded, too
 * (recorded, though the developer guide says otherwise). An error may come without a name.
 */
export function takesError(entry: string, error: string | undefined): boolean {
  if (error !== undefined && untaken.has(error)) return false;
  if (entry === 'States.ALL') return true;
  if (entry === 'States.TaskFailed') return error === undefined || !noTaskFailures.has(error);
  return entry === error;
}

/** What an error name means, also for names made of a pattern. */
export function errorDoc(name: string): string | undefined {
  const docs: { readonly [name: string]: StatesError } = statesErrors;
  const own = member(docs, name);
  if (own) return own.doc;
  const [, status] = /^States\.Http\.StatusCode\.(\d{3})$/.exec(name) ?? [];
  if (status !== undefined) return `An HTTP task was answered with status ${status}.`;
  return member(others, name);
}

const others: { readonly [name: string]: string } = {
  'Lambda.ServiceException': 'Lambda had an internal error. Worth a retry.',
  'Lambda.AWSLambdaException': 'Lambda refused or failed the request. Worth a retry.',
  'Lambda.SdkClientException': 'The request did not reach Lambda. Worth a retry.',
  'Lambda.TooManyRequestsException': 'Lambda throttled the request. Worth a retry, after a while.',
  'Lambda.Unknown': 'The function ended without an answer, for instance out of memory or time.',
  'Sandbox.Timedout': 'The Lambda function ran longer than its timeout.',
  'AmazonECS.Unknown': 'The ECS task ended with an error that has no name.',
  'EventBridge.FailedEntry': 'EventBridge refused at least one of the entries.',
};
