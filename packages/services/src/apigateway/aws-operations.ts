/** Operations of AWS services that a route can be connected to, and how their answers read. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Context, ServiceCall } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import { formRequest, queryAnswer } from './query-protocol.ts';

export interface AwsOperation {
  readonly service: ServiceCall['service'];
  readonly template: (route: JsonObject, context: Context) => string;
  /** The request that the rendered template is; `undefined` when AWS could not read it. */
  readonly parse: (text: string, route: JsonObject) => JsonObject | undefined;
  /** HTTP API: parameters when the route maps none. */
  readonly defaults: (route: JsonObject, context: Context) => JsonObject;
}

export const awsOperations: { readonly [operation: string]: AwsOperation } = {
  StartExecution: execution(),
  StartSyncExecution: execution(),
  StopExecution: ofExecution(),
  DescribeExecution: ofExecution(),
  SendMessage: ofQueue('Action=SendMessage&MessageBody=$input.body', {
    MessageBody: '$request.body',
  }),
  ReceiveMessage: ofQueue('Action=ReceiveMessage', {}),
  DeleteMessage: ofQueue("Action=DeleteMessage&ReceiptHandle=$input.params('receiptHandle')", {
    ReceiptHandle: '$request.querystring.receiptHandle',
  }),
  PurgeQueue: ofQueue('Action=PurgeQueue', {}),
  PutEvents: {
    service: 'events',
    template: () => '$input.body',
    parse: jsonRequest,
    defaults: () => ({ Detail: '$request.body', DetailType: 'request', Source: 'apigateway' }),
  },
};

/** Status and body of a service's answer, as its protocol has them. */
export function awsAnswer(
  operation: string,
  api: JsonObject,
  outcome: Outcome,
  context: Context,
): { readonly status: number; readonly body: string } {
  if (member(awsOperations, operation)?.service === 'sqs' && api['type'] !== 'HTTP') {
    return queryAnswer(operation, outcome, context);
  }
  if (outcome.ok) return { status: 200, body: JSON.stringify(outcome.response) };
  const { code, message, status } = outcome.error;
  return { status, body: JSON.stringify({ __type: code, message }) };
}

function execution(): AwsOperation {
  const arnOf = ({ machine }: JsonObject, { setting }: Context): string =>
    typeof machine === 'string'
      ? (setting.machines.get(machine)?.arn ??
        `arn:aws:states:${setting.region}:${setting.account}:stateMachine:${machine}`)
      : setting.main.arn;
  return {
    service: 'states',
    // SAM's default template; an apostrophe in the body breaks it, as on AWS.
    template: (route, context) =>
      `{"input":"$util.escapeJavaScript($input.json('$'))","stateMachineArn":"${arnOf(route, context)}"}`,
    parse: jsonRequest,
    defaults: (route, context) => ({
      stateMachineArn: arnOf(route, context),
      input: '$request.body',
    }),
  };
}

function ofExecution(): AwsOperation {
  return {
    service: 'states',
    template: () => '$input.body',
    parse: jsonRequest,
    defaults: () => ({ executionArn: '$request.body.executionArn' }),
  };
}

/** The queue comes from the path of the integration's address: here, from the route. */
function ofQueue(template: string, defaults: JsonObject): AwsOperation {
  return {
    service: 'sqs',
    template: () => template,
    parse: (text, { queue }) => {
      const request = text.trimStart().startsWith('{') ? jsonRequest(text) : formRequest(text);
      if (!request) return undefined;
      return typeof queue === 'string' && request['QueueUrl'] === undefined
        ? { ...request, QueueUrl: queue }
        : request;
    },
    defaults: () => defaults,
  };
}

function jsonRequest(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
