import { textOf } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { sdkWithTexts, withMetadata } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'sns:publish': {
      causeName: 'AmazonSNS',
      errorCode: (code) => code.replace(/Exception$/, ''),
      request: ({ Message, ...rest }) => ({ ...rest, Message: textOf(Message ?? '') }),
      result: withMetadata,
    },
  },
  sdk: { sns: sdkWithTexts('Message') },
};
