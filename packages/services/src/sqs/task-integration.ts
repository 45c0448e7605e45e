import { textOf } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { sdkWithTexts, withMetadata } from '../contract/task-shapes.ts';

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
  sdk: { sqs: sdkWithTexts('MessageBody') },
};
