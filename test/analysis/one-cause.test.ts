/** One mistake is told once, and in words that are true of it. */
import { analyse, type AnalysisOptions, validateDefinition } from '@stepthrough/analysis';
import { parse, type Syntax } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';
import { services } from './services.ts';

function found(text: string, syntax: Syntax = 'json', options: AnalysisOptions = {}) {
  return analyse(parse(text, syntax), { services, ...options })
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

const one = (fields: string, machine = ''): string =>
  `{${machine}"StartAt":"A","States":{"A":{${fields}}}}`;
const jsonata = '"QueryLanguage":"JSONata",';

describe('a query language that is neither of the two', () => {
  const fields =
    '"Type":"Pass","Output":"{% $states.input.a %}","Assign":{"x":"{% 1 %}"},"End":true';

  test.each([
    [one(fields, '"QueryLanguage":"Jsonata",'), ['root.queryLanguage "Jsonata"']],
    [
      one('"Type":"Pass","InputPath":"$.a","End":true', '"QueryLanguage":"jsonpath",'),
      ['root.queryLanguage "jsonpath"'],
    ],
    [one(`"QueryLanguage":"JSONATA",${fields}`), ['root.queryLanguage "JSONATA"']],
    [one(fields, '"QueryLanguage":5,'), ['root.queryLanguage 5']],
    [one(`"QueryLanguage":null,${fields}`), ['root.queryLanguage null']],
    [one(fields, '"QueryLanguage":{"Ref":"L"},'), ['ql.fieldMismatch "Output"']],
    [one(`"QueryLanguage":"JSONPath",${fields}`, jsonata), ['ql.downgrade "JSONPath"']],
    [one(fields, '"QueryLanguage":"${Language}",'), ['ql.fieldMismatch "Output"']],
    [
      one('"Type":"Pass","Outpt":1,"End":true', '"QueryLanguage":"Jsonata",'),
      ['root.queryLanguage "Jsonata"', 'state.unknownField "Outpt"'],
    ],
  ])('%s', (text, problems) => {
    expect(found(text)).toEqual(problems);
  });

  test('is JSONata to the other checks of AWS, and a JSONPath state among JSONata is told only as such', () => {
    const messages = (text: string) =>
      validateDefinition(text).diagnostics.map(({ message }) => message);
    const wrong = 'Value should be one of the following: [JSONPath, JSONata]';
    expect(messages(one(fields, '"QueryLanguage":"jsonpath",'))).toEqual([wrong]);
    expect(
      messages(one('"Type":"Pass","InputPath":"$.a","End":true', '"QueryLanguage":"x",')),
    ).toEqual([
      wrong,
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
    ]);
    const noText = 'Expected value of type [STRING]';
    for (const value of ['5', 'null', '{}', '["JSONPath"]']) {
      expect(messages(one(fields, `"QueryLanguage":${value},`))).toEqual([noText]);
      expect(messages(one(`"QueryLanguage":${value},${fields}`))).toEqual([noText]);
    }
    expect(
      messages(one('"Type":"Pass","InputPath":"$.a","End":true', '"QueryLanguage":5,')),
    ).toEqual([
      noText,
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
    ]);
    expect(messages(one(`"QueryLanguage":"JSONPath",${fields}`, jsonata))).toEqual([
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    ]);
  });
});

test.each([
  ['1 ?? 2', 'has no ??.'],
  ['1 ?: 2', 'has no ?:.'],
  ['/+/', 'This is not a regular expression.'],
  ['1 +', 'Unexpected end of expression.'],
])('the message about %s ends as a sentence', (expression, end) => {
  const text = one(`"Type":"Pass","End":true,"Output":"{% ${expression} %}"`, jsonata);
  const [message] = analyse(parse(text, 'json'), { services }).map((problem) => problem.message);
  expect(message).toMatch(/[^.]\.$/);
  expect(message?.slice(-end.length)).toBe(end);
});

describe('one finding', () => {
  const pass = (fields: string, machine = '') => one(`"Type":"Pass","End":true,${fields}`, machine);
  test.each([
    [pass('"ResultPath":"$v"'), ['path.resultPath "$v"']],
    [pass('"ResultPath":"$$.a"'), ['path.resultPath "$$.a"']],
    [pass('"Output":"{% a + a.b + a %}"', jsonata), ['jsonata.topLevelRef a']],
    [
      pass('"Output":"{% a + b + a %}"', jsonata),
      ['jsonata.topLevelRef a', 'jsonata.topLevelRef b'],
    ],
    [pass('"Output":"{% $nope(1) + $nope(2) %}"', jsonata), ['jsonata.unknownFunction $nope']],
    [pass('"Output":"{% $v + $v + $w %}"', jsonata), ['var.undefined $v', 'var.undefined $w']],
    [pass('"Output":"{% $exists($v) ? 1 : $w %}"', jsonata), ['var.undefined $w']],
    [
      pass('"Output":{"a":"{% $v %}","b":"{% $v %}"}', jsonata),
      ['var.undefined $v', 'var.undefined $v'],
    ],
    [pass('"Output":"{% **.a %}"', jsonata), []],
    [pass('"Output":"{% *.a %}"', jsonata), ['jsonata.topLevelRef *']],
    [pass('"Assign":{"v":1},"Output":"{% $v %}"', jsonata), ['var.undefined $v']],
    [
      one(
        '"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"},"End":true',
        jsonata,
      ),
      ['ql.fieldMismatch "Parameters"'],
    ],
    [
      one('"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true', jsonata),
      ['task.requiredParameter "arn:aws:states:::lambda:invoke"'],
    ],
  ])('%s', (text, problems) => {
    expect(found(text)).toEqual(problems);
  });

  test('of a repeated name at each place, and one of AWS', () => {
    const text = one(
      '"Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}},{"StartAt":"B","States":{"B":{"Type":"Succeed"}}},{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}]',
    );
    expect(found(text)).toEqual(
      ['"A"', '"A"', '"B"', '"B"', '"B"'].map((name) => `state.duplicateName ${name}`),
    );
    expect(validateDefinition(text).diagnostics.map(({ code }) => code)).toEqual([
      'DUPLICATE_STATE_NAME',
      'DUPLICATE_STATE_NAME',
      'DUPLICATE_STATE_NAME',
    ]);
  });
});

describe('a mistake in the text', () => {
  const lines = (text: string, syntax: Syntax = 'json') =>
    analyse(parse(text, syntax)).map(({ code, range }) => {
      const line = text.slice(0, range.start).split('\n').length;
      return `${line} ${code} ${text.slice(range.start, range.end)}`;
    });
  const machine = (...rows: readonly string[]): string =>
    [
      '{',
      '  "StartAt": "A",',
      '  "States": {',
      '    "A": {',
      ...rows.map((row) => `      ${row}`),
      '    },',
      '    "B": { "Type": "Choice", "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "C" }], "Default": "C" },',
      '    "C": { "Type": "Pass", "Next": "D" },',
      '    "D": { "Type": "Succeed" }',
      '  }',
      '}',
    ].join('\n');

  test.each([
    ['"Type": "Pass,', 5],
    ['"Type: "Pass",', 5],
    ['Type": "Pass",', 5],
    ['"Type": Pass",', 5],
    ['"Type": "Pa"ss",', 5],
  ])('a wrong quote marks its line: %s', (row, line) => {
    for (const rows of [
      [row, '"Next": "B"'],
      ['"Comment": "c",', row, '"Next": "B"'],
    ]) {
      expect(lines(machine(...rows))).toEqual([`${line + rows.length - 2} doc.syntax ${row}`]);
    }
  });

  test('what stands before it is told as well', () => {
    expect(lines(machine('"InputPath": 1,', '"Type: "Pass",'))).toEqual([
      '5 state.fieldType 1',
      '6 doc.syntax "Type: "Pass",',
    ]);
    expect(lines(machine('"Type": "Pass", "InputPath": 1,', '"Next: "B"'))).toEqual([
      '5 state.fieldType 1',
      '6 doc.syntax "Next: "B"',
    ]);
  });

  test('a mistake without quotes is marked where it stands', () => {
    expect(lines(machine('"Type": "Pass"', '"Next": "B"'))).toEqual(['6 doc.syntax "Next"']);
  });

  test('a mistake inside a string hides nothing', () => {
    expect(lines(machine('"Type": "Pass", "Comment": "\\q",', '"Next": "Nowhere"'))).toEqual([
      '5 doc.syntax "\\q"',
      '6 graph.target "Nowhere"',
    ]);
  });

  test('a quote in YAML that is not closed marks its line', () => {
    const text =
      'StartAt: A\nStates:\n  A:\n    Type: "Pass\n    Next: B\n  B:\n    Type: Succeed\n';
    expect(lines(text, 'yaml')).toEqual(['4 doc.syntax "Pass']);
    const closed = text.replace('Succeed', '"Succeed"');
    expect(lines(closed, 'yaml')).toEqual(['4 doc.syntax Type: "Pass']);
  });

  test('comments and commas too many are warnings in JSON, alike, unless the name allows them', () => {
    const text =
      '{\n  // a\n  "StartAt": "A", /* b */\n  "States": { "A": { "Type": "Succeed", }, },\n}';
    expect(found(text)).toEqual(['doc.syntax // a', 'doc.syntax ,']);
    expect(found(text, 'json', { isRelaxed: true })).toEqual([]);
    expect(found('# a\nStartAt: A\nStates: { A: { Type: Succeed } }', 'yaml')).toEqual([]);
    const told =
      '// stepthrough-disable doc.root\n{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
    expect(found(told)).toEqual([]);
  });
});

describe('the numbers of a Map', () => {
  const map = (fields: string, reader = '', batcher = '') =>
    one(
      `"Type":"Map","End":true,${fields}"ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON"${reader}},"Parameters":{"Bucket":"b","Key":"k"}},"ItemBatcher":{${batcher || '"MaxItemsPerBatch":1'}},"ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"}},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"B","States":{"B":{"Type":"Succeed"}}}`,
    );
  const each = (path: string): readonly string[] => [
    map(`"MaxConcurrencyPath":"${path}",`),
    map(`"ToleratedFailureCountPath":"${path}",`),
    map(`"ToleratedFailurePercentagePath":"${path}",`),
    map('', `,"MaxItemsPath":"${path}"`),
    map('', '', `"MaxItemsPerBatchPath":"${path}"`),
    map('', '', `"MaxInputBytesPerBatchPath":"${path}"`),
  ];

  test('are reference paths into the input or a variable, not into the context', () => {
    for (const text of each('$.n')) expect(found(text)).toEqual([]);
    for (const path of ['$$.Execution.Input.n', '$..n', '$.n[*]']) {
      for (const text of each(path)) expect(found(text)).toEqual([`path.reference "${path}"`]);
    }
    for (const text of each('$$.Execution.Input.n')) {
      expect(validateDefinition(text).diagnostics.map(({ message }) => message)).toEqual([
        'Value is not a Reference Path: $$.Execution.Input.n',
      ]);
    }
  });

  test('while the items may stand in the context', () => {
    const text = one(
      '"Type":"Map","End":true,"ItemsPath":"$$.Execution.Input.list","ItemProcessor":{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}',
    );
    expect(found(text)).toEqual([]);
  });
});

describe('advice', () => {
  const task = (resource: string, parameters: string) =>
    one(
      `"Type":"Task","End":true,"Resource":"arn:aws:states:::${resource}","Parameters":{${parameters}}`,
    );
  const hints = (text: string) =>
    analyse(parse(text, 'json'), { services })
      .filter(({ code }) => code === 'task.optimizedVariant')
      .map(({ message }) => message.split(', which ')[1]);

  test('to use an optimized integration has a reason that is true of it', () => {
    expect(hints(task('aws-sdk:sqs:sendMessage', '"QueueUrl":"q","MessageBody":"b"'))).toEqual([
      'takes and returns JSON instead of text.',
    ]);
    expect(hints(task('aws-sdk:glue:startJobRun', '"JobName":"j"'))).toEqual([
      'can wait for the work to end (.sync).',
    ]);
    expect(hints(task('aws-sdk:sfn:startExecution', '"StateMachineArn":"m"'))).toEqual([
      'takes and returns JSON instead of text and can wait for the work to end (.sync).',
    ]);
    expect(hints(task('aws-sdk:dynamodb:putItem', '"TableName":"t","Item":{}'))).toEqual([]);
    expect(
      hints(
        task(
          'aws-sdk:dynamodb:putItem.waitForTaskToken',
          '"TableName":"t","Item":{"T":{"S.$":"$$.Task.Token"}}',
        ),
      ),
    ).toEqual([]);
  });

  test('on retries of Lambda is given where a setting asks for it', () => {
    const text = one(
      '"Type":"Task","End":true,"Resource":"arn:aws:lambda:us-east-1:123456789012:function:f:1"',
    );
    const codes = (severities: AnalysisOptions['severities']) =>
      analyse(parse(text, 'json'), severities ? { severities } : {}).map(({ code }) => code);
    expect(codes(undefined)).toEqual([]);
    expect(codes({ 'task.lambdaRetry': 'hint' })).toEqual(['task.lambdaRetry']);
  });

  test('every task that waits has a token', () => {
    const nested = (suffix: string) =>
      found(
        task(
          `states:startExecution${suffix}`,
          '"StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:m","Input":{"t.$":"$$.Task.Token"}',
        ),
      ).filter((each) => each.startsWith('task.token'));
    expect(nested('.sync')).toEqual([]);
    expect(nested('.sync:2')).toEqual([]);
    expect(nested('.waitForTaskToken')).toEqual([]);
    expect(nested('')).toEqual(['task.tokenMissing Task.Token']);
  });
});

describe('a variable of an outer scope', () => {
  const machine = (outer: string, more = '', inner = '"v":2') =>
    `{${jsonata}"StartAt":"P","States":{"P":{"Type":"Parallel","Next":"Q",${outer}"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{${inner}},"End":true}}}]},"Q":{"Type":"Pass"${more}}}}`;
  const shadows = (text: string) => found(text).filter((each) => each.startsWith('var.shadow'));
  const caught = '"Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"v":1},"Next":"Q"}],';

  test('is shadowed only where its assignment can come before', () => {
    expect(shadows(machine(caught, ',"End":true'))).toEqual([]);
    expect(shadows(machine(caught, ',"Next":"P"'))).toEqual(['var.shadow "v"']);
    expect(shadows(machine('', ',"Assign":{"v":1},"End":true'))).toEqual([]);
    expect(shadows(machine('', ',"Assign":{"v":1},"Next":"P"'))).toEqual(['var.shadow "v"']);
    expect(shadows(machine('', ',"Assign":{"w":1},"Next":"P"'))).toEqual([]);
    expect(shadows(machine('"Assign":{"v":1},', ',"Next":"P"'))).toEqual(['var.shadow "v"']);
    const aside = '"Assign":{"v":1},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"P"}],';
    expect(shadows(machine(aside, ',"End":true'))).toEqual([]);
  });
});

describe('a branch or item processor', () => {
  const map = (processor: string) => one(`"Type":"Map","End":true,"ItemProcessor":{${processor}}`);

  test('without StartAt is marked at the name of its field', () => {
    expect(found(map('"States":{"B":{"Type":"Succeed"}}'))).toEqual([
      'root.required "ItemProcessor"',
    ]);
    const branch = one(
      '"Type":"Parallel","End":true,"Branches":[{"States":{"B":{"Type":"Succeed"}}}]',
    );
    expect(found(branch)).toEqual(['root.required {']);
  });

  test('that never ends is a warning of ours, not of AWS', () => {
    const text = map('"StartAt":"B","States":{"B":{"Type":"Pass","Next":"B"}}');
    expect(found(text)).toEqual(['graph.noTerminal "States"']);
    expect(analyse(parse(text, 'json')).map(({ severity }) => severity)).toEqual(['warning']);
    expect(validateDefinition(text).result).toBe('OK');
  });
});

describe('names of errors that are matched before', () => {
  const retried = (...entries: readonly string[]) =>
    found(
      one(
        `"Type":"Task","End":true,"Resource":"\${Arn}","Retry":[${entries.map((names) => `{"ErrorEquals":[${names}]}`).join()}]`,
      ),
    );

  test('are told once an entry', () => {
    const all = '"States.TaskFailed"';
    expect(retried(all, '"E"')).toEqual(['error.shadowed "E"']);
    expect(retried(all, '"E","F","G"')).toEqual(['error.shadowed "E"']);
    expect(retried(all, '"E"', '"F"')).toEqual(['error.shadowed "E"', 'error.shadowed "F"']);
    expect(retried('"E"', '"F","E"')).toEqual(['error.shadowed "E"']);
    expect(retried('"E"', all)).toEqual([]);
  });
});
