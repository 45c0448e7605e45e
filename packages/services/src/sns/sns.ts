import { failure } from '../contract/outcome.ts';
import type { Service } from '../contract/service.ts';
import { publishOperations, type SnsState } from './publish.ts';
import { integrations } from './task-integration.ts';

/** Amazon SNS: topics that hand messages on to queues and functions. */
export const sns: Service<'sns', SnsState> = {
  name: 'sns',
  integrations,
  throttled: () => failure('ThrottledException', 'Rate exceeded', 429),
  whyNot: (_call, { scenario }) =>
    Object.keys(scenario.resources.topics).length > 0
      ? undefined
      : 'There is no topic in "resources.topics".',
  initial: () => ({ published: {} }),
  operations: publishOperations,
};
