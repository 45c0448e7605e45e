/** Publish and PublishBatch: what SNS refuses, and what it answers. */
import { isObject, member, parseJson, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { failure, isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { list, members, operation, text } from '../contract/request-form.ts';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation, ServiceEffect } from '../contract/service.ts';
import { messageAttributes, sizeOf } from '../message-attributes/message-attributes.ts';
import { deliveries } from './delivery.ts';

export interface SnsState {
  /** How many messages each topic has had. */
  readonly published: { readonly [topic: string]: number };
}

/** 1 MiB, of a message and of all messages of a batch. */
const sizeLimit = 1_048_576;

/** What Publish, and each entry of PublishBatch, says of a message. */
const outgoing = members({
  Message: text,
  Subject: text,
  MessageStructure: text,
  MessageAttributes: messageAttributes,
  MessageDeduplicationId: text,
  MessageGroupId: text,
});

type Outgoing = Infer<typeof outgoing>;

export const publishOperations: { readonly [name: string]: Operation<SnsState> } = {
  Publish: operation(
    { TopicArn: text, TargetArn: text, ...outgoing.fields },
    (request, state, context) => {
      const sent = publish(request.TopicArn ?? request.TargetArn, request, state, context);
      if (isRefusal(sent)) return { state, outcome: sent };
      return { state: sent.state, outcome: success(sent.response), effects: sent.effects };
    },
  ),

  PublishBatch: operation(
    {
      TopicArn: text,
      PublishBatchRequestEntries: list(members({ Id: text, ...outgoing.fields })),
    },
    ({ TopicArn, PublishBatchRequestEntries: entries = [] }, state, context) => {
      const problem = batchProblem(entries);
      if (problem) return { state, outcome: problem };
      let after = state;
      const Successful: JsonObject[] = [];
      const Failed: JsonObject[] = [];
      const effects: ServiceEffect[] = [];
      for (const [index, entry] of entries.entries()) {
        const { Id = '' } = entry;
        const uuid = (purpose: string): string => context.uuid(`${purpose}${index}`);
        const sent = publish(TopicArn, entry, after, { ...context, uuid });
        if (isRefusal(sent)) {
          const { code, message } = sent.error;
          Failed.push({ Id, Code: code, Message: message, SenderFault: true });
        } else {
          after = sent.state;
          effects.push(...sent.effects);
          Successful.push({ Id, ...sent.response });
        }
      }
      return { state: after, outcome: success({ Successful, Failed }), effects };
    },
  ),
};

interface Published {
  readonly state: SnsState;
  readonly response: JsonObject;
  readonly effects: readonly ServiceEffect[];
}

function publish(
  arn: string | undefined,
  request: Outgoing,
  state: SnsState,
  context: Context,
): Published | Refusal {
  const name = arn === undefined ? '' : resourceName(arn);
  const topic = member(context.setting.scenario.resources.topics, name);
  if (!topic) return failure('NotFoundException', 'Topic does not exist', 404);
  const isFifo = name.endsWith('.fifo') || topic.fifo === true;
  const reason = problemOf(request, isFifo);
  if (reason !== undefined) {
    return failure('InvalidParameterException', `Invalid parameter: ${reason}`);
  }
  const { Message = '' } = request;
  const TopicArn = `arn:aws:sns:${context.region}:${context.account}:${name}`;
  const id = context.uuid('notification');
  const count = (member(state.published, name) ?? 0) + 1;
  const sequence = isFifo
    ? { SequenceNumber: String(10_000_000_000_000_000_000n + BigInt(count)) }
    : {};
  const log: ServiceEffect = {
    do: 'log',
    kind: 'eventPublished',
    message: `Message published to topic ${name}`,
    resource: name,
    data: Message,
  };
  return {
    state: { published: { ...state.published, [name]: count } },
    response: { MessageId: id, ...sequence },
    effects: [log, ...deliveries(topic, { ...request, Message, id, TopicArn }, context)],
  };
}

/** What is wrong with a message for a topic. */
function problemOf(request: Outgoing, isFifo: boolean): string | undefined {
  const { Message = '', MessageGroupId, MessageStructure } = request;
  if (Message === '') return 'Empty message';
  if (lengthOf(request) > sizeLimit) return 'Message too long';
  if (isFifo && MessageGroupId === undefined) {
    return 'The MessageGroupId parameter is required for FIFO topics';
  }
  if (MessageStructure === 'json' && !hasDefault(Message)) {
    return 'Message Structure - No default entry in JSON message body';
  }
  return undefined;
}

function hasDefault(message: string): boolean {
  const texts = parseJson(message);
  return isObject(texts) && typeof texts['default'] === 'string';
}

function lengthOf({ Message = '', MessageAttributes = {} }: Outgoing): number {
  return sizeOf(Message, MessageAttributes);
}

function batchProblem(entries: readonly Outgoing[]): Refusal | undefined {
  if (entries.length > 10) {
    return failure(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible (more than 10).',
    );
  }
  if (entries.reduce((total, entry) => total + lengthOf(entry), 0) <= sizeLimit) return undefined;
  return failure(
    'BatchRequestTooLongException',
    'The length of all the batch messages put together is more than the limit.',
  );
}
