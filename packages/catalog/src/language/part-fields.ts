import { assign, comment, output, queryLanguage, resultPath } from './common-fields.ts';
import type { FieldInfo, FieldTable } from './field.ts';
import { limits } from '../limits.ts';

const errorEquals: FieldInfo = {
  doc: 'Error names to handle. States.ALL stands for all of them but States.Runtime; it stands alone and in the last entry.',
  language: 'both',
  type: 'errorNames',
  required: true,
  snippet: ['${1:States.ALL}'],
};

const next: FieldInfo = {
  doc: 'The state that runs next, in the same States.',
  language: 'both',
  type: 'stateName',
  required: true,
  snippet: '${1:state}',
};

const startAt: FieldInfo = {
  doc: 'The state that runs first.',
  language: 'both',
  type: 'stateName',
  required: true,
  snippet: '${1:state}',
};

const states: FieldInfo = {
  doc: 'The states by their names, which are unique in the whole machine and have at most 80 characters.',
  language: 'both',
  type: 'states',
  required: true,
  snippet: { '${1:First}': { Type: 'Pass', End: true } },
};

/** The fields of the machine, of a Parallel branch and of a Map’s processor. */
export const scopeFields = {
  machine: {
    Comment: comment,
    QueryLanguage: {
      ...queryLanguage,
      doc: 'How states read and write data unless they say otherwise.',
      default: '"JSONPath"',
    },
    StartAt: startAt,
    States: states,
    TimeoutSeconds: {
      doc: 'Seconds until the execution fails with States.Timeout: 1 to 99,999,999.',
      language: 'both',
      type: 'integer',
      snippet: '=${1:3600}',
    },
    Version: {
      doc: 'The version of the States Language.',
      language: 'both',
      type: 'string',
      values: ['1.0'],
      default: '"1.0"',
      snippet: '1.0',
    },
  },
  branch: { Comment: comment, StartAt: startAt, States: states },
  processor: {
    Comment: comment,
    ProcessorConfig: {
      doc: 'How iterations run: INLINE in this execution, or DISTRIBUTED as child executions.',
      language: 'both',
      type: 'part',
      part: 'processorConfig',
      snippet: { Mode: '${1|INLINE,DISTRIBUTED|}' },
    },
    StartAt: startAt,
    States: states,
  },
} as const satisfies { readonly [kind: string]: FieldTable };

const resource: FieldInfo = {
  doc: 'ARN of the S3 action that is used.',
  language: 'both',
  type: 'resource',
  required: true,
  snippet: 'arn:aws:states:::s3:${1:getObject}',
};

function count(doc: string, example: number): FieldInfo {
  return {
    doc,
    language: 'both',
    type: 'integer',
    takesJsonata: true,
    snippet: `=\${1:${example}}`,
  };
}

function countPath(doc: string): FieldInfo {
  return { doc, language: 'JSONPath', type: 'referencePath', snippet: '\\$.${1:count}' };
}

function bucketAnd(key: string): { Parameters: FieldInfo; Arguments: FieldInfo } {
  const doc = `The Bucket, and the ${key}, in S3.`;
  const snippet = { Bucket: '${1:bucket}', [key]: '${2:path}' };
  return {
    Parameters: { doc, language: 'JSONPath', type: 'template', snippet },
    Arguments: { doc, language: 'JSONata', type: 'template', takesJsonata: true, snippet },
  };
}

/** The objects inside states whose fields are fixed. */
export const partFields = {
  retrier: {
    ErrorEquals: errorEquals,
    IntervalSeconds: {
      doc: 'Seconds before the first retry.',
      language: 'both',
      type: 'integer',
      default: '1',
      snippet: '=${1:1}',
    },
    MaxAttempts: {
      doc: 'How many retries at most. 0 never retries.',
      language: 'both',
      type: 'integer',
      default: '3',
      snippet: '=${1:3}',
    },
    BackoffRate: {
      doc: 'By how much each wait is longer than the one before: 1 or more.',
      language: 'both',
      type: 'number',
      default: '2.0',
      snippet: '=${1:2}',
    },
    MaxDelaySeconds: {
      doc: 'The longest wait, in seconds: 1 to 31,622,400, more than IntervalSeconds.',
      language: 'both',
      type: 'integer',
      snippet: '=${1:60}',
    },
    JitterStrategy: {
      doc: 'FULL waits a random time between 0 and the computed one, so that retries spread.',
      language: 'both',
      type: 'string',
      values: ['FULL', 'NONE'],
      default: '"NONE"',
      snippet: '${1|FULL,NONE|}',
    },
    Comment: comment,
  },
  catcher: {
    ErrorEquals: errorEquals,
    Next: next,
    ResultPath: {
      ...resultPath,
      doc: 'Where in the input the object { "Error", "Cause" } is placed. `$` replaces the input, null drops it.',
      snippet: '\\$.${1:error}',
    },
    Output: {
      ...output,
      doc: 'The input of the next state; $states.errorOutput has Error and Cause.',
      default: '"{% $states.errorOutput %}"',
      snippet: '{% ${1:\\$states.errorOutput} %}',
    },
    Assign: {
      ...assign,
      doc: 'Variables to set when this catcher takes the error; the state’s own Assign is skipped.',
    },
    Comment: comment,
  },
  choiceRule: {
    Condition: {
      doc: 'true, or an expression that gives true when the rule holds.',
      language: 'JSONata',
      type: 'boolean',
      takesJsonata: true,
      required: true,
      snippet: '{% ${1:\\$states.input.field = 1} %}',
    },
    Variable: {
      doc: 'The path of the value to compare.',
      language: 'JSONPath',
      type: 'path',
      snippet: '\\$.${1:field}',
    },
    And: {
      doc: 'All of these rules hold.',
      language: 'JSONPath',
      type: 'choiceRules',
      part: 'choiceRule',
      snippet: [{ Variable: '\\$.${1:field}', '${2:IsPresent}': true }],
    },
    Or: {
      doc: 'At least one of these rules holds.',
      language: 'JSONPath',
      type: 'choiceRules',
      part: 'choiceRule',
      snippet: [{ Variable: '\\$.${1:field}', '${2:IsPresent}': true }],
    },
    Not: {
      doc: 'This rule does not hold.',
      language: 'JSONPath',
      type: 'part',
      part: 'choiceRule',
      snippet: { Variable: '\\$.${1:field}', '${2:IsPresent}': true },
    },
    Next: next,
    Assign: { ...assign, doc: 'Variables to set when this rule holds.' },
    Output: {
      ...output,
      doc: 'The output of the state when this rule holds.',
      default: '"{% $states.input %}"',
      snippet: '{% ${1:\\$states.input} %}',
    },
    Comment: comment,
  },
  itemReader: {
    Resource: resource,
    ReaderConfig: {
      doc: 'In which format the items are, and how many of them are read.',
      language: 'both',
      type: 'part',
      part: 'readerConfig',
      snippet: { InputType: '${1|CSV,JSON,JSONL,PARQUET,MANIFEST|}' },
    },
    ...bucketAnd('Key'),
    Comment: comment,
  },
  readerConfig: {
    InputType: {
      doc: 'The format of the object. Not with listObjectsV2, unless Transformation is LOAD_AND_FLATTEN.',
      language: 'both',
      type: 'string',
      values: ['CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'],
      snippet: '${1|CSV,JSON,JSONL,PARQUET,MANIFEST|}',
    },
    ManifestType: {
      doc: 'Whose manifest it is: of an Athena UNLOAD or of S3 Inventory.',
      language: 'both',
      type: 'string',
      values: ['ATHENA_DATA', 'S3_INVENTORY'],
      snippet: '${1|ATHENA_DATA,S3_INVENTORY|}',
    },
    Transformation: {
      doc: 'LOAD_AND_FLATTEN reads the listed objects and makes items of their contents.',
      language: 'both',
      type: 'string',
      values: ['NONE', 'LOAD_AND_FLATTEN'],
      default: '"NONE"',
      snippet: '${1|NONE,LOAD_AND_FLATTEN|}',
    },
    CSVHeaderLocation: {
      doc: 'Where the names of the columns are: in the first row, or given in CSVHeaders.',
      language: 'both',
      type: 'string',
      values: ['FIRST_ROW', 'GIVEN'],
      snippet: '${1|FIRST_ROW,GIVEN|}',
    },
    CSVHeaders: {
      doc: 'The names of the columns, with CSVHeaderLocation GIVEN.',
      language: 'both',
      type: 'strings',
      snippet: ['${1:column}'],
    },
    CSVDelimiter: {
      doc: 'What separates the columns.',
      language: 'both',
      type: 'string',
      values: ['COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'],
      default: '"COMMA"',
      snippet: '${1|COMMA,PIPE,SEMICOLON,SPACE,TAB|}',
    },
    ItemsPointer: {
      doc: 'A JSON Pointer to the items inside a JSON object, such as /data/items.',
      language: 'both',
      type: 'string',
      snippet: '/${1:items}',
    },
    MaxItems: count('How many items are read at most: 1 to 100,000,000.', 1000),
    MaxItemsPath: countPath('Where the input holds MaxItems.'),
    ExpectedBucketOwner: {
      doc: 'The account that must own the bucket.',
      language: 'both',
      type: 'string',
      snippet: '${1:123456789012}',
    },
  },
  itemBatcher: {
    MaxItemsPerBatch: count('Most items in a batch.', 100),
    MaxItemsPerBatchPath: countPath('Where the input holds MaxItemsPerBatch.'),
    MaxInputBytesPerBatch: count('Most bytes of a batch, up to 262,144.', limits.batchBytes),
    MaxInputBytesPerBatchPath: countPath('Where the input holds MaxInputBytesPerBatch.'),
    BatchInput: {
      doc: 'What each batch gets beside its Items, as BatchInput.',
      language: 'both',
      type: 'template',
      takesJsonata: true,
      snippet: { '${1:name}': '${2:value}' },
    },
  },
  resultWriter: {
    Resource: { ...resource, snippet: 'arn:aws:states:::s3:putObject' },
    WriterConfig: {
      doc: 'The form of the written results; both of its fields are needed.',
      language: 'both',
      type: 'part',
      part: 'writerConfig',
      snippet: { Transformation: '${1|NONE,COMPACT,FLATTEN|}', OutputType: '${2|JSON,JSONL|}' },
    },
    ...bucketAnd('Prefix'),
  },
  writerConfig: {
    OutputType: {
      doc: 'JSON writes one array, JSONL one line for each result.',
      language: 'both',
      type: 'string',
      required: true,
      values: ['JSON', 'JSONL'],
      snippet: '${1|JSON,JSONL|}',
    },
    Transformation: {
      doc: 'NONE writes outputs with the data of their child executions, COMPACT outputs alone, FLATTEN the members of outputs that are arrays.',
      language: 'both',
      type: 'string',
      required: true,
      values: ['NONE', 'COMPACT', 'FLATTEN'],
      snippet: '${1|NONE,COMPACT,FLATTEN|}',
    },
  },
  processorConfig: {
    Mode: {
      doc: 'INLINE runs iterations in this execution, DISTRIBUTED each as a child execution.',
      language: 'both',
      type: 'string',
      values: ['INLINE', 'DISTRIBUTED'],
      default: '"INLINE"',
      snippet: '${1|INLINE,DISTRIBUTED|}',
    },
    ExecutionType: {
      doc: 'The type of the child executions. Needed with DISTRIBUTED, refused without.',
      language: 'both',
      type: 'string',
      values: ['STANDARD', 'EXPRESS'],
      snippet: '${1|STANDARD,EXPRESS|}',
    },
  },
  credentials: {
    RoleArn: {
      doc: 'The role to assume. In JSONPath states it may be RoleArn.$ with a path.',
      language: 'both',
      type: 'string',
      takesJsonata: true,
      required: true,
      snippet: '${1:arn:aws:iam::123456789012:role/name}',
    },
  },
} as const satisfies { readonly [part: string]: FieldTable };

export type PartName = keyof typeof partFields;

/** The fields of a part that take one of a few values, with these. */
export function valuesIn(part: PartName): readonly (readonly [string, readonly string[]])[] {
  const fields: { readonly [name: string]: FieldInfo } = partFields[part];
  return Object.entries(fields).flatMap(([name, { values }]) => (values ? [[name, values]] : []));
}

// Every operator compares with one operand, whose type its name tells.
export type OperandType = 'String' | 'Numeric' | 'Timestamp' | 'Boolean' | 'Path' | 'Pattern';

interface OperatorInfo {
  readonly operand: OperandType;
  readonly doc: string;
  /** Between Variable and operand, where a rule is shown in a few words; of a test, what is tested. */
  readonly words: string;
  /** Whether the operand, true or false, tells whether the test should hold. */
  readonly isTest: boolean;
}

const comparisons = {
  Equals: ['equal to', '='],
  LessThan: ['less than', '<'],
  GreaterThan: ['greater than', '>'],
  LessThanEquals: ['less than or equal to', '≤'],
  GreaterThanEquals: ['greater than or equal to', '≥'],
} as const;

const kinds = { String: 'A string', Numeric: 'A number', Timestamp: 'An RFC 3339 time' } as const;

const tests: { readonly [name: string]: readonly [meaning: string, words: string] } = {
  IsNull: ['null', 'null'],
  IsPresent: [
    'there; where the path finds nothing, any other comparison fails the execution',
    'present',
  ],
  IsNumeric: ['a number', 'a number'],
  IsString: ['a string', 'a string'],
  IsBoolean: ['true or false', 'a boolean'],
  IsTimestamp: ['an RFC 3339 time', 'a timestamp'],
};

/** The comparison operators of JSONPath Choice rules. */
export const choiceOperatorDocs: { readonly [name: string]: OperatorInfo } = Object.fromEntries([
  ...(['String', 'Numeric', 'Timestamp'] as const).flatMap((kind) =>
    Object.entries(comparisons).flatMap(
      ([comparison, [meaning, words]]): [string, OperatorInfo][] => [
        [
          `${kind}${comparison}`,
          {
            operand: kind,
            doc: `${kinds[kind]} that is ${meaning} this one.`,
            words,
            isTest: false,
          },
        ],
        [
          `${kind}${comparison}Path`,
          {
            operand: 'Path',
            doc: `${kinds[kind]} that is ${meaning} the one at this path.`,
            words,
            isTest: false,
          },
        ],
      ],
    ),
  ),
  [
    'BooleanEquals',
    { operand: 'Boolean', doc: 'true or false, as this.', words: '=', isTest: false },
  ],
  [
    'BooleanEqualsPath',
    {
      operand: 'Path',
      doc: 'true or false, as the value at this path.',
      words: '=',
      isTest: false,
    },
  ],
  [
    'StringMatches',
    {
      operand: 'Pattern',
      doc: 'A string that matches this pattern; `*` stands for any characters, `\\\\*` for a star.',
      words: 'matches',
      isTest: false,
    },
  ],
  ...Object.entries(tests).map(([name, [meaning, words]]): [string, OperatorInfo] => [
    name,
    { operand: 'Boolean', doc: `Whether the value is ${meaning}.`, words, isTest: true },
  ]),
]);
