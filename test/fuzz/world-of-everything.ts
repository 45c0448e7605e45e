/** A scenario with a resource of every kind, for mutations to begin with. */
export const everything = `scenario: 1
clock: { start: '2026-01-05T09:00:00Z' }
users:
  alice: { pool: shop, claims: { sub: u-1 }, scopes: [orders/write] }
  bob: { arn: 'arn:aws:iam::123456789012:user/bob' }
resources:
  queues:
    q: { visibilityTimeout: 30s, deadLetter: { queue: dead, maxReceiveCount: 2 } }
    dead: {}
    f.fifo: { contentBasedDeduplication: true }
  topics: { t: {} }
  tables: { orders: { key: [id, at] } }
  buckets: { b: { 'a.json': '[1, 2]', 'x/y': 'text' } }
  functions:
    f:
      answers:
        - when: { kind: [bad] }
          throw: { error: E, cause: c }
        - return: { ok: true, body: '{{ input }}' }
  rules:
    r: { pattern: { source: [shop], detail: { n: [{ numeric: ['>', 1] }] } }, function: f }
    often: { schedule: rate(5 minutes), queue: q }
  apis:
    shop:
      binaryMediaTypes: [image/*]
      models: { Order: { type: object, required: [id] } }
      authorizers:
        token: { type: TOKEN, function: f, validation: '[a-z]+' }
        pool: { type: COGNITO, pool: shop }
      routes:
        POST /orders/{id}: { integration: Lambda, function: f, model: Order }
        GET /who: { integration: Mock, authorizer: pool }
        POST /send: { integration: SendMessage, queue: q }
        POST /form: { integration: Aws, uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/q' }
        POST /table: { integration: Aws, uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem' }
        POST /object/{key+}:
          integration: Aws
          uri: 'arn:aws:apigateway:us-east-1:s3:path/b/{key}'
          httpMethod: PUT
          requestParameters: { integration.request.header.x-amz-meta-a: method.request.header.a }
        POST /t:
          integration: Lambda
          proxy: false
          function: f
          requestTemplate: '{"a": "$input.params(''x'')"}'
          responses: [{ status: 200, template: '#set($m = {})$m.put("a", 1)$input.json("$")' }]
answers:
  - match: { state: A }
    return: { MessageId: m }
starts:
  web: { http: { method: POST, path: '/orders/7?x=1', body: { id: 7 } } }
  now: { input: { a: 1 } }
  mail: { messages: { queue: q, send: [{ body: hello }] } }
`;
