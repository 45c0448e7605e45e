/** Operations of AWS services that a route names by themselves, without an address. */
import type { Route } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';

type AwsOperationName = Exclude<Route['integration'], 'Lambda' | 'Mock' | 'Http' | 'Aws'>;

export interface AwsOperation {
  readonly service: 'states' | 'sqs' | 'events';
  /** REST API: of a route that declares none. */
  readonly template: (route: Route, context: Pick<Context, 'setting'>) => string;
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
    defaults: () => ({ Detail: '$request.body', DetailType: 'request', Source: 'apigateway' }),
  },
};

export function isAwsOperation(integration: string): integration is AwsOperationName {
  return Object.hasOwn(awsOperations, integration);
}

function execution(): AwsOperation {
  const arnOf = ({ machine }: Route, { setting }: Pick<Context, 'setting'>): string =>
    machine === undefined
      ? setting.main.arn
      : (setting.machines.get(machine)?.arn ??
        `arn:aws:states:${setting.region}:${setting.account}:stateMachine:${machine}`);
  return {
    service: 'states',
    // SAM's default template; an apostrophe in the body breaks it, as on AWS.
    template: (route, context) =>
      `{"input":"$util.escapeJavaScript($input.json('$'))","stateMachineArn":"${arnOf(route, context)}"}`,
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
    defaults: () => ({ executionArn: '$request.body.executionArn' }),
  };
}

function ofTask(): AwsOperation {
  return {
    service: 'states',
    template: () => '$input.body',
    // HTTP APIs cannot be connected to it.
    defaults: () => ({}),
  };
}

function ofQueue(template: string, defaults: { readonly [name: string]: string }): AwsOperation {
  return { service: 'sqs', template: () => template, defaults: () => defaults };
}
