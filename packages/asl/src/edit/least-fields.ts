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
    Choices: [leastRule(language, next)],
  }),
  Wait: () => ({ Seconds: 60 }),
  Succeed: () => ({}),
  Fail: () => ({ Error: 'MyError', Cause: 'What went wrong' }),
  Parallel: (_language, name) => ({ Branches: [leastFlow(`${name} 1`), leastFlow(`${name} 2`)] }),
  Map: (language, name) => ({
    ...(language === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...leastFlow(`${name} item`) },
  }),
};

/** A rule to start from; its author says what it asks. */
export function leastRule(language: QueryLanguage, next: string): Fields {
  return language === 'JSONata'
    ? { Condition: '{% $exists($states.input.value) %}', Next: next }
    : { Variable: '$.value', IsPresent: true, Next: next };
}

/** A retrier that says what the States Language takes when nothing is said. */
export const leastRetrier: Fields = {
  ErrorEquals: ['States.TaskFailed'],
  IntervalSeconds: 1,
  MaxAttempts: 3,
  BackoffRate: 2,
};

/** A catcher of every error. */
export function leastCatcher(next: string): Fields {
  return { ErrorEquals: ['States.ALL'], Next: next };
}

/** A scope of one state. */
export function leastFlow(name: string): Fields {
  return { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } };
}
