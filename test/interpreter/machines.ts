/** Random valid machines: states of all kinds that lead forward, so that every run comes to an end. */
import fc from 'fast-check';
import type { Json } from '@stepthrough/asl';

type Fields = { readonly [name: string]: Json };

const retry: readonly Json[] = [{ ErrorEquals: ['Busy'], MaxAttempts: 2, IntervalSeconds: 1 }];

const jsonPathFields: readonly Fields[] = [
  { Type: 'Pass' },
  { Type: 'Pass', Result: { a: [1, 2, 3] }, ResultPath: '$.made' },
  {
    Type: 'Pass',
    Parameters: { 'all.$': '$', 'id.$': 'States.UUID()', 'who.$': '$$.Execution.Name' },
  },
  { Type: 'Pass', Assign: { 'seen.$': '$' } },
  { Type: 'Pass', InputPath: '$.missing' },
  { Type: 'Wait', Seconds: 3 },
  { Type: 'Wait', SecondsPath: '$.seconds' },
  { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ResultPath: '$.task', Retry: retry },
  { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:111111111111:function:f', TimeoutSeconds: 5 },
  {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    HeartbeatSeconds: 2,
    Parameters: { 'token.$': '$$.Task.Token' },
  },
  { Type: 'Choice' },
];

const jsonataFields: readonly Fields[] = [
  { Type: 'Pass', Output: { twice: '{% [$states.input, $states.input] %}' } },
  {
    Type: 'Pass',
    Assign: { seen: '{% $states.input %}' },
    Output: '{% $states.context.State.Name %}',
  },
  { Type: 'Pass', Output: '{% $nothing %}' },
  {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { n: '{% 1 + 1 %}' },
    Retry: retry,
  },
  { Type: 'Wait', Seconds: '{% 1 + 1 %}' },
  { Type: 'Choice' },
];

const { machine } = fc.letrec<{ machine: Json; state: Fields; scope: Json }>((tie) => ({
  state: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...jsonPathFields),
      fc.constantFrom(...jsonataFields).map((fields) => ({ QueryLanguage: 'JSONata', ...fields })),
    ),
    fc
      .array(tie('scope'), { minLength: 1, maxLength: 3 })
      .map((Branches) => ({ Type: 'Parallel', Branches })),
    fc
      .tuple(tie('scope'), fc.integer({ min: 0, max: 2 }), fc.boolean())
      .map(([scope, MaxConcurrency, isDistributed]) => ({
        Type: 'Map',
        ItemsPath: '$$.Execution.Input.items',
        MaxConcurrency,
        ItemProcessor: {
          ...(isDistributed
            ? { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }
            : {}),
          ...(scope as object),
        },
      })),
  ),
  scope: fc.array(tie('state'), { minLength: 1, maxLength: 4 }).map(chainOf),
  machine: tie('scope'),
}));

export const machines: fc.Arbitrary<Json> = machine;

let count = 0;

/** Chains states, gives each a name of its own and a catcher where it can have one. */
function chainOf(states: readonly Fields[]): Json {
  const prefix = `S${(count += 1)}_`;
  const named = states.map((fields, index): [string, Json] => {
    const isLast = index === states.length - 1;
    return [`${prefix}${index}`, linked(fields, isLast ? undefined : `${prefix}${index + 1}`)];
  });
  return { StartAt: `${prefix}0`, States: Object.fromEntries(named) };
}

function linked(fields: Fields, next: string | undefined): Json {
  if (fields.Type === 'Choice') {
    if (next === undefined) return { Type: 'Succeed' };
    const isJsonata = fields.QueryLanguage === 'JSONata';
    const rule = isJsonata
      ? { Condition: '{% $exists($states.input) %}', Next: next }
      : { Variable: '$.made', IsPresent: true, Next: next };
    return { ...fields, Choices: [rule], Default: next };
  }
  const way = next === undefined ? { End: true } : { Next: next };
  const canCatch = ['Task', 'Map', 'Parallel'].includes(String(fields.Type));
  const catchers =
    canCatch && next !== undefined ? { Catch: [{ ErrorEquals: ['States.ALL'], Next: next }] } : {};
  return { ...fields, ...way, ...catchers };
}
