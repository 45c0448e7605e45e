import type { Json } from '@stepthrough/json';
import { contextOf, type Thread } from '@stepthrough/interpreter';

/** What an expression at a thread's place can see. */
export interface Environment {
  /** The state's input: `$` of JSONPath, `$states.input` of JSONata. */
  readonly input: Json;
  readonly variables: { readonly [name: string]: Json };
  /** `$$` of JSONPath, `$states.context` of JSONata. */
  readonly context: Json;
  /** `$states` of JSONata. */
  readonly states: { readonly [member: string]: Json };
}

export function environmentOf(thread: Thread): Environment {
  const { values, variables } = thread;
  const context = contextOf(thread);
  const { input = null, result, errorOutput } = values;
  return {
    input,
    variables,
    context,
    states: {
      input,
      context,
      ...(result === undefined ? {} : { result }),
      ...(errorOutput === undefined ? {} : { errorOutput }),
    },
  };
}
