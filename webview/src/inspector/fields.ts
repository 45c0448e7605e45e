/** The fields of each type of state that are typed into a form of their own, in the form's order. */
import type { Json, QueryLanguage, StateType } from '@stepthrough/asl';
import type { FieldKind } from './value-text.ts';

export interface FieldRow {
  readonly name: string;
  readonly kind: FieldKind;
  readonly hint: string;
  /** What the field begins with when it is added. */
  readonly starter: Json;
  readonly only?: QueryLanguage;
  /** Shown also while it is not written. */
  readonly isMain?: true;
}

interface FieldGroup {
  readonly title: 'Configuration' | 'Input' | 'Output';
  readonly rows: readonly FieldRow[];
}

const row = (
  name: string,
  kind: FieldKind,
  hint: string,
  starter: Json,
  more: Pick<FieldRow, 'only' | 'isMain'> = {},
): FieldRow => ({ name, kind, hint, starter, ...more });

const jsonPath = { only: 'JSONPath' } as const;
const jsonata = { only: 'JSONata' } as const;
const main = { isMain: true } as const;

const inputPath = row(
  'InputPath',
  'path',
  'The part of the input that the state works with.',
  '$',
  jsonPath,
);
const parameters = row('Parameters', 'json', 'What the state hands to its work.', {}, jsonPath);
const args = row('Arguments', 'json', 'What the state hands to its work.', {}, jsonata);
const resultSelector = row('ResultSelector', 'json', 'Shapes the result.', {}, jsonPath);
const resultPath = row(
  'ResultPath',
  'path',
  'Where in the input the result goes; null drops it.',
  '$.result',
  jsonPath,
);
const outputPath = row(
  'OutputPath',
  'path',
  'The part that goes on to the next state.',
  '$',
  jsonPath,
);
const output = row(
  'Output',
  'json',
  'What goes on to the next state.',
  '{% $states.input %}',
  jsonata,
);
const assign = row('Assign', 'json', 'Variables that later states can read.', {});

const through: readonly FieldRow[] = [output, outputPath, assign];
const worked: readonly FieldRow[] = [resultSelector, resultPath, ...through];
const language = row(
  'QueryLanguage',
  'text',
  'JSONPath or JSONata, for this state alone.',
  'JSONata',
);

const groups = (
  configuration: readonly FieldRow[],
  input: readonly FieldRow[],
  out: readonly FieldRow[],
): readonly FieldGroup[] => [
  { title: 'Configuration', rows: [...configuration, language] },
  { title: 'Input', rows: input },
  { title: 'Output', rows: out },
];

export const fieldGroups: { readonly [T in StateType]: readonly FieldGroup[] } = {
  Task: groups(
    [
      row(
        'Resource',
        'text',
        'The ARN of the function, activity or service call.',
        'arn:aws:states:::lambda:invoke',
        main,
      ),
      row(
        'TimeoutSeconds',
        'number',
        'After so many seconds the task fails with States.Timeout.',
        60,
      ),
      row(
        'TimeoutSecondsPath',
        'path',
        'Where in the input the timeout stands.',
        '$.timeout',
        jsonPath,
      ),
      row('HeartbeatSeconds', 'number', 'The longest time between two signs of life.', 30),
      row(
        'HeartbeatSecondsPath',
        'path',
        'Where in the input the heartbeat stands.',
        '$.heartbeat',
        jsonPath,
      ),
      row('Credentials', 'json', 'The role to call as.', {
        RoleArn: 'arn:aws:iam::ACCOUNT:role/my-role',
      }),
    ],
    [inputPath, parameters, args],
    worked,
  ),
  Pass: groups(
    [row('Result', 'json', 'A fixed result.', {}, jsonPath)],
    [inputPath, parameters],
    [resultPath, ...through],
  ),
  Choice: groups([], [inputPath], through),
  Wait: groups(
    [
      row('Seconds', 'number', 'How long to wait.', 60),
      row('SecondsPath', 'path', 'Where in the input the seconds stand.', '$.seconds', jsonPath),
      row(
        'Timestamp',
        'text',
        'Until when to wait, e.g. 2030-01-01T00:00:00Z.',
        '2030-01-01T00:00:00Z',
      ),
      row('TimestampPath', 'path', 'Where in the input the time stands.', '$.until', jsonPath),
    ],
    [inputPath],
    through,
  ),
  Succeed: groups([], [inputPath], [output, outputPath]),
  Fail: groups(
    [
      row('Error', 'text', 'The name of the error.', 'MyError', main),
      row('Cause', 'text', 'What went wrong, for people.', 'What went wrong', main),
      row('ErrorPath', 'path', 'Where in the input the error stands.', '$.error', jsonPath),
      row('CausePath', 'path', 'Where in the input the cause stands.', '$.cause', jsonPath),
    ],
    [],
    [],
  ),
  Parallel: groups([], [inputPath, parameters, args], worked),
  Map: groups(
    [
      row('Items', 'json', 'The array to go through.', '{% $states.input.items %}', jsonata),
      row('ItemsPath', 'path', 'Where in the input the array stands.', '$.items', jsonPath),
      row('ItemSelector', 'json', 'What each iteration gets instead of its item.', {}),
      row('MaxConcurrency', 'number', 'How many iterations run at once; 0 sets no limit.', 10),
      row(
        'MaxConcurrencyPath',
        'path',
        'Where in the input that number stands.',
        '$.concurrency',
        jsonPath,
      ),
      row('ToleratedFailureCount', 'number', 'So many iterations may fail.', 0),
      row('ToleratedFailurePercentage', 'number', 'So many percent of the iterations may fail.', 0),
      row('ItemReader', 'json', 'Reads the items from S3 (distributed).', {
        Resource: 'arn:aws:states:::s3:getObject',
      }),
      row('ItemBatcher', 'json', 'Groups items into batches (distributed).', {
        MaxItemsPerBatch: 10,
      }),
      row('ResultWriter', 'json', 'Writes the results to S3 (distributed).', {
        Resource: 'arn:aws:states:::s3:putObject',
      }),
      row('Label', 'text', 'A name for the map run (distributed).', 'my-map'),
    ],
    [inputPath, parameters],
    worked,
  ),
};

/** Fields that have parts of the form of their own. */
export const ownFields: ReadonlySet<string> = new Set([
  ...['Type', 'Comment', 'Next', 'End', 'Default', 'Choices'],
  ...['Retry', 'Catch', 'Branches', 'ItemProcessor', 'Iterator'],
]);
