/** Amazon SNS: topics that hand messages on to queues and functions. */
import { type Json, member, type JsonObject } from '@stepthrough/json';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation, Service, ServiceEffect } from '../contract/service.ts';
import { failure, success, type Outcome } from '../contract/outcome.ts';
import { sizeOf } from '../sqs/send.ts';
import { passesPolicy } from './filter-policy.ts';

export interface SnsState {
  /** How many messages each topic has had. */
  readonly published: { readonly [topic: string]: number };
}

/** 1 MiB, of a message and of all messages of a batch. */
const sizeLimit = 1_048_576;

function lengthOf({ Message, MessageAttributes = {} }: JsonObject): number {
  return typeof Message === 'string' ? sizeOf(Message, MessageAttributes as JsonObject) : 0;
}

function batchProblem(entries: readonly JsonObject[]): Outcome | undefined {
  if (entries.length > 10) {
    const message = 'The batch request contains more entries than permissible (more than 10).';
    return failure('TooManyEntriesInBatchRequestException', message);
  }
  if (entries.reduce((total, entry) => total + lengthOf(entry), 0) <= sizeLimit) return undefined;
  const message = 'The length of all the batch messages put together is more than the limit.';
  return failure('BatchRequestTooLongException', message);
}

const publish: Operation<SnsState> = (request, state, context) => {
  const { TopicArn, TargetArn, Message, MessageGroupId, MessageStructure } = request;
  const arn = TopicArn ?? TargetArn;
  const name = typeof arn === 'string' ? resourceName(arn) : '';
  const topic = member(context.setting.scenario.resources.topics, name);
  if (!topic) return { state, outcome: failure('NotFoundException', 'Topic does not exist', 404) };
  const refuse = (reason: string): ReturnType<Operation<SnsState>> => ({
    state,
    outcome: failure('InvalidParameterException', `Invalid parameter: ${reason}`),
  });
  if (typeof Message !== 'string' || Message === '') return refuse('Empty message');
  if (lengthOf(request) > sizeLimit) return refuse('Message too long');
  const isFifo = name.endsWith('.fifo') || topic['fifo'] === true;
  if (isFifo && MessageGroupId === undefined) {
    return refuse('The MessageGroupId parameter is required for FIFO topics');
  }
  if (MessageStructure === 'json' && defaultOf(Message) === undefined) {
    return refuse('Message Structure - No default entry in JSON message body');
  }
  const id = context.uuid('notification');
  const count = (member(state.published, name) ?? 0) + 1;
  const effects = subscriptionsOf(topic).flatMap((subscription) =>
    deliver(subscription, { ...request, TopicArn: arnOf(name, context) }, id, context),
  );
  const sequence = isFifo
    ? { SequenceNumber: String(10_000_000_000_000_000_000n + BigInt(count)) }
    : {};
  return {
    state: { published: { ...state.published, [name]: count } },
    outcome: success({ MessageId: id, ...sequence }),
    effects: [
      {
        do: 'log',
        kind: 'eventPublished',
        message: `Message published to topic ${name}`,
        resource: name,
        data: Message,
      },
      ...effects,
    ],
  };
};

export const sns: Service<'sns', SnsState> = {
  name: 'sns',
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.topics).length > 0
      ? undefined
      : 'There is no topic in "resources.topics".',
  initial: () => ({ published: {} }),
  operations: {
    Publish: publish,
    PublishBatch: (request, state, context) => {
      const { TopicArn = '', PublishBatchRequestEntries = [] } = request;
      const entries = PublishBatchRequestEntries as readonly JsonObject[];
      const refusal = batchProblem(entries);
      if (refusal) return { state, outcome: refusal };
      let after = state;
      const Successful: JsonObject[] = [];
      const Failed: JsonObject[] = [];
      const effects: ServiceEffect[] = [];
      entries.forEach(({ Id = '', ...entry }, index) => {
        const uuid = (purpose: string): string => context.uuid(`${purpose}${index}`);
        const result = publish({ ...entry, TopicArn }, after, { ...context, uuid });
        after = result.state;
        effects.push(...(result.effects ?? []));
        const { outcome } = result;
        if (outcome?.ok) Successful.push({ Id, ...(outcome.response as JsonObject) });
        else if (outcome) {
          const { code, message } = outcome.error;
          Failed.push({ Id, Code: code, Message: message, SenderFault: true });
        }
      });
      return { state: after, outcome: success({ Successful, Failed }), effects };
    },
  },
};

/** The short lists of queues and functions are subscriptions without a filter. */
function subscriptionsOf(topic: JsonObject): readonly JsonObject[] {
  const { queues = [], functions = [], subscriptions = [], raw = false } = topic;
  return [
    ...(queues as readonly string[]).map((queue) => ({ queue, raw })),
    ...(functions as readonly string[]).map((name) => ({ function: name })),
    ...(subscriptions as readonly JsonObject[]),
  ];
}

function deliver(
  subscription: JsonObject,
  request: JsonObject,
  id: string,
  context: Context,
): ServiceEffect[] {
  const { filterPolicy, filterScope, queue, raw, function: name } = subscription;
  if (filterPolicy !== undefined && !passesPolicy(filterPolicy, filterScope, request)) return [];
  const protocol = typeof queue === 'string' ? 'sqs' : 'lambda';
  const body = bodyFor(protocol, request);
  if (typeof queue === 'string') {
    const group = queue.endsWith('.fifo')
      ? {
          MessageGroupId: request['MessageGroupId'] ?? 'sns',
          MessageDeduplicationId: request['MessageDeduplicationId'] ?? id,
        }
      : {};
    const isRaw = raw === true;
    const attributes =
      isRaw && request['MessageAttributes'] !== undefined
        ? { MessageAttributes: request['MessageAttributes'] }
        : {};
    const notice = notification({ ...request, Message: body }, id, context);
    const MessageBody = isRaw ? body : JSON.stringify(notice);
    const sent = { QueueUrl: queue, MessageBody, ...group, ...attributes };
    return [{ do: 'call', call: { service: 'sqs', operation: 'SendMessage', request: sent } }];
  }
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: `${String(request['TopicArn'])}:${context.uuid('subscription')}`,
    Sns: lambdaNotification({ ...request, Message: body }, id, context),
  };
  const invoked = {
    FunctionName: name ?? '',
    InvocationType: 'Event',
    Payload: { Records: [record] },
  };
  return [{ do: 'call', call: { service: 'lambda', operation: 'Invoke', request: invoked } }];
}

/** With `MessageStructure: json`, each protocol has a text of its own. */
function bodyFor(protocol: string, { Message = '', MessageStructure }: JsonObject): string {
  if (MessageStructure !== 'json') return String(Message);
  const texts = JSON.parse(String(Message)) as { readonly [protocol: string]: string };
  return member(texts, protocol) ?? texts['default'] ?? '';
}

function defaultOf(message: string): Json | undefined {
  try {
    return (JSON.parse(message) as JsonObject)['default'];
  } catch {
    return undefined;
  }
}

function notification(request: JsonObject, id: string, context: Context): JsonObject {
  const { TopicArn = '', Message = '', Subject, MessageAttributes } = request;
  const host = `https://sns.${context.region}.amazonaws.com`;
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn,
    ...(Subject === undefined ? {} : { Subject }),
    Message,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: '1',
    Signature: 'SIMULATED',
    SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${String(TopicArn)}`,
    ...(MessageAttributes === undefined
      ? {}
      : { MessageAttributes: attributesOf(MessageAttributes) }),
  };
}

/** As a function sees it: a few names are spelled otherwise, and nothing is left out. */
function lambdaNotification(request: JsonObject, id: string, context: Context): JsonObject {
  const { SigningCertURL = '', UnsubscribeURL = '', ...rest } = notification(request, id, context);
  return {
    ...rest,
    Subject: request['Subject'] ?? null,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
    MessageAttributes: attributesOf(request['MessageAttributes'] ?? {}),
  };
}

function attributesOf(attributes: Json): Json {
  return Object.fromEntries(
    Object.entries(attributes as { readonly [name: string]: JsonObject }).map(
      ([name, { DataType = '', StringValue, BinaryValue = '' }]) => [
        name,
        { Type: DataType, Value: StringValue ?? BinaryValue },
      ],
    ),
  );
}

function arnOf(name: string, { region, account }: Context): string {
  return `arn:aws:sns:${region}:${account}:${name}`;
}
