import type { AnalysisOptions } from '@stepthrough/analysis';

/** A machine of one state, and one whose query language is JSONata. */
const one = (fields: string): string => `{"StartAt":"A","States":{"A":{${fields}}}}`;
const jsonata = (fields: string): string =>
  `{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{${fields}}}}`;
const pass = (fields: string): string => one(`"Type":"Pass","End":true,${fields}`);
const out = (expression: string): string =>
  jsonata(`"Type":"Pass","End":true,"Output":"{% ${expression} %}"`);
const task = (resource: string, fields = ''): string =>
  one(`"Type":"Task","End":true,"Resource":"${resource}"${fields && `,${fields}`}`);
const service = (action: string, parameters: string): string =>
  task(`arn:aws:states:::${action}`, `"Parameters":{${parameters}}`);
const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:f:1';
const retried =
  '"Retry":[{"ErrorEquals":["Lambda.ServiceException","Lambda.AWSLambdaException","Lambda.SdkClientException","Lambda.TooManyRequestsException"]}]';
const choice = (rules: string, more = ''): string =>
  `{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[${rules}],"Default":"B"${more}},"B":{"Type":"Succeed"}}}`;
const jsonataChoice = (rules: string): string =>
  choice(rules).replace('{', '{"QueryLanguage":"JSONata",');
const scope = '"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}';
const map = (fields: string): string => one(`"Type":"Map","End":true,${fields}`);
const inline = `"ItemProcessor":{${scope}}`;
const distributed = `"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},${scope}},"Label":"l","ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"}}`;
const states = (text: string, machine = ''): string =>
  `{${machine}"StartAt":"A","States":{${text}}}`;
const jsonataStates = (text: string): string => states(text, '"QueryLanguage":"JSONata",');
const end = '"Z":{"Type":"Succeed"}';

const deep = (levels: number, inner: string): string =>
  levels === 0
    ? inner
    : `"P${levels}":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"P${levels - 1}","States":{${deep(levels - 1, inner)}}}]}`;

/** Each rule with definitions in which `<|…|>` marks all that it reports. */
export const fixtures: readonly (readonly [
  code: string,
  text: string,
  options?: AnalysisOptions,
])[] = [
  ['doc.placeholder', pass('"Result":"<|${Tabel}|> ${Table}"'), { substitutions: ['Table'] }],
  [
    'size.definition',
    `<|{|>"StartAt":"A","Comment":"${'c'.repeat(1_048_577)}","States":{"A":{"Type":"Succeed"}}}`,
  ],
  [
    'graph.depth',
    `{"StartAt":"P51","States":{${deep(51, '"P0":{"Type":"Succeed"}').replace('"P2":', '<|"P2"|>:')}}}`,
  ],
  ['payload.noPath', one('"Type":"Wait","End":true,"Timestamp":<|"$.when"|>')],
  [
    'intrinsic.nesting',
    pass(`"Parameters":{"x.$":"${'States.Array('.repeat(10)}<|States.Array|>()${')'.repeat(10)}"}`),
  ],
  [
    'express.noWait',
    service('states:startExecution.sync', '"StateMachineArn":"m"').replace(/"arn[^"]*"/, '<|$&|>'),
    { type: 'EXPRESS' },
  ],
  ['doc.syntax', one('"Type":"Succeed"<|"Comment"|>:"c"')],
  ['doc.roundedNumber', one('"Type":"Pass","Result":<|9007199254740993|>,"End":true')],
  ['doc.duplicateKey', one('"Type":"Succeed",<|"Comment"|>:"a",<|"Comment"|>:"b"')],
  ['doc.root', '<|[1]|>'],
  ['root.required', '<|{|>"StartAt":"A"}'],
  ['root.unknownField', '{<|"Startat"|>:"A","StartAt":"A","States":{"A":{"Type":"Succeed"}}}'],
  ['root.version', '{"Version":<|"2.0"|>,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'],
  [
    'root.queryLanguage',
    '{"QueryLanguage":<|"jsonata"|>,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
  ],
  ['root.timeout', '{"TimeoutSeconds":<|0|>,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'],
  ['state.type', one('"Type":<|"Taks"|>,"End":true')],
  ['state.unknownField', one('"Type":"Succeed",<|"Retyr"|>:1')],
  ['state.fieldType', pass('"InputPath":<|1|>')],
  ['state.name', states(`<|"${'n'.repeat(81)}"|>:{"Type":"Succeed"},"A":{"Type":"Succeed"}`)],
  [
    'state.duplicateName',
    states(
      `<|"A"|>:{"Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{<|"A"|>:{"Type":"Succeed"}}}]}`,
    ),
  ],
  ['state.comment', one('"Type":"Succeed","Comment":<|1|>')],
  ['graph.target', states('"A":{"Type":"Pass","Next":<|"B"|>}')],
  ['graph.unreachable', states('"A":{"Type":"Succeed"},<|"B"|>:{"Type":"Pass","Next":"B"}')],
  ['graph.noTerminal', '{"StartAt":"A",<|"States"|>:{"A":{"Type":"Pass","Next":"A"}}}'],
  [
    'graph.inescapable',
    states(
      `"A":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"B"}],"Default":"Z"},<|"B"|>:{"Type":"Pass","Next":"B"},${end}`,
    ),
  ],
  ['graph.nextEnd', states(`<|"A"|>:{"Type":"Pass"},${end}`)],
  ['graph.endFalse', states(`"A":{"Type":"Pass","Next":"Z",<|"End":false|>},${end}`)],
  [
    'graph.deadBranch',
    choice(
      '{"Variable":"$.x","IsNull":true,"Next":"B"},<|{|>"Variable":"$.x","IsNull":true,"Next":"B"}',
    ),
  ],
  ['ql.fieldMismatch', pass('<|"Output"|>:1')],
  ['ql.downgrade', jsonata('"Type":"Pass","End":true,"QueryLanguage":<|"JSONPath"|>')],
  ['ql.intrinsicLiteral', jsonata(`"Type":"Pass","End":true,"Output":{"a":<|"States.UUID()"|>}`)],
  ['path.syntax', pass('"InputPath":"$.a<|[|>"')],
  ['path.dialect', pass('"InputPath":"$.a[?(@.b <|in|> [1])]"')],
  ['path.reference', one('"Type":"Wait","End":true,"SecondsPath":<|"$..a"|>')],
  ['path.resultPath', pass('"ResultPath":<|"$$.a"|>')],
  ['path.contextMember', pass('"Parameters":{"a.$":"$$.Execution.<|Nme|>"}')],
  [
    'path.missingInput',
    states(
      '"A":{"Type":"Pass","Result":{"id":1},"Next":"B"},"B":{"Type":"Pass","Parameters":{"x.$":"$.<|idd|>"},"End":true}',
    ),
  ],
  [
    'path.missingInput',
    states(
      '"A":{"Type":"Pass","Result":{"id":1},"ResultPath":"$","Next":"B"},"B":{"Type":"Pass","Result":{"c":2},"ResultPath":"$.b","Next":"C"},"C":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"D","States":{"D":{"Type":"Pass","InputPath":"$.b.<|d|>","End":true}}}]}',
    ),
  ],
  ['payload.dollarKey', pass('"Parameters":{"a.$":<|1|>}')],
  ['payload.duplicateAfterStrip', pass('"Parameters":{"a":1,<|"a.$"|>:"$.a"}')],
  ['payload.noDollar', pass('"Parameters":{"a":<|"$.a"|>}')],
  ['pass.resultStatic', pass('"Result":{<|"a.$"|>:"$.a"}')],
  ['payload.object', pass('"Parameters":<|"text"|>')],
  ['intrinsic.syntax', pass(`"Parameters":{"x.$":"States.Format('a' <|b|>)"}`)],
  ['intrinsic.unknown', pass(`"Parameters":{"x.$":"States.Format('{}', <|States.Fromat|>())"}`)],
  ['intrinsic.arity', pass(`"Parameters":{"x.$":"<|States.ArrayLength|>($.a, 1)"}`)],
  ['intrinsic.argType', pass(`"Parameters":{"x.$":"States.MathAdd(<|'a'|>, 1)"}`)],
  ['intrinsic.format', pass(`"Parameters":{"x.$":"States.Format(<|'{} {}'|>, 1)"}`)],
  ['jsonata.delimiters', jsonata('"Type":"Pass","End":true,"Output":<|"{% 1"|>')],
  ['jsonata.syntax', out('1 <|+|> ')],
  ['jsonata.topLevelRef', out('\\"é\\" & <|total|>')],
  ['jsonata.unknownFunction', out('<|$summ|>([1])')],
  ['jsonata.arity', out('<|$sum|>(1, 2, 3)')],
  ['jsonata.statesMember', out('$states.<|inpt|>.a')],
  ['jsonata.statesAvailability', out('$states.<|result|>')],
  ['jsonata.contextMember', out('$states.context.Execution.<|Nme|>')],
  ['jsonata.resultType', jsonata('"Type":"Wait","End":true,"Seconds":<|"{% \'a\' %}"|>')],
  ['jsonata.undefinedResult', out("$states.input.a <|?|> 'b'")],
  ['jsonata.undefinedResult', out("{'a': 1}.<|b|>")],
  ['jsonata.quotes', jsonata('"Type":"Pass","End":true,"Output":<|"{% \\"a\\" %}"|>')],
  ['jsonata.constantCondition', jsonataChoice('{"Condition":<|"{% true %}"|>,"Next":"B"}')],
  ['var.undefined', out('($x := 1; $x + <|$y|>)')],
  [
    'var.maybeUndefined',
    jsonataStates(
      `"A":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.a %}","Next":"B","Assign":{"v":1}}],"Default":"B"},"B":{"Type":"Pass","Output":"{% <|$v|> %}","End":true}`,
    ),
  ],
  ['var.name', jsonata('"Type":"Pass","End":true,"Assign":{<|"a b"|>:1}')],
  ['var.reserved', jsonata('"Type":"Pass","End":true,"Assign":{<|"states"|>:1}')],
  [
    'var.shadow',
    jsonataStates(
      `"A":{"Type":"Pass","Assign":{"v":1},"Next":"B"},"B":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{<|"v"|>:2},"End":true}}}]}`,
    ),
  ],
  [
    'var.crossBranch',
    jsonataStates(
      `"A":{"Type":"Parallel","Next":"B","Branches":[{"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{"v":2},"End":true}}}]},"B":{"Type":"Pass","Output":"{% <|$v|> %}","End":true}`,
    ),
  ],
  [
    'var.distributed',
    jsonataStates(
      `"A":{"Type":"Pass","Assign":{"v":1},"Next":"B"},"B":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"C","States":{"C":{"Type":"Pass","Output":"{% <|$v|> %}","End":true}}}}`,
    ),
  ],
  [
    'var.sameState',
    jsonataStates(
      `"Y":{"Type":"Pass","Assign":{"v":0},"Next":"A"},"A":{"Type":"Pass","Assign":{"v":1},"Output":"{% <|$v|> %}","End":true}`,
    ).replace('"StartAt":"A"', '"StartAt":"Y"'),
  ],
  ['var.unused', jsonata('"Type":"Pass","End":true,"Assign":{<|"v"|>:1}')],
  [
    'var.overwritten',
    jsonataStates(
      `"A":{"Type":"Pass","Assign":{<|"v"|>:1},"Next":"B"},"B":{"Type":"Pass","Assign":{"v":2},"Next":"C"},"C":{"Type":"Pass","Output":"{% $v %}","End":true}`,
    ),
  ],
  [
    'var.catchAssign',
    jsonataStates(
      `"A":{"Type":"Task","Resource":"${lambda}","Assign":{"v":1},"Catch":[{"ErrorEquals":["E"],"Next":<|"B"|>}],"Next":"B"},"B":{"Type":"Pass","Output":"{% $exists($v) %}","End":true}`,
    ),
  ],
  ['var.place', one('"Type":"Succeed",<|"Assign"|>:{"a":1}')],
  ['var.size', pass(`"Assign":{<|"v"|>:"${'x'.repeat(262_145)}"}`)],
  [
    'task.resource',
    task('arn:aws:states:::<|'.replace('<|', ''), '').replace(
      '"arn:aws:states:::"',
      '<|"arn:aws:states:::"|>',
    ),
  ],
  ['task.resource', service('sqs:sendMesage', '').replace(/"arn[^"]*"/, '<|$&|>')],
  ['task.resource', service('aws-sdk:s3:getObjekt', '').replace(/"arn[^"]*"/, '<|$&|>')],
  ['task.resource', service('aws-sdk:dynamo:query', '').replace(/"arn[^"]*"/, '<|$&|>')],
  [
    'task.pattern',
    service('sqs:sendMessage.sync', '"QueueUrl":"q","MessageBody":"b"').replace(
      /"arn[^"]*"/,
      '<|$&|>',
    ),
  ],
  [
    'task.requiredParameter',
    task('arn:aws:states:::sqs:sendMessage', '<|"Parameters"|>:{"QueueUrl":"q"}'),
  ],
  [
    'task.requiredParameter',
    task('arn:aws:states:::aws-sdk:dynamodb:query', '<|"Parameters"|>:{}'),
  ],
  [
    'task.unknownParameter',
    service('sqs:sendMessage', '"QueueUrl":"q","MessageBody":"b",<|"DelaySecond"|>:1'),
  ],
  [
    'task.unknownParameter',
    service(
      'aws-sdk:rds:stopDBInstance',
      '"DbInstanceIdentifier":"d",<|"DBSnapshotIdentifier"|>:"s"',
    ),
  ],
  [
    'task.unknownParameter',
    service('ecs:runTask', '"TaskDefinition":"t","Overrides":{<|"ContainerOverride"|>:[]}'),
  ],
  ['task.parameterType', service('ecs:runTask', '"TaskDefinition":"t","Tags":<|{}|>')],
  [
    'task.parameterPattern',
    service('aws-sdk:kinesis:putRecord', '"Data":"d","PartitionKey":"p","StreamName":<|"a b"|>'),
  ],
  ['task.parameterValue', service('apigateway:invoke', '"ApiEndpoint":"a","Method":<|"get"|>')],
  [
    'task.parameterValue',
    service(
      'apigateway:invoke',
      '"ApiEndpoint":"a","Method":"GET",<|"RequestBody"|>:{},"Headers":{<|"Host"|>:["h"]}',
    ),
  ],
  [
    'task.optimizedVariant',
    service('aws-sdk:sqs:sendMessage', '"QueueUrl":"q","MessageBody":"b"').replace(
      /"arn[^"]*"/,
      '<|$&|>',
    ),
  ],
  [
    'task.tokenMissing',
    service('sqs:sendMessage.waitForTaskToken', '"QueueUrl":"q","MessageBody":"b"').replace(
      /"arn[^"]*"/,
      '<|$&|>',
    ),
  ],
  [
    'task.callbackTimeout',
    service(
      'sqs:sendMessage.waitForTaskToken',
      '"QueueUrl":"q","MessageBody.$":"$$.Task.Token"',
    ).replace(/"arn[^"]*"/, '<|$&|>'),
  ],
  ['task.timeout', task(lambda, `${retried},"TimeoutSeconds":5,"HeartbeatSeconds":<|9|>`)],
  ['task.credentials', task(lambda, `${retried},<|"Credentials"|>:{}`)],
  [
    'task.lambdaRetry',
    task(lambda).replace(/"arn[^"]*"/, '<|$&|>'),
    { severities: { 'task.lambdaRetry': 'info' } },
  ],
  ['task.lambdaUnqualified', task(lambda.slice(0, -2), retried).replace(/"arn[^"]*"/, '<|$&|>')],
  ['choice.choices', choice('').replace('[]', '<|[]|>')],
  ['choice.ruleShape', choice('<|{|>"Variable":"$.a","Next":"B"}')],
  ['choice.operandType', choice('{"Variable":"$.a","NumericEquals":<|"1"|>,"Next":"B"}')],
  [
    'choice.noDefault',
    states(
      `<|"A"|>:{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":1,"Next":"Z"}]},${end}`,
    ),
  ],
  [
    'choice.typeGuard',
    states(
      `"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":true,"Next":"B"}],"Default":"C"},"B":{"Type":"Pass","Result":{"x":1},"Next":"D"},"C":{"Type":"Pass","Result":{"y":1},"Next":"D"},"D":{"Type":"Choice","Choices":[{"Variable":<|"$.x"|>,"NumericEquals":1,"Next":"Z"}],"Default":"Z"},${end}`,
    ),
  ],
  ['wait.exactlyOne', one('"Type":"Wait","End":true,"Seconds":1,<|"SecondsPath"|>:"$.s"')],
  ['wait.range', one('"Type":"Wait","End":true,"Seconds":<|100000000|>')],
  ['wait.timestamp', one('"Type":"Wait","End":true,"Timestamp":<|"2030-01-31t09:00:00z"|>')],
  ['fail.pair', one('"Type":"Fail","Error":"E",<|"ErrorPath"|>:"$.e"')],
  ['fail.path', one('"Type":"Fail","ErrorPath":<|"States.MathAdd(1, 2)"|>')],
  ['fail.statesPrefix', one('"Type":"Fail","Error":<|"States.Mine"|>')],
  ['parallel.branches', one('"Type":"Parallel","End":true,"Branches":<|[]|>')],
  ['map.processor', states('<|"A"|>:{"Type":"Map","End":true}')],
  ['map.deprecated', map(`<|"Iterator"|>:{${scope}}`)],
  ['map.mode', map(`"ItemProcessor":{"ProcessorConfig":{"Mode":<|"inline"|>},${scope}}`)],
  ['map.distributedOnly', map(`${inline},<|"Label"|>:"l"`)],
  ['map.items', jsonata(`"Type":"Map","End":true,${inline},"Items":<|1|>`)],
  [
    'map.itemReader',
    map(
      `${distributed},"ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{"Bucket":"b","Key":"k"},"ReaderConfig":{"InputType":<|"XML"|>}}`,
    ),
  ],
  ['map.itemBatcher', map(`${distributed},<|"ItemBatcher"|>:{}`)],
  [
    'map.resultWriter',
    map(`${distributed}`.replace(/"ResultWriter":\{.*\}\}/, '<|"ResultWriter"|>:{}')),
  ],
  ['map.tolerated', map(`${distributed},"ToleratedFailurePercentage":<|101|>`)],
  ['map.concurrency', map(`${inline},"MaxConcurrency":<|-1|>`)],
  ['map.label', map(distributed.replace('"l"', '<|"a b"|>'))],
  [
    'map.outputSize',
    states(`<|"A"|>:{"Type":"Map","End":true,${distributed.replace(/,"ResultWriter.*$/, '')}}`),
  ],
  ['retry.shape', task(lambda, '"Retry":[{"ErrorEquals":["E"],"BackoffRate":<|0.5|>}]')],
  [
    'retry.delay',
    task(lambda, '"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":9,"MaxDelaySeconds":<|5|>}]'),
  ],
  ['catch.shape', task(lambda, '"Catch":[<|{|>"ErrorEquals":["E"]}]')],
  ['error.all', task(lambda, '"Retry":[{"ErrorEquals":[<|"States.ALL"|>,"E"]}]')],
  [
    'error.shadowed',
    task(lambda, '"Retry":[{"ErrorEquals":["States.TaskFailed"]},{"ErrorEquals":[<|"E"|>]}]'),
  ],
  ['error.unknownStates', task(lambda, '"Retry":[{"ErrorEquals":[<|"States.TimeOut"|>]}]')],
  ['error.uncatchable', task(lambda, '"Retry":[{"ErrorEquals":[<|"States.Runtime"|>]}]')],
  ['error.impossible', task(lambda, '"Retry":[{"ErrorEquals":[<|"States.BranchFailed"|>]}]')],
];
