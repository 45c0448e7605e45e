/** Operations of AWS services that a route can be connected to, and the requests that they read. */
import { isObject, parseJson, type Json, type JsonObject } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { formRequest } from './query-protocol.ts';

export type AwsOperationName = Exclude<Route['integration'], 'Lambda' | 'Mock' | 'Http'>;

export interface AwsOperation {
  readonly service: 'states' | 'sqs' | 'events';
  readonly template: (route: Route, context: Context) => string;
  /** The request that the rendered template is; `undefined` when AWS could not read it. */
  readonly parse: (text: string, route: Route) => JsonObject | undefined;
  /** HTTP API: parameters when the route maps none. */
  readonly defaults: (route: Route, context: Context) => { readonly [name: string]: string };
}

export const awsOperations: { readonly [O in AwsOperationName]: AwsOperation } = {
  StartExecution: execution(),
  StartSyncExecution: execution(),
  StopExecution: ofExecution(),
  DescribeExecution: ofExecution(),
  SendTaskSuccess: ofTask(),
  SendTaskFailure: ofTask(),
  SendTaskHeartbeat: ofTask(),
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

export function isAwsOperation(integration: Route['integration']): integration is AwsOperationName {
  return Object.hasOwn(awsOperations, integration);
}

function execution(): AwsOperation {
  const arnOf = ({ machine }: Route, { setting }: Context): string =>
    machine === undefined
      ? setting.main.arn
      : (setting.machines.get(machine)?.arn ??
        `arn:aws:states:${setting.region}:${setting.account}:stateMachine:${machine}`);
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

function ofTask(): AwsOperation {
  return {
    service: 'states',
    template: () => '$input.body',
    parse: jsonRequest,
    // HTTP APIs cannot be connected to it.
    defaults: () => ({}),
  };
}

/** The queue comes from the path of the integration's address: here, from the route. */
function ofQueue(template: string, defaults: { readonly [name: string]: string }): AwsOperation {
  return {
    service: 'sqs',
    template: () => template,
    parse: (text, { queue }) => {
      const request = text.trimStart().startsWith('{') ? jsonRequest(text) : formRequest(text);
      if (!request || queue === undefined || request['QueueUrl'] !== undefined) return request;
      return { ...request, QueueUrl: queue };
    },
    defaults: () => defaults,
  };
}

function jsonRequest(text: string): JsonObject | undefined {
  const request: Json | undefined = parseJson(text);
  return isObject(request) ? request : undefined;
}
