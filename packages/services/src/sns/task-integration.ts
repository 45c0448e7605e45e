import { textOf, type JsonObject } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { capitalisedMembers, withMetadata, withTexts } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'sns:publish': {
      causeName: 'AmazonSNS',
      errorCode: (code) => code.replace(/Exception$/, ''),
      request: ({ Message, ...rest }) => ({ ...rest, Message: textOf(Message ?? '') }),
      result: withMetadata,
    },
  },
  sdk: {
    sns: {
      request: (parameters) => withTexts(asApi(parameters), ['Message']),
      response: capitalisedMembers,
    },
  },
};

/** Step Functions spells abbreviations as words. */
function asApi({ AwsAccountId, ...rest }: JsonObject): JsonObject {
  return AwsAccountId === undefined ? rest : { ...rest, AWSAccountId: AwsAccountId };
}
