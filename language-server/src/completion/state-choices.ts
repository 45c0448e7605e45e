import { type Snippet, stateFields, stateTypeDocs, writeYamlSnippet } from '@stepthrough/catalog';
import { type QueryLanguage, type Scope, type StateType, stateTypes } from '@stepthrough/asl';
import { CompletionItemKind } from 'vscode-languageserver';
import { stateReferences } from '../state-names.ts';
import type { Choice } from './choice.ts';
import { plain } from '../markdown.ts';
import type { Cursor } from './cursor.ts';

/** Names of the states that a transition can lead to: those of its own scope. */
export function stateNameChoices(scope: Scope | undefined, self: string | undefined): Choice[] {
  return (scope?.states ?? [])
    .filter(({ name }) => name !== '')
    .map(({ name, type, comment }) => ({
      label: name,
      kind: CompletionItemKind.Reference,
      detail: type,
      doc: comment && plain(comment.value),
      insert: { as: 'value', value: literal(name) },
      rank: name === self ? 7 : 1,
    }));
}

/** New states under `States`: those that transitions name already, and one of each type. */
export function newStateChoices(
  cursor: Cursor,
  scope: Scope | undefined,
  language: QueryLanguage,
): Choice[] {
  const names = new Set(scope?.states.map(({ name }) => name));
  const missing = stateReferences(cursor.open.document)
    .filter((each) => each.scope === scope && !each.isKey && !names.has(each.name))
    .map(({ name }) => name);
  const wanted = [...new Set(missing)].map((name): Choice => ({
    label: name,
    kind: CompletionItemKind.Class,
    detail: 'a transition leads here',
    insert: {
      as: 'member',
      key: literal(name),
      value: { Type: '${1|' + stateTypes.join(',') + '|}' },
    },
    rank: 1,
  }));
  const fresh = stateTypes.flatMap((type): Choice[] =>
    variantsOf(type, language).map(([label, fields]) => ({
      label,
      kind: CompletionItemKind.Snippet,
      doc: stateTypeDocs[type],
      insert: { as: 'member', key: '${1:' + type + '}', value: fields },
    })),
  );
  return [...wanted, ...fresh];
}

type Fields = { readonly [name: string]: Snippet };

/** A state of a type with the fields that it needs, and for tasks with those of common services. */
function variantsOf(
  type: StateType,
  language: QueryLanguage,
): readonly (readonly [string, Fields])[] {
  if (type === 'Task') {
    return tasks.map(([label, resource, request]) => [
      `Task: ${label}`,
      {
        Type: 'Task',
        Resource: resource,
        ...(request && {
          [language === 'JSONata' ? 'Arguments' : 'Parameters']: request(language),
        }),
        Next: '${9:next}',
      },
    ]);
  }
  const required = Object.entries(stateFields[type]).filter(
    ([name, info]) =>
      name !== 'Type' &&
      name !== 'Next' &&
      (info.language === 'both' || info.language === language) &&
      (info.required === true ||
        info.oneOf?.[0] === name ||
        starters[type]?.includes(name) === true),
  );
  const leaves =
    type === 'Succeed' || type === 'Fail' || type === 'Choice' ? {} : { Next: '${9:next}' };
  const fields = Object.fromEntries(
    required.map(([name, info], index) => [
      name,
      type === 'Choice' && language === 'JSONPath'
        ? jsonPathRules
        : renumbered(info.snippet, index + 2),
    ]),
  );
  return [[type, { Type: type, ...fields, ...leaves }]];
}

/** Fields that the language does not require but authors do. */
const starters: { readonly [T in StateType]?: readonly string[] } = {
  Fail: ['Error', 'Cause'],
  Map: ['Items', 'ItemsPath'],
};

const jsonPathRules: Snippet = [
  { Variable: String.raw`\$.${'$'}{2:field}`, '${3:IsPresent}': true, Next: '${4:state}' },
];

const tasks: readonly (readonly [
  label: string,
  resource: string,
  request?: (language: QueryLanguage) => Fields,
])[] = [
  [
    'Lambda function',
    'arn:aws:states:::lambda:invoke',
    (language) => ({
      FunctionName: '${2:function}',
      ...whole('Payload', language),
    }),
  ],
  [
    'SQS message',
    'arn:aws:states:::sqs:sendMessage',
    (language) => ({
      QueueUrl: '${2:url}',
      ...whole('MessageBody', language),
    }),
  ],
  [
    'SNS message',
    'arn:aws:states:::sns:publish',
    (language) => ({
      TopicArn: '${2:arn}',
      ...whole('Message', language),
    }),
  ],
  [
    'DynamoDB item',
    'arn:aws:states:::dynamodb:${2|getItem,putItem,updateItem,deleteItem|}',
    () => ({
      TableName: '${3:table}',
      Key: { '${4:id}': { S: '${5:value}' } },
    }),
  ],
  [
    'EventBridge event',
    'arn:aws:states:::events:putEvents',
    (language) => ({
      Entries: [{ ...whole('Detail', language), DetailType: '${2:type}', Source: '${3:source}' }],
    }),
  ],
  [
    'nested execution',
    'arn:aws:states:::states:startExecution.sync:2',
    (language) => ({
      StateMachineArn: '${2:arn}',
      ...whole('Input', language),
    }),
  ],
  [
    'HTTP endpoint',
    'arn:aws:states:::http:invoke',
    () => ({
      ApiEndpoint: '${2:https://example.com}',
      Method: '${3|GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS|}',
      Authentication: { ConnectionArn: '${4:arn}' },
    }),
  ],
  [
    'AWS SDK action',
    'arn:aws:states:::aws-sdk:${2:service}:${3:action}',
    () => ({
      '${4:parameter}': '${5:value}',
    }),
  ],
];

function whole(name: string, language: QueryLanguage): Fields {
  return language === 'JSONata'
    ? { [name]: String.raw`{% \$states.input %}` }
    : { [String.raw`${name}.\$`]: String.raw`\$` };
}

/** A snippet whose tab stops count from a number on, beside others. */
function renumbered(snippet: Snippet, from: number): Snippet {
  const text = JSON.stringify(snippet).replaceAll(
    /\$\{(\d+)([:|])/g,
    (_, stop: string, mark: string) => `\${${Number(stop) + from * 10}${mark}`,
  );
  return JSON.parse(text) as Snippet;
}

/** A text that has no tab stops. */
export function literal(value: string): string {
  return value.replaceAll(/[\\$}]/g, String.raw`\$&`);
}

/** For a file that holds nothing yet. */
export function newMachineChoices({ open, replaced }: Cursor): Choice[] {
  return (['JSONata', 'JSONPath'] as const).map((language) => {
    const value: Snippet = {
      Comment: '${1:What it does}',
      ...(language === 'JSONata' && { QueryLanguage: language }),
      StartAt: '${2:First}',
      States: { '${2:First}': { Type: '${3|Pass,Task,Wait,Choice,Parallel,Map|}', End: true } },
    };
    const text = writeYamlSnippet(value).trimStart();
    const isYaml = open.document.syntax === 'yaml';
    return {
      label: `State machine (${language})`,
      kind: CompletionItemKind.Snippet,
      doc: `A state machine of one state, which reads and writes data with ${language}.`,
      insert: isYaml
        ? { as: 'text', text, range: replaced, isSnippet: true }
        : { as: 'value', value },
    };
  });
}
