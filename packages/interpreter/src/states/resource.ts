import { member } from '@stepthrough/json';
import type { IntegrationPattern } from '../effect.ts';

/** What a Task's Resource asks for; each kind has its own history events. */
export type Resource =
  | { readonly kind: 'lambda'; readonly arn: string; readonly pattern: 'requestResponse' }
  | { readonly kind: 'activity'; readonly arn: string; readonly pattern: 'activity' }
  | {
      readonly kind: 'service';
      readonly arn: string;
      readonly pattern: IntegrationPattern;
      /** As histories name them: `sqs` and `sendMessage.waitForTaskToken`. */
      readonly resourceType: string;
      readonly resource: string;
    };

const serviceArn = /^arn:aws[\w-]*:states:[\w-]*:\d*:((?:aws-sdk:)?[\w-]+):([\w.:-]+)$/;

export function readResource(arn: string): Resource {
  if (/^arn:aws[\w-]*:states:[\w-]+:\d+:activity:/.test(arn)) {
    return { kind: 'activity', arn, pattern: 'activity' };
  }
  const [, resourceType, resource] = serviceArn.exec(arn) ?? [];
  if (resourceType === undefined || resource === undefined) {
    return { kind: 'lambda', arn, pattern: 'requestResponse' };
  }
  return { kind: 'service', arn, pattern: patternOf(resource), resourceType, resource };
}

const patterns: { readonly [suffix: string]: IntegrationPattern } = {
  sync: 'sync',
  'sync:2': 'sync:2',
  waitForTaskToken: 'waitForTaskToken',
};

function patternOf(resource: string): IntegrationPattern {
  return member(patterns, resource.slice(resource.indexOf('.') + 1)) ?? 'requestResponse';
}
