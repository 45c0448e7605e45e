import { isArray, isObject, textOf, type Json } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { withMetadata, withTexts } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'events:putEvents': {
      causeName: 'AmazonCloudWatchEvents',
      request: ({ Entries }) => ({
        Entries: listOf(Entries).map((entry) => {
          const { Detail = {}, ...rest } = isObject(entry) ? entry : {};
          return { ...rest, Detail: textOf(Detail) };
        }),
      }),
      result: (response, answered) => {
        const { FailedEntryCount = 0 } = isObject(response) ? response : {};
        return FailedEntryCount === 0
          ? withMetadata(response, answered)
          : { failed: { error: 'EventBridge.FailedEntry', cause: JSON.stringify(response) } };
      },
    },
  },
  sdk: {
    eventbridge: {
      request: ({ Entries, ...rest }) => ({
        ...rest,
        Entries: listOf(Entries).map((entry) =>
          isObject(entry) ? withTexts(entry, ['Detail']) : entry,
        ),
      }),
      response: (response) => response,
    },
  },
};

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}
