import { isObject, textOf, type Json, type JsonObject } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { capitalised, withMetadata, withTexts } from '../contract/task-shapes.ts';

/** Parameters that the integration does not know are dropped in silence by AWS. */
const sent = [
  'QueueUrl',
  'MessageAttributes',
  'DelaySeconds',
  'MessageGroupId',
  'MessageDeduplicationId',
];

export const integrations: TaskIntegrations = {
  optimized: {
    'sqs:sendMessage': {
      exception: 'AmazonSQSException',
      causeName: 'AmazonSQS',
      request: (parameters) => ({
        ...Object.fromEntries(Object.entries(parameters).filter(([name]) => sent.includes(name))),
        ...(parameters['MessageBody'] === undefined
          ? {}
          : { MessageBody: textOf(parameters['MessageBody'] ?? '') }),
      }),
      result: withMetadata,
    },
  },
  sdk: {
    sqs: {
      request: (parameters) => inApiNames(withTexts(parameters, ['MessageBody'])),
      response: capitalisedNames,
    },
  },
};

/** Step Functions spells some members otherwise than the API. */
function inApiNames({ AwsAccountIds, Tags, ...others }: JsonObject): JsonObject {
  const isNewQueue = others['QueueName'] !== undefined;
  return {
    ...others,
    ...(AwsAccountIds === undefined ? {} : { AWSAccountIds: AwsAccountIds }),
    ...(Tags === undefined ? {} : { [isNewQueue ? 'tags' : 'Tags']: Tags }),
  };
}

function capitalisedNames(response: Json): Json {
  if (!isObject(response)) return response;
  return Object.fromEntries(
    Object.entries(response).map(([name, value]) => [capitalised(name), value]),
  );
}
