import { isIntegration, readResource } from '@stepthrough/asl';
import { suffixOf } from '@stepthrough/catalog';
import { isDistributed } from '../../distributed.ts';
import { runsInExpress } from '../../facts.ts';
import type { Rule } from '../../rule.ts';

export const expressNoWait: Rule = {
  states: {
    Map(state, report, { options }) {
      const processor = state.itemProcessor ?? state.iterator;
      const mode = processor?.processorConfig?.mode;
      if (!processor || !mode || !isDistributed(processor) || !runsInExpress(state, options))
        return;
      report(mode.node, 'An Express workflow cannot run a distributed Map.', {
        aws: {
          message: `The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines`,
        },
      });
    },
    Task(state, report, { options }) {
      const resource = state.resource ? readResource(state.resource.value) : undefined;
      if (!state.resource || !resource || !runsInExpress(state, options)) return;
      if (resource.kind === 'activity') {
        report(state.resource.node, 'An Express workflow cannot wait for an activity.', {
          aws: { message: 'Express state machine does not support Activity ARN' },
        });
      } else if (isIntegration(resource) && resource.pattern !== 'requestResponse') {
        // AWS names the pattern without its version.
        const [pattern = ''] = suffixOf(resource.pattern).split(':');
        report(state.resource.node, `An Express workflow does not support ${pattern}.`, {
          aws: {
            message: `Express state machine does not support '${pattern}' service integration${pattern === '.waitForTaskToken' ? ' ' : ''}`,
          },
        });
      }
    },
  },
};
