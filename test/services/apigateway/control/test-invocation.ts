/** Methods of an API that are tested, and what TestInvokeMethod tells of it. */
import type { JsonObject } from '@stepthrough/json';
import { anApi, getRoot, type Conversation, type Step } from './conversation.ts';

export const functionUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;

export const scenario = JSON.stringify({
  resources: {
    functions: {
      echo: { answers: [{ return: { got: '{{ input }}' } }] },
      wrong: { answers: [{ return: { statusCode: 'x' } }] },
      proxied: {
        answers: [
          {
            return: {
              statusCode: 201,
              headers: { 'X-A': 'a' },
              multiValueHeaders: { 'Set-Cookie': ['b', 'c'] },
              body: 'ö',
            },
          },
        ],
      },
    },
    queues: { q: {} },
    endpoints: {
      'https://a.example/late': [{ status: 202, body: { a: 1 }, after: '1500ms' }],
      'https://a.example': [{ status: 203, body: 'outside' }],
    },
  },
});

export const put = (settings: JsonObject): readonly Step[] => [
  anApi,
  ['PutMethod', { ...getRoot, authorizationType: 'NONE' }, { httpMethod: 'GET' }],
  ['PutMethodResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
  [
    'PutIntegration',
    { ...getRoot, integrationHttpMethod: 'POST', ...settings },
    { httpMethod: 'POST' },
  ],
  ['PutIntegrationResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
];

export interface Told {
  readonly status: number;
  readonly body: string;
  readonly headers: { readonly [name: string]: string };
  readonly multiValueHeaders: { readonly [name: string]: readonly string[] };
  readonly log: string;
  readonly latency: number;
}

export const test = async (talk: Conversation, more: JsonObject = {}): Promise<Told> =>
  (await talk.ask('TestInvokeMethod', { ...getRoot, ...more })) as unknown as Told;

/** Without their times. */
export const linesOf = ({ log }: Told): readonly string[] =>
  log.split('\n').map((line) => line.replace(/^.{28} : /, ''));
