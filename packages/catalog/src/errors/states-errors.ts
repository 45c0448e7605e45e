import { member } from '@stepthrough/json';

/** Error names that Step Functions itself gives, with their meaning (developer guide, 'Error names'). */
export const statesErrorDocs = {
  'States.ALL':
    'Stands for every error but States.DataLimitExceeded and States.Runtime. It stands alone in its ErrorEquals, in the last entry of the list.',
  'States.BranchFailed': 'A branch of a Parallel state failed.',
  'States.DataLimitExceeded':
    'A payload is larger than 256 KiB. States.ALL does not stand for it; it can be caught by its own name.',
  'States.ExceedToleratedFailureThreshold':
    'More items of a Map failed than ToleratedFailureCount or ToleratedFailurePercentage allows.',
  'States.HeartbeatTimeout': 'No heartbeat came for longer than HeartbeatSeconds.',
  'States.Http.Socket': 'An HTTP task got no answer within 60 seconds.',
  'States.IntrinsicFailure': 'An intrinsic function was called with arguments that it cannot take.',
  'States.ItemReaderFailed': 'A Map could not read its items from ItemReader’s source.',
  'States.NoChoiceMatched': 'No rule of a Choice held, and it has no Default.',
  'States.ParameterPathFailure': 'A path in Parameters or a like template finds nothing.',
  'States.Permissions': 'The role of the state machine lacks a permission that the task needs.',
  'States.QueryEvaluationError':
    'A JSONata expression failed, gave nothing, or gave a value of a type that the field cannot take.',
  'States.ResultPathMatchFailure': 'ResultPath cannot be applied to the input.',
  'States.ResultWriterFailed': 'A Map could not write its results to ResultWriter’s destination.',
  'States.Runtime':
    'The execution cannot go on, for instance because a path finds nothing. It can be neither retried nor caught.',
  'States.TaskFailed': 'Stands in Retry and Catch for every error of a task but States.Timeout.',
  'States.Timeout': 'A task or execution ran longer than TimeoutSeconds.',
} as const satisfies { readonly [name: string]: string };

export type StatesErrorName = keyof typeof statesErrorDocs;

/** What an error name means, also for names made of a pattern. */
export function errorDoc(name: string): string | undefined {
  const docs: { readonly [name: string]: string } = statesErrorDocs;
  const own = member(docs, name);
  if (own !== undefined) return own;
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
