import { optimizedActions } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import type { Rule } from '../../rule.ts';

export const taskOptimizedVariant: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.action.startsWith('aws-sdk:')) return;
      const action = call.action.slice('aws-sdk:'.length);
      const twin = twins.get(action);
      const offered = twin === undefined ? undefined : facts.services.integration(twin)?.patterns;
      if (!offered?.includes(call.pattern)) return;
      const [service = ''] = twin?.split(':') ?? [];
      const gains = [
        ...(takesJson.has(service) ? ['takes and returns JSON instead of text'] : []),
        ...(offered.some((pattern) => pattern.startsWith('sync'))
          ? ['can wait for the work to end (.sync)']
          : []),
      ];
      if (gains.length === 0) return;
      report(
        call.at,
        `There is an optimized integration for this, arn:aws:states:::${twin}, which ${gains.join(' and ')}.`,
      );
    },
  },
};

/** Services whose payloads, messages and inputs are texts that hold JSON. */
const takesJson: ReadonlySet<string> = new Set(['events', 'lambda', 'sns', 'sqs', 'states']);

/** Names that differ between the two kinds of integrations. */
const renamed: { readonly [service: string]: string } = {
  events: 'eventbridge',
  states: 'sfn',
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
};

const twins = new Map(
  optimizedActions.map((action): [string, string] => {
    const [service = '', verb = ''] = action.split(':');
    return [`${member(renamed, service) ?? service}:${verb}`, action];
  }),
);
