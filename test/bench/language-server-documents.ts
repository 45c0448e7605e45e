/** Definitions of any size, made of all kinds of states, for the bench of the language server. */
import type { Json } from '@stepthrough/asl';

type State = { readonly [field: string]: Json };

/** A valid machine of so many states: a chain of patterns that people use, two of them nested. */
export function machineOf(count: number): Json {
  const states: { [name: string]: State } = {};
  const name = (index: number): string => `State${index}`;
  let made = 0;
  for (let index = 0; made < count - 1; index += 1) {
    const make = patterns[index % patterns.length] ?? pass;
    const state = make(index, name(index + 1));
    states[name(index)] = state;
    made += 1 + innerCount(state);
  }
  states[name(Object.keys(states).length)] = { Type: 'Succeed' };
  return { Comment: 'Made for measuring', StartAt: name(0), States: states };
}

function innerCount(state: State): number {
  return state['Type'] === 'Map' ? 2 : state['Type'] === 'Parallel' ? 2 : 0;
}

function pass(index: number, Next: string): State {
  return {
    Type: 'Pass',
    Parameters: {
      'id.$': '$.order.id',
      'label.$': `States.Format('order {} at {}', $.order.id, $$.Execution.StartTime)`,
      index,
      tags: ['a', 'b'],
    },
    ResultPath: `$.step${index}`,
    Next,
  };
}

function task(_: number, Next: string): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: {
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:work:live',
      'Payload.$': '$',
    },
    ResultSelector: { 'body.$': '$.Payload' },
    Retry: [
      {
        ErrorEquals: ['Lambda.ServiceException', 'Lambda.SdkClientException'],
        IntervalSeconds: 2,
        MaxAttempts: 6,
        BackoffRate: 2,
      },
    ],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next }],
    Next,
  };
}

function put(_: number, Next: string): State {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::dynamodb:putItem',
    Parameters: {
      TableName: 'orders',
      Item: { id: { 'S.$': '$.order.id' }, total: { 'N.$': 'States.JsonToString($.order.total)' } },
    },
    ResultPath: null,
    Next,
  };
}

function choice(index: number, Next: string): State {
  return {
    Type: 'Choice',
    Choices: [
      { Variable: '$.order.total', NumericGreaterThan: 100 + index, Next },
      {
        And: [
          { Variable: '$.order.kind', IsPresent: true },
          { Variable: '$.order.kind', StringMatches: 'gift*' },
        ],
        Next,
      },
    ],
    Default: Next,
  };
}

function wait(_: number, Next: string): State {
  return { Type: 'Wait', Seconds: 10, Next };
}

function jsonata(index: number, Next: string): State {
  return {
    Type: 'Pass',
    QueryLanguage: 'JSONata',
    Output: {
      id: '{% $states.input.order.id %}',
      sum: `{% $sum($states.input.items.(price * quantity)) + ${index} %}`,
    },
    Assign: { count: '{% $count($states.input.items) %}' },
    Next,
  };
}

function map(index: number, Next: string): State {
  return {
    Type: 'Map',
    ItemsPath: '$.items',
    ItemSelector: { 'item.$': '$$.Map.Item.Value', 'order.$': '$.order' },
    MaxConcurrency: 4,
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: `Item${index}`,
      States: {
        [`Item${index}`]: { ...pass(index, `ItemEnd${index}`) },
        [`ItemEnd${index}`]: { Type: 'Succeed' },
      },
    },
    ResultPath: '$.results',
    Next,
  };
}

function parallel(index: number, Next: string): State {
  const branch = (name: string): Json => ({
    StartAt: name,
    States: { [name]: { Type: 'Pass', End: true } },
  });
  return { Type: 'Parallel', Branches: [branch(`L${index}`), branch(`R${index}`)], Next };
}

const patterns: readonly ((index: number, next: string) => State)[] = [
  pass,
  task,
  choice,
  put,
  wait,
  pass,
  map,
  task,
  jsonata,
  parallel,
];
