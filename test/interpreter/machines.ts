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
  { Type: 'Task', Resource: 'arn:aws:states:us-east-1:111111111111:activity:a', TimeoutSeconds: 9 },
  { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', ResultPath: null },
  { Type: 'Fail', ErrorPath: '$.who', Cause: 'as it comes' },
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
    Catch: [{ ErrorEquals: ['Busy'], Assign: { busy: '{% $states.errorOutput %}' } }],
  },
  { Type: 'Fail', Error: '{% "E" & 1 %}' },
  { Type: 'Wait', Seconds: '{% 1 + 1 %}' },
  { Type: 'Choice' },
];

const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

const language: fc.Arbitrary<Fields> = fc.constantFrom<Fields>({}, { QueryLanguage: 'JSONata' });

function itemsOf({ QueryLanguage }: Fields): Fields {
  return QueryLanguage === 'JSONata'
    ? {
        Items: '{% $states.context.Execution.Input.items %}',
        ItemSelector: { item: '{% $states.context.Map.Item.Value %}' },
      }
    : { ItemsPath: '$$.Execution.Input.items', ItemSelector: { 'n.$': '$$.Map.Item.Index' } };
}

const mapRunFields: readonly Fields[] = [
  { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailurePercentage: 50 },
  {
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Parameters: { Bucket: 'b', Key: 'k' },
    },
    ToleratedFailureCount: 1,
  },
  { ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b' } } },
  { ToleratedFailurePercentage: 100, Retry: retry },
];

const { machine } = fc.letrec<{ machine: Json; state: Fields; scope: Json }>((tie) => ({
  state: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(...jsonPathFields),
      fc.constantFrom(...jsonataFields).map((fields) => ({ QueryLanguage: 'JSONata', ...fields })),
    ),
    fc
      .tuple(fc.array(tie('scope'), { minLength: 1, maxLength: 3 }), language, fc.boolean())
      .map(([Branches, fields, tries]) => ({
        ...fields,
        Type: 'Parallel',
        Branches,
        ...(tries ? { Retry: retry } : {}),
      })),
    fc
      .tuple(tie('scope'), fc.integer({ min: 0, max: 2 }), fc.boolean(), language)
      .map(([scope, MaxConcurrency, isDistributed, fields]) => ({
        ...fields,
        ...itemsOf(fields),
        Type: 'Map',
        MaxConcurrency,
        ItemProcessor: isDistributed ? { ...distributed, ...(scope as object) } : scope,
      })),
    fc.tuple(tie('scope'), fc.constantFrom(...mapRunFields)).map(([scope, fields]) => ({
      Type: 'Map',
      ItemsPath: '$$.Execution.Input.items',
      ItemProcessor: { ...distributed, ...(scope as object) },
      ...fields,
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
  if (fields.Type === 'Fail') return fields;
  const way = next === undefined ? { End: true } : { Next: next };
  const { Catch = [], ...rest } = fields;
  const canCatch = ['Task', 'Map', 'Parallel'].includes(String(fields.Type));
  if (!canCatch || next === undefined) return { ...rest, ...way };
  const all = [...(Catch as readonly Fields[]), { ErrorEquals: ['States.ALL'] }];
  return { ...rest, ...way, Catch: all.map((catcher) => ({ ...catcher, Next: next })) };
}
