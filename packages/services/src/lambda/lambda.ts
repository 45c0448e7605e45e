/** AWS Lambda: functions with their versions and aliases, invocations, event source mappings. */
import { get } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import type { Service } from '../contract/service.ts';
import { failure, success } from '../contract/outcome.ts';
import { aliasOperations } from './functions/aliases.ts';
import { concurrencyOperations } from './functions/concurrency.ts';
import { createOperations } from './functions/create-function.ts';
import { eventInvokeOperations } from './functions/event-invoke-configs.ts';
import { activated, functionOperations } from './functions/function-operations.ts';
import { permissionOperations } from './functions/permissions.ts';
import { nameIn } from './functions/reference.ts';
import { tagOperations } from './functions/tags.ts';
import { versionOperations } from './functions/versions.ts';
import { beginAgain, invokeOperations, returned, type Returned } from './invocations/invoke.ts';
import { sourceChecked } from './mappings/checked-source.ts';
import { beginSources } from './mappings/declared-mappings.ts';
import { opened, received, settled, sourceWoke, takeRecords } from './mappings/event-sources.ts';
import { initialLambda } from './initial-state.ts';
import { mappingOperations } from './mappings/mapping-operations.ts';
import { processed } from './mappings/processed-batch.ts';
import { hasFunctions, type LambdaState, type SourceKey, type WakeKey } from './model/state.ts';
import { integrations } from './task-integration.ts';

export const lambda: Service<'lambda', LambdaState, WakeKey, SourceKey | Returned> = {
  name: 'lambda',
  integrations,
  throttled: () => failure('TooManyRequestsException', 'Rate Exceeded.', 429),
  whyNot: (call, { scenario }, state) => {
    if ('signal' in call || call.operation !== 'Invoke') return undefined;
    const { FunctionName } = call.request;
    const name = typeof FunctionName === 'string' ? nameIn(FunctionName) : '?';
    // AWS has functions, and this is none of them.
    if (!get(state.functions, name) && hasFunctions(state)) return undefined;
    const declared = member(scenario.resources.functions, name);
    if (declared?.handler !== undefined || (declared?.answers.length ?? 0) > 0) return undefined;
    return `The function "${name}" has no "handler" in "resources.functions".`;
  },
  initial: initialLambda,
  begin: beginSources,
  operations: {
    ...invokeOperations,
    ...createOperations,
    ...functionOperations,
    ...versionOperations,
    ...aliasOperations,
    ...concurrencyOperations,
    ...eventInvokeOperations,
    ...permissionOperations,
    ...tagOperations,
    ...mappingOperations,
  },
  receive: (records, state, context) => ({
    ...takeRecords(records, state, context),
    outcome: success({}),
  }),
  wake: (key, state, context) => {
    if (!('step' in key)) return beginAgain(key, state, context);
    switch (key.step) {
      case 'activated':
        return { state: activated(key.function, state) };
      case 'settled':
        return settled(key.mapping, state, context);
      case 'window':
      case 'retry':
        return sourceWoke(key, state, context);
      // These come back with answers only.
      case 'received':
      case 'processed':
      case 'opened':
      case 'checked':
        return { state };
    }
  },
  reply: (key, outcome, state, context) => {
    switch (key.step) {
      case 'returned':
        return returned(key.invocation, outcome, state, context);
      case 'received':
        return received(key.mapping, outcome, state, context);
      case 'processed':
        return processed(key, outcome, state, context);
      case 'opened':
        return { state: opened(key.mapping, outcome, state) };
      case 'checked':
        return sourceChecked(key, outcome, state, context);
      // These come back with alarms only.
      case 'window':
      case 'retry':
      case 'settled':
        return { state };
    }
  },
};
