import type { Json } from '@stepthrough/json';
import type { QueryLanguage, StateType } from '../machine.ts';

interface Fields {
  readonly [name: string]: Json;
}

/**
 * The least that makes a new state of each type valid. Inner states are named after the state,
 * because names are unique in a machine.
 */
export const leastFields: {
  readonly [T in StateType]: (language: QueryLanguage, name: string, next: string) => Fields;
} = {
  Task: (language) => ({
    Resource: 'arn:aws:states:::lambda:invoke',
    ...(language === 'JSONata'
      ? { Arguments: { FunctionName: 'my-function', Payload: '{% $states.input %}' } }
      : { Parameters: { FunctionName: 'my-function', 'Payload.$': '$' } }),
  }),
  Pass: () => ({}),
  Choice: (language, _name, next) => ({
    Choices: [
      language === 'JSONata'
        ? { Condition: '{% $exists($states.input.value) %}', Next: next }
        : { Variable: '$.value', IsPresent: true, Next: next },
    ],
  }),
  Wait: () => ({ Seconds: 60 }),
  Succeed: () => ({}),
  Fail: () => ({ Error: 'MyError', Cause: 'What went wrong' }),
  Parallel: (_language, name) => ({ Branches: [flow(`${name} 1`), flow(`${name} 2`)] }),
  Map: (language, name) => ({
    ...(language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...flow(`${name} item`) },
  }),
};

function flow(name: string): Fields {
  return { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } };
}
