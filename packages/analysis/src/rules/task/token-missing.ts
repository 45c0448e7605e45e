import {
  type IntegrationResource,
  isIntegration,
  readResource,
  type SourceNode,
} from '@stepthrough/asl';
import { isJsonata, isOpen } from '../../nodes.ts';
import { requestOf } from '../../resources.ts';
import type { Rule } from '../../rule.ts';

export const taskTokenMissing: Rule = {
  states: {
    Task(state, report, facts) {
      const resource = state.resource ? readResource(state.resource.value) : undefined;
      if (!state.resource || !resource) return;
      const needs = isIntegration(resource) && resource.pattern === 'waitForTaskToken';
      const { document } = facts;
      const request = requestOf(state);
      const text = request ? document.text.slice(request.range.start, request.range.end) : '';
      const isWhole =
        /["'](?:\$\$|\$states\.context)["']/.test(text) || /\$states\.context(?!\.)/.test(text);
      const index = text.search(/Task\.Token|Task'\]\['Token|Task\["Token/);
      if (needs && index < 0 && !isWhole && !mayComeFromInput(request)) {
        report(
          state.resource.node,
          'This task waits for its token, but does not pass it on: add $$.Task.Token (JSONata: $states.context.Task.Token) to the request.',
        );
      } else if (index >= 0 && request && isIntegration(resource) && hasNoToken(resource)) {
        const start = request.range.start + index;
        report(
          { start, end: start + 'Task.Token'.length },
          'Only a resource that waits (.waitForTaskToken, .sync) has a task token; here it is missing from the context.',
        );
      }
    },
  },
};

/** AWS gives a token to every task that waits, and SendTaskSuccess with it ends such a task. */
function hasNoToken({ pattern }: IntegrationResource): boolean {
  return pattern === 'requestResponse';
}

/** A request that is one expression may carry the token that an earlier state put into its data. */
function mayComeFromInput(request: SourceNode | undefined): boolean {
  return isOpen(request) || (request?.kind === 'string' && isJsonata(request));
}
