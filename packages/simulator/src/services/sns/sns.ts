/** Amazon SNS: topics that hand messages on to queues. */
import type { Json } from '@stepthrough/asl';
import { resourceName } from '../../setting.ts';
import {
  failure,
  success,
  type Context,
  type JsonObject,
  type Service,
  type ServiceEffect,
} from '../service.ts';

export interface SnsState {
  /** How many messages each topic has had. */
  readonly published: { readonly [topic: string]: number };
}

export const sns: Service<SnsState> = {
  name: 'sns',
  initial: () => ({ published: {} }),
  operations: {
    Publish: (request, state, context) => {
      const { TopicArn, Message } = request;
      const name = typeof TopicArn === 'string' ? resourceName(TopicArn) : '';
      const topic = context.setting.scenario.resources.topics[name];
      if (!topic)
        return { state, outcome: failure('NotFoundException', 'Topic does not exist', 404) };
      if (typeof Message !== 'string' || Message === '') {
        return {
          state,
          outcome: failure('InvalidParameterException', 'Invalid parameter: Empty message'),
        };
      }
      const id = context.uuid('notification');
      const queues = (topic['queues'] ?? []) as readonly string[];
      const body =
        topic['raw'] === true ? Message : JSON.stringify(notification(request, id, context));
      const effects = queues.map((queue): ServiceEffect => ({
        do: 'call',
        call: {
          service: 'sqs',
          operation: 'SendMessage',
          request: { QueueUrl: queue, MessageBody: body },
        },
      }));
      return {
        state: { published: { ...state.published, [name]: (state.published[name] ?? 0) + 1 } },
        outcome: success({ MessageId: id }),
        effects: [
          {
            do: 'log',
            kind: 'eventPublished',
            message: `Message published to topic ${name}`,
            data: Message,
          },
          ...effects,
        ],
      };
    },
  },
};

function notification(request: JsonObject, id: string, context: Context): JsonObject {
  const { TopicArn = '', Message = '', Subject, MessageAttributes } = request;
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn,
    ...(Subject === undefined ? {} : { Subject }),
    Message,
    Timestamp: new Date(context.now).toISOString(),
    SignatureVersion: '1',
    ...(MessageAttributes === undefined
      ? {}
      : { MessageAttributes: attributesOf(MessageAttributes) }),
  };
}

function attributesOf(attributes: Json): Json {
  return Object.fromEntries(
    Object.entries(attributes as { readonly [name: string]: JsonObject }).map(
      ([name, { DataType = '', StringValue = '' }]) => [
        name,
        { Type: DataType, Value: StringValue },
      ],
    ),
  );
}
