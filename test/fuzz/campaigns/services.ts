/** Requests of every form to every simulated service, and mapping templates of every kind. */
import type { Json } from '@stepthrough/asl';
import { parse } from '@stepthrough/asl';
import { LimitReached } from '@stepthrough/expressions';
import { readScenario } from '@stepthrough/scenario';
import { services, type ApiRequest, type ServiceCall } from '@stepthrough/services';
import { Simulation } from '@stepthrough/simulator';
import type { Case } from '../campaign.ts';
import { dataOf, regularExpressionOf, textFor, textOf } from '../fragments.ts';
import { mutatedText, oddValue } from '../mutate.ts';
import type { Random } from '../random.ts';
import { said } from '../said.ts';
import { everything } from '../world-of-everything.ts';

type Service = Parameters<Simulation['call']>[1]['service'];

const operations: {
  readonly [
    service in Exclude<Service, 'states' | 'http' | 'pipes' | 'workers'>
  ]: readonly string[];
} = {
  sqs: [
    'SendMessage',
    'SendMessageBatch',
    'ReceiveMessage',
    'DeleteMessage',
    'DeleteMessageBatch',
    'ChangeMessageVisibility',
    'PurgeQueue',
    'GetQueueAttributes',
    'SetQueueAttributes',
    'ListQueues',
    'StartMessageMoveTask',
    'CreateQueue',
  ],
  sns: [
    'Publish',
    'PublishBatch',
    'CreateTopic',
    'SetTopicAttributes',
    'Subscribe',
    'SetSubscriptionAttributes',
    'CreatePlatformEndpoint',
  ],
  events: Object.keys(services.events.operations),
  lambda: ['Invoke'],
  apigateway: Object.keys(services.apigateway.operations),
  apigatewayv2: Object.keys(services.apigateway.second?.operations ?? {}),
  s3: Object.keys(services.s3.operations),
  dynamodb: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'],
  jobs: ['RunTask', 'SubmitJob', 'StartJobRun', 'StartBuild'],
};

const program = {
  path: 'm.asl.json',
  document: parse('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', 'json'),
};

export const runCase: Case = async (random, tell) => {
  const template = vtl(random);
  const text = everything.replace(
    /requestTemplate: .*/,
    `requestTemplate: ${JSON.stringify(template)}`,
  );
  const { scenario, problems } = readScenario(text, 'x.scenario.yaml');
  if (!scenario) throw new Error(problems.map(({ message }) => message).join('\n'));
  const simulation = new Simulation({ program, scenario, input: {}, keepTimeline: false });
  const asked: string[] = [`template ${template}`];
  for (let client = 1; client < 12; client += 1) {
    const service = random.pick(Object.keys(operations) as (keyof typeof operations)[]);
    const operation = random.pick([...operations[service], 'constructor', 'poll']);
    const call: ServiceCall = random.chance(0.3)
      ? { service: 'apigateway', signal: templateCall(random) }
      : { service, operation, request: requestOf(random) };
    asked.push(JSON.stringify(call).slice(0, 400));
    tell(asked.join('\n'));
    try {
      simulation.call(client, call);
      for (let step = 0; step < 50; step += 1) {
        const report = await simulation.forward({ granularity: 'state' });
        if (!report.moved || report.standing.kind !== 'going') break;
      }
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      said.push(error.message);
    }
    const outcome = simulation.reply(client);
    if (outcome) said.push(JSON.stringify(outcome).slice(0, 2000));
  }
};

const members: readonly string[] = [
  ...[
    'QueueUrl',
    'MessageBody',
    'Entries',
    'ReceiptHandle',
    'MaxNumberOfMessages',
    'WaitTimeSeconds',
    'VisibilityTimeout',
    'MessageAttributes',
  ],
  ...[
    'MessageGroupId',
    'MessageDeduplicationId',
    'DelaySeconds',
    'Attributes',
    'AttributeNames',
    'TopicArn',
    'Message',
    'Subject',
    'MessageStructure',
  ],
  ...[
    'FunctionName',
    'Payload',
    'Bucket',
    'Key',
    'Body',
    'Prefix',
    'TableName',
    'Item',
    'KeyConditionExpression',
    'FilterExpression',
  ],
  ...[
    'UpdateExpression',
    'ConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'ProjectionExpression',
    'Limit',
  ],
  ...['method', 'path', 'headers', 'body', 'user', 'query', '__proto__', 'constructor'],
  ...['restApiId', 'mode', 'parameters'],
];

const openApi: Json = {
  openapi: '3.0.1',
  info: { title: 'a', version: '1' },
  servers: [{ url: '/v1/{x}', variables: { x: { default: 'y' } } }],
  paths: {
    '/a/{id}': {
      parameters: [{ $ref: '#/components/parameters/p' }],
      get: {
        security: [{ key: [] }],
        requestBody: { content: { 'application/json': { schema: { items: { type: 'string' } } } } },
        responses: {
          200: { content: { 'text/x': { schema: { $ref: '#/components/schemas/S' } } } },
        },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          responses: { default: { statusCode: '200', responseTemplates: { 'text/x': 'a' } } },
        },
      },
    },
    '/b': { $ref: '#/paths/~1a~1{id}' },
  },
  components: {
    parameters: { p: { name: 'id', in: 'path' } },
    schemas: { S: { properties: { s: { $ref: '#/components/schemas/S' } } } },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
  },
};

function requestOf(random: Random): { readonly [name: string]: Json } {
  const likely: readonly Json[] = [
    ...[
      'q',
      'https://sqs.us-east-1.amazonaws.com/123456789012/q',
      'f.fifo',
      'arn:aws:sns:us-east-1:123456789012:t',
      'f',
      'b',
      'a.json',
      'orders',
    ],
    ...[
      '{"a": 1}',
      '#a = :v AND begins_with(#b, :w)',
      'SET l = list_append(if_not_exists(l, :e), :i)',
      'attribute_exists(a) AND (NOT b = :v)',
    ],
    ...[
      { id: { S: 'x' }, at: { N: '1' } },
      { ':v': { S: 'x' } },
      { '#a': 'id' },
      [{ Id: '1', MessageBody: 'x' }],
      [{ Source: 'shop', DetailType: 'd', Detail: '{"n": 2}' }],
    ],
    ...[
      'POST',
      'GET',
      '/orders/7',
      '/t',
      '/send',
      '/who',
      '//%zz',
      { 'content-type': 'application/json' },
      'alice',
      5,
    ],
    ...[mutatedText(openApi, random), 'shop', 'overwrite', { basepath: 'split' }],
    textFor(random),
    dataOf(random),
    oddValue(random),
    textOf(
      [
        '(',
        ')',
        'a',
        '.b',
        '[0]',
        ' AND ',
        ' OR ',
        'NOT ',
        ':v',
        '#n',
        ' = ',
        ' BETWEEN ',
        'SET ',
        'REMOVE ',
        'ADD ',
        'size(',
      ],
      random,
    ),
  ];
  return Object.fromEntries(
    members.filter(() => random.chance(0.25)).map((name) => [name, random.pick(likely)]),
  );
}

function templateCall(random: Random): ApiRequest {
  return {
    kind: 'request',
    method: 'POST',
    path: random.pick(['/t', '/t', '/form', '/table', '/object/%zz/a?b', '/form?Action=a.b.c']),
    body: bodyOf(random),
    headers: {
      'content-type': random.pick(['application/json', 'image/png', 'IMAGE/*;']),
      a: random.pick(['x', ['y', 'é'], '\uD800']),
    },
  };
}

function bodyOf(random: Random): NonNullable<ApiRequest['body']> {
  const text = JSON.stringify(dataOf(random));
  return random.pick([
    text,
    `Action=SendMessage&MessageBody=${text}&MessageAttribute.1.Name=__proto__`,
    `Action=SendMessage&a.${'1.'.repeat(2000)}=${text}`,
    { $base64: '/wD+' },
  ]);
}

function vtl(random: Random): string {
  return textOf(
    [
      ...[
        '#set($a = ',
        '$a',
        ')',
        '#foreach($i in ',
        '$input.path("$.items")',
        '[1..99999]',
        ')',
        '#end',
        '#if($a == 1)',
        '#else',
        '#elseif($b)',
      ],
      ...[
        '$input.json("$")',
        '$input.path("$..*..*")',
        '$util.escapeJavaScript($input.body)',
        '$a.put("x", $a)',
        '$a.add($a)',
        '{"k": ',
        '}',
      ],
      ...[
        '$input.params()',
        '$context.x',
        '#macro(m)',
        '#m()',
        '#define($d)',
        '$d',
        '"$a$a"',
        '$a.constructor',
        '["x"]',
        '#[[',
        ']]#',
        '##',
        '#*',
      ],
      `$input.body.replaceAll("${regularExpressionOf(random)}", "$1")`,
      `$input.body.matches("${regularExpressionOf(random)}")`,
    ],
    random,
  );
}
