/** APIs of API Gateway, as a scenario declares them. */
import { variableProblem } from '../stage-variables.ts';
import {
  checkedText,
  choice,
  duration,
  flag,
  json,
  list,
  map,
  nameOf,
  number,
  object,
  regex,
  record,
  required,
  text,
  withDefault,
} from '../shape/words.ts';

const variable = checkedText(variableProblem, 'Value.');

const integration = {
  integration: required(
    choice(
      [
        'StartExecution',
        'StartSyncExecution',
        'StopExecution',
        'DescribeExecution',
        'SendTaskSuccess',
        'SendTaskFailure',
        'SendTaskHeartbeat',
        'SendMessage',
        'ReceiveMessage',
        'DeleteMessage',
        'PurgeQueue',
        'PutEvents',
        'Lambda',
        'Mock',
        'Http',
      ],
      'What the route is connected to.',
    ),
  ),
  machine: text(
    'Name of the state machine, also with ${stageVariables.x}; the main one when absent.',
  ),
  queue: nameOf('queues', 'Name of the queue, also with ${stageVariables.x}.'),
  function: nameOf('functions', 'Name of the Lambda function, also with ${stageVariables.x}.'),
  uri: text('Http: address of the endpoint, with {parameters} and ${stageVariables.x}.'),
  proxy: withDefault(flag('Lambda and Http: proxy integration, or custom with templates.'), true),
  payloadFormat: choice(['1.0', '2.0'], 'Of the event that a function gets.'),
  requestTemplate: text("VTL mapping template of the request; SAM's default when absent."),
  requestTemplates: map(text('Template.'), 'VTL templates by content type.'),
  requestParameters: withDefault(map(text('Value.'), 'Parameter mapping.'), {}),
  passthrough: choice(
    ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'],
    'What happens to a body without a template.',
  ),
  responses: list(
    object(
      {
        pattern: regex('Selection pattern: on the status code, or on errorMessage for Lambda.'),
        status: required(number('Status of the method response.')),
        template: text('VTL template of the answer.'),
        templates: withDefault(
          map(text('Template.'), 'VTL templates by content type; the Accept header chooses.'),
          {},
        ),
        headers: withDefault(
          map(text('Value.'), 'Headers: texts, or integration.response.header.x.'),
          {},
        ),
      },
      'Integration response.',
    ),
    'Integration responses.',
  ),
  response: object(
    {
      status: withDefault(number('Status.'), 200),
      headers: withDefault(map(json('Value.'), 'Headers.'), {}),
      body: withDefault(json('Body; not a text: sent as JSON.'), ''),
    },
    'Answer of a Mock or Http integration.',
  ),
  routeResponse: flag('WebSocket: the answer goes back to the client.'),
  authorizer: text('Name of the authorizer; NONE for a route without.'),
  scopes: withDefault(list(text('Scope.'), 'Scopes that a token needs.'), []),
  apiKeyRequired: withDefault(flag('The request needs an API key.'), false),
  requiredParameters: withDefault(
    list(text('e.g. method.request.querystring.page'), 'Checked by the validator.'),
    [],
  ),
  model: json('JSON Schema (draft 4) of the body, or the name of one of the models.'),
  timeout: duration('Integration timeout; 29s, 30s of HTTP APIs.'),
  cache: object(
    {
      ttl: withDefault(duration('Life of a cached response.'), '300s'),
      keyParameters: withDefault(
        list(text('e.g. method.request.querystring.page'), 'Parts of the key besides the path.'),
        [],
      ),
      requireAuthorizationToInvalidate: withDefault(
        flag('Cache-Control: max-age=0 needs permission.'),
        false,
      ),
      unauthorizedInvalidation: withDefault(
        choice(
          ['FAIL_WITH_403', 'SUCCEED_WITH_RESPONSE_HEADER', 'SUCCEED_WITHOUT_RESPONSE_HEADER'],
          'What happens to an invalidation without permission.',
        ),
        'FAIL_WITH_403',
      ),
    },
    'Response cache of the route.',
  ),
  throttle: object(
    { rateLimit: required(number('Requests a second.')), burstLimit: number('Bucket size.') },
    'Throttling of the route.',
  ),
};

const authorizer = object(
  {
    type: required(choice(['TOKEN', 'REQUEST', 'JWT', 'COGNITO', 'IAM'], 'Kind.')),
    function: nameOf('functions', 'Lambda function that decides.'),
    answer: json('TOKEN and REQUEST without function: what it would return.'),
    policy: record('TOKEN and REQUEST without function: the policy document that it returns.'),
    principalId: text('With `policy`: the principal.'),
    context: record('With `policy`: the context.'),
    identity: list(
      text('e.g. method.request.header.Authorization, $request.header.Authorization'),
      'Identity sources; the Authorization header when absent.',
    ),
    validation: regex('TOKEN: regular expression that the token must match.'),
    ttl: duration('Of the result cache; 300s. 0 switches it off.'),
    payloadFormat: choice(['1.0', '2.0'], 'HTTP API: format of the event.'),
    simpleResponses: withDefault(
      flag('HTTP API 2.0: the function answers {isAuthorized, context}.'),
      false,
    ),
    issuer: text('JWT issuer.'),
    audience: withDefault(list(text('Audience.'), 'JWT audiences.'), []),
    pool: text('COGNITO: name of the user pool.'),
    resourcePolicy: record('IAM: a policy document of the API.'),
  },
  'An authorizer.',
);

const stage = object(
  {
    variables: withDefault(map(variable, 'Stage variables.'), {}),
    cacheEnabled: withDefault(flag('Whether responses are cached.'), true),
    throttle: object(
      { rateLimit: required(number('Requests a second.')), burstLimit: number('Bucket size.') },
      'Throttling of the stage.',
    ),
  },
  'A stage.',
);

export const api = object(
  {
    type: withDefault(choice(['REST', 'HTTP', 'WEBSOCKET'], 'Type of the API.'), 'REST'),
    stage: text('Name of the only stage; prod, or $default for HTTP.'),
    stageVariables: withDefault(map(variable, 'Stage variables of the only stage.'), {}),
    stages: map(stage, 'Stages by name, instead of `stage`; the first serves paths without one.'),
    routeSelection: text('WebSocket: $request.body.action.'),
    routes: required(
      map(object(integration, 'A route.'), '"METHOD /path" or a WebSocket route key.'),
    ),
    authorizer: text('Authorizer of routes that name none.'),
    authorizers: withDefault(map(authorizer, 'Authorizers by name.'), {}),
    models: withDefault(map(json('JSON Schema (draft 4).'), 'Models by name.'), {}),
    apiKeySource: withDefault(
      choice(['HEADER', 'AUTHORIZER'], 'Where the key comes from.'),
      'HEADER',
    ),
    apiKeys: withDefault(
      map(
        object(
          {
            value: required(text('The key.')),
            enabled: withDefault(flag('A disabled key is refused.'), true),
            rateLimit: number('Requests a second.'),
            burstLimit: number('Bucket size.'),
            quota: object(
              {
                limit: required(number('Requests.')),
                period: required(choice(['DAY', 'WEEK', 'MONTH'], 'Period.')),
              },
              'Quota.',
            ),
          },
          'An API key with its usage plan.',
        ),
        'API keys by name.',
      ),
      {},
    ),
    gatewayResponses: withDefault(
      map(
        object(
          {
            status: number('Status.'),
            template: text('Template, with $context.error.message and so on.'),
            headers: withDefault(map(text('Value.'), 'Headers.'), {}),
          },
          'A gateway response.',
        ),
        'By type, e.g. DEFAULT_4XX.',
      ),
      {},
    ),
    cors: object(
      {
        allowOrigins: withDefault(list(text('Origin.'), 'Origins.'), []),
        allowMethods: withDefault(list(text('Method.'), 'Methods.'), []),
        allowHeaders: withDefault(list(text('Header.'), 'Headers.'), []),
      },
      'HTTP API: CORS.',
    ),
  },
  'An API Gateway API.',
);
