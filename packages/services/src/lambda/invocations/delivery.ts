/** Sends a record of what became of an event, or of a batch, to a destination. */
import { member, type JsonObject } from '@stepthrough/json';
import { resourceName } from '../../contract/resource-name.ts';
import type { Context, ServiceCall, ServiceEffect } from '../../contract/service.ts';
import { unpublished } from '../model/function.ts';
import { functionArn } from '../model/function-arn.ts';

interface Source {
  readonly function: string;
  readonly qualifier: string | undefined;
  readonly requestId: string;
}

type Deliver = (arn: string, record: JsonObject, about: About) => ServiceCall;

interface About {
  readonly source: Source;
  readonly isSuccess: boolean;
  readonly context: Context;
}

const ways: { readonly [service: string]: Deliver } = {
  sqs: (arn, record, { source }) => {
    const group = arn.endsWith('.fifo')
      ? { MessageGroupId: source.function, MessageDeduplicationId: source.requestId }
      : {};
    const request = { QueueUrl: resourceName(arn), MessageBody: JSON.stringify(record), ...group };
    return { service: 'sqs', operation: 'SendMessage', request };
  },
  sns: (arn, record) => {
    const request = { TopicArn: arn, Message: JSON.stringify(record) };
    return { service: 'sns', operation: 'Publish', request };
  },
  lambda: (arn, record) => {
    const request = { FunctionName: arn, InvocationType: 'Event', Payload: record };
    return { service: 'lambda', operation: 'Invoke', request };
  },
  events: (arn, record, { source, isSuccess, context }) => {
    const { function: name, qualifier = unpublished } = source;
    const entry = {
      EventBusName: arn,
      Source: 'lambda',
      DetailType: `Lambda Function Invocation Result - ${isSuccess ? 'Success' : 'Failure'}`,
      Resources: [arn, functionArn({ name, qualifier }, context)],
      Detail: JSON.stringify(record),
    };
    return { service: 'events', operation: 'PutEvents', request: { Entries: [entry] } };
  },
};

/** The call that delivers a record to the destination that an ARN names. */
export function delivery(
  arn: string,
  record: JsonObject,
  isSuccess: boolean,
  source: Source,
  context: Context,
): readonly ServiceEffect[] {
  const [, , service = ''] = arn.split(':');
  const deliver = member(ways, service);
  return deliver
    ? [{ do: 'call', call: deliver(arn, record, { source, isSuccess, context }) }]
    : [];
}
