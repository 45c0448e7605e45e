import {
  args,
  assign,
  base,
  catchers,
  inputPath,
  output,
  outputPath,
  parameters,
  resultPath,
  resultSelector,
  retry,
  transition,
} from './common-fields.ts';
import type { FieldInfo, FieldTable } from './field.ts';
import { failures } from '../errors/states-errors.ts';

const flow: FieldTable = { ...base, ...transition };
const io: FieldTable = { InputPath: inputPath, OutputPath: outputPath, Output: output };
const errors: FieldTable = { Retry: retry, Catch: catchers };
const results: FieldTable = { ResultSelector: resultSelector, ResultPath: resultPath };

const scopeSnippet = {
  StartAt: '${1:First}',
  States: { '${1:First}': { Type: 'Pass', End: true } },
};

function seconds(doc: string): FieldInfo {
  return { doc, language: 'both', type: 'integer', takesJsonata: true, snippet: '=${1:60}' };
}

function secondsPath(doc: string): FieldInfo {
  return { doc, language: 'JSONPath', type: 'referencePath', snippet: '\\$.${1:seconds}' };
}

const task: FieldTable = {
  ...flow,
  Resource: {
    doc: 'ARN of what does the work: a service integration (arn:aws:states:::service:action), a Lambda function or an activity.',
    language: 'both',
    type: 'resource',
    required: true,
    snippet: 'arn:aws:states:::${1:lambda:invoke}',
  },
  Arguments: args,
  Parameters: parameters,
  ...results,
  ...io,
  Assign: assign,
  ...errors,
  TimeoutSeconds: {
    ...seconds('Seconds until the task fails with States.Timeout: 1 to 99,999,999.'),
    default: '99999999',
  },
  TimeoutSecondsPath: secondsPath('Where the input holds TimeoutSeconds.'),
  HeartbeatSeconds: seconds(
    'Most seconds between two heartbeats of an activity or callback before States.HeartbeatTimeout; less than TimeoutSeconds.',
  ),
  HeartbeatSecondsPath: secondsPath('Where the input holds HeartbeatSeconds.'),
  Credentials: {
    doc: 'The role that the task assumes, for instance one of another account.',
    language: 'both',
    type: 'part',
    part: 'credentials',
    isEvaluated: true,
    snippet: { RoleArn: '${1:arn:aws:iam::123456789012:role/name}' },
  },
};

const pass: FieldTable = {
  ...flow,
  Result: {
    doc: 'The state’s result, word for word: paths in it are not evaluated.',
    language: 'JSONPath',
    type: 'json',
    snippet: { '${1:field}': '${2:value}' },
  },
  Parameters: parameters,
  ResultPath: resultPath,
  ...io,
  Assign: assign,
};

const choice: FieldTable = {
  ...base,
  Choices: {
    doc: 'Rules that are tried in order; the first that holds says where to go.',
    language: 'both',
    type: 'choiceRules',
    part: 'choiceRule',
    required: true,
    snippet: [{ Condition: '{% ${1:\\$states.input.field = 1} %}', Next: '${2:state}' }],
  },
  Default: {
    doc: `The state that follows when no rule holds. Without it the execution fails with ${failures.noChoiceMatched}.`,
    language: 'both',
    type: 'stateName',
    snippet: '${1:state}',
  },
  ...io,
  Assign: {
    ...assign,
    doc: 'Variables to set when no rule holds and Default is taken. A rule that holds sets its own.',
  },
};

const waitPaths = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];

const wait: FieldTable = {
  ...flow,
  Seconds: {
    ...seconds('How long to wait: 0 to 99,999,999 seconds.'),
    oneOf: waitPaths,
    snippet: '=${1:10}',
  },
  Timestamp: {
    doc: 'Until when to wait: an RFC 3339 time with capital T and Z, such as 2030-01-31T09:00:00Z.',
    language: 'both',
    type: 'timestamp',
    takesJsonata: true,
    oneOf: waitPaths,
    snippet: '${1:2030-01-31T09:00:00Z}',
  },
  SecondsPath: { ...secondsPath('Where the input holds the seconds to wait.'), oneOf: waitPaths },
  TimestampPath: {
    ...secondsPath('Where the input holds the time until which to wait.'),
    oneOf: waitPaths,
    snippet: '\\$.${1:time}',
  },
  ...io,
  Assign: assign,
};

const fail: FieldTable = {
  ...base,
  Error: {
    doc: 'The error name with which the execution, branch or iteration fails.',
    language: 'both',
    type: 'string',
    takesJsonata: true,
    snippet: '${1:ErrorName}',
  },
  Cause: {
    doc: 'An explanation for people.',
    language: 'both',
    type: 'string',
    takesJsonata: true,
    snippet: '${1:cause}',
  },
  ErrorPath: {
    doc: 'A reference path, or an intrinsic function that gives a string, for the error name. Not beside Error.',
    language: 'JSONPath',
    type: 'referencePath',
    takesIntrinsic: true,
    snippet: '\\$.${1:Error}',
  },
  CausePath: {
    doc: 'A reference path, or an intrinsic function that gives a string, for the cause. Not beside Cause.',
    language: 'JSONPath',
    type: 'referencePath',
    takesIntrinsic: true,
    snippet: '\\$.${1:Cause}',
  },
};

const parallel: FieldTable = {
  ...flow,
  Branches: {
    doc: 'State machines that run at the same time on the same input. The result is the array of their outputs.',
    language: 'both',
    type: 'scopes',
    required: true,
    snippet: [scopeSnippet],
  },
  Arguments: {
    ...args,
    doc: 'The input of every branch. Without it each branch gets the state’s input.',
  },
  Parameters: parameters,
  ...results,
  ...io,
  Assign: assign,
  ...errors,
};

const processors = ['ItemProcessor', 'Iterator'];

const map: FieldTable = {
  ...flow,
  ItemProcessor: {
    doc: 'The states that run for each item, and in ProcessorConfig how they run.',
    language: 'both',
    type: 'scope',
    part: 'processor',
    oneOf: processors,
    snippet: { ProcessorConfig: { Mode: 'INLINE' }, ...scopeSnippet },
  },
  Iterator: {
    doc: 'The older spelling of ItemProcessor.',
    language: 'both',
    type: 'scope',
    part: 'processor',
    oneOf: processors,
    replacedBy: 'ItemProcessor',
    snippet: scopeSnippet,
  },
  Items: {
    doc: 'The array or object whose members are the items.',
    language: 'JSONata',
    type: 'template',
    takesJsonata: true,
    default: '"{% $states.input %}"',
    snippet: '{% ${1:\\$states.input.items} %}',
  },
  ItemsPath: {
    doc: 'Where the input holds the array or object whose members are the items.',
    language: 'JSONPath',
    type: 'referencePath',
    default: '"$"',
    snippet: '\\$.${1:items}',
  },
  ItemSelector: {
    doc: 'A template that builds the input of each iteration; the item itself is Map.Item.Value of the context object.',
    language: 'both',
    type: 'template',
    takesJsonata: true,
    snippet: { '${1:item}.\\$': '\\$\\$.Map.Item.Value' },
  },
  ItemReader: {
    doc: 'Where a distributed Map reads its items: objects of S3, or the lines of one.',
    language: 'both',
    type: 'part',
    part: 'itemReader',
    snippet: {
      Resource: 'arn:aws:states:::s3:${1|getObject,listObjectsV2|}',
      ReaderConfig: { InputType: '${2|CSV,JSON,JSONL,PARQUET,MANIFEST|}' },
    },
  },
  ItemBatcher: {
    doc: 'How a distributed Map groups items: each iteration gets { "Items": […] }.',
    language: 'both',
    type: 'part',
    part: 'itemBatcher',
    snippet: { MaxItemsPerBatch: '=${1:100}' },
  },
  ResultWriter: {
    doc: 'Where and how a distributed Map writes the results of its child executions.',
    language: 'both',
    type: 'part',
    part: 'resultWriter',
    snippet: { Resource: 'arn:aws:states:::s3:putObject' },
  },
  MaxConcurrency: {
    doc: 'Most iterations at a time. 0 sets no limit: 40 inline, 10,000 distributed.',
    language: 'both',
    type: 'integer',
    takesJsonata: true,
    default: '0',
    snippet: '=${1:10}',
  },
  MaxConcurrencyPath: {
    ...secondsPath('Where the input holds MaxConcurrency.'),
    snippet: '\\$.${1:concurrency}',
  },
  ToleratedFailurePercentage: {
    doc: 'How many items in a hundred may fail before a distributed Map fails: 0 to 100.',
    language: 'both',
    type: 'number',
    takesJsonata: true,
    default: '0',
    snippet: '=${1:5}',
  },
  ToleratedFailurePercentagePath: {
    ...secondsPath('Where the input holds ToleratedFailurePercentage.'),
    snippet: '\\$.${1:percentage}',
  },
  ToleratedFailureCount: {
    doc: 'How many items may fail before a distributed Map fails.',
    language: 'both',
    type: 'integer',
    takesJsonata: true,
    default: '0',
    snippet: '=${1:10}',
  },
  ToleratedFailureCountPath: {
    ...secondsPath('Where the input holds ToleratedFailureCount.'),
    snippet: '\\$.${1:count}',
  },
  Label: {
    doc: 'A part of the Map Run’s ARN: at most 40 characters, unique in the machine. Made by Step Functions when absent.',
    language: 'both',
    type: 'string',
    snippet: '${1:label}',
  },
  Parameters: {
    ...parameters,
    doc: 'The older spelling of ItemSelector.',
    replacedBy: 'ItemSelector',
  },
  ...results,
  ...io,
  Assign: assign,
  ...errors,
};

/** The fields of each state type, in the order in which people write them. */
export const stateFields = {
  Task: task,
  Pass: pass,
  Choice: choice,
  Wait: wait,
  Succeed: { ...base, ...io },
  Fail: fail,
  Parallel: parallel,
  Map: map,
} as const satisfies { readonly [type: string]: FieldTable };

export type StateTypeName = keyof typeof stateFields;

/** What each state type is for. */
export const stateTypeDocs: { readonly [T in StateTypeName]: string } = {
  Task: 'Calls a service, a Lambda function or an activity and takes its answer as result.',
  Pass: 'Passes its input on, rearranged or replaced, without calling anything.',
  Choice: 'Goes on with one of several states, by rules over the input and variables.',
  Wait: 'Waits for some seconds or until a time, then goes on.',
  Succeed: 'Ends its machine, branch or iteration with success.',
  Fail: 'Ends its machine, branch or iteration with an error.',
  Parallel: 'Runs several branches at the same time and collects their outputs in an array.',
  Map: 'Runs the same states for each item of an array, an object or a data set in S3.',
};
