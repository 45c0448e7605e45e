import { isIntegration, readResource } from '@stepthrough/asl';
import { takesError } from '@stepthrough/catalog';
import type { Rule } from '../../rule.ts';

export const taskLambdaRetry: Rule = {
  states: {
    Task(state, report) {
      if (!state.resource) return;
      const resource = readResource(state.resource.value);
      const isLambda =
        resource.kind === 'function' ||
        (isIntegration(resource) && resource.integration === 'lambda:invoke');
      if (!isLambda) return;
      const retried = state.retry
        .flatMap(({ errorEquals }) => errorEquals?.value ?? [])
        .map(({ value }) => value);
      if (retried.some((entry) => takesError(entry, 'Lambda.ServiceException'))) return;
      report(
        state.resource.node,
        'Lambda sometimes fails by itself; retry Lambda.ServiceException, Lambda.AWSLambdaException, Lambda.SdkClientException and Lambda.TooManyRequestsException.',
      );
    },
  },
};
