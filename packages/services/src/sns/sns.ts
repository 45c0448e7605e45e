import { size } from '@stepthrough/collections';
import type { Service } from '../contract/service.ts';
import { attemptEnded, tryAgain, type Attempt } from './attempts.ts';
import { initialSns } from './declared-topics.ts';
import { refusal } from './errors.ts';
import { permissionOperations } from './permissions.ts';
import { applicationOperations } from './platform-applications.ts';
import { endpointOperations } from './platform-endpoints.ts';
import { publishOperations } from './publish.ts';
import { smsOperations } from './sms.ts';
import type { SnsState } from './state.ts';
import { attributeOperations } from './subscription-attributes.ts';
import { subscriptionOperations } from './subscriptions.ts';
import { tagOperations } from './tags.ts';
import { integrations } from './task-integration.ts';
import { topicOperations } from './topics.ts';

/** Amazon SNS: topics that hand messages on to queues, functions and HTTP endpoints. */
export const sns: Service<'sns', SnsState, Attempt, Attempt> = {
  name: 'sns',
  integrations,
  throttled: () => refusal('ThrottledException', 'Rate exceeded'),
  whyNot: (call, _setting, { topics }) =>
    'operation' in call && /^Publish/.test(call.operation) && size(topics) === 0
      ? 'There is no topic in "resources.topics".'
      : undefined,
  initial: initialSns,
  operations: {
    ...topicOperations,
    ...tagOperations,
    ...permissionOperations,
    ...subscriptionOperations,
    ...attributeOperations,
    ...publishOperations,
    ...applicationOperations,
    ...endpointOperations,
    ...smsOperations,
  },
  wake: (attempt, state) => tryAgain(state, attempt),
  reply: attemptEnded,
};
