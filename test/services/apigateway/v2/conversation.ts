/** Conversations with the control plane of HTTP and WebSocket APIs: what is asked, in turn, and what it answers. */
import type { JsonObject } from '@stepthrough/json';
import type { ApiRequest } from '@stepthrough/services';
import { expect } from 'vitest';
import { TestWorld } from '../../../simulator/world.ts';
import type { Step } from '../control/conversation.ts';

export type { Step };
export { account, invalid, mapping, taken, unknown } from '../control/conversation.ts';

export const anHttpApi: Step = [
  'CreateApi',
  { Name: 'shop', ProtocolType: 'HTTP' },
  {},
  { api: 'ApiId' },
];
export const aSocketApi: Step = [
  'CreateApi',
  {
    Name: 'chat',
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
  },
  {},
  { api: 'ApiId' },
];
export const inApi = { ApiId: '$api' };

export const functionArn = (name: string) =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
export const invocation = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

/** An integration `$integration` with a function. */
export const toFunction = (name: string, more: JsonObject = {}): Step => [
  'CreateIntegration',
  {
    ...inApi,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn(name),
    PayloadFormatVersion: '2.0',
    ...more,
  },
  {},
  { integration: 'IntegrationId' },
];

/** A route `$route` to the integration of before. */
export const route = (RouteKey: string, more: JsonObject = {}): Step => [
  'CreateRoute',
  { ...inApi, RouteKey, Target: 'integrations/$integration', ...more },
  {},
  { route: 'RouteId' },
];

export const stage = (StageName: string, more: JsonObject = {}): Step => [
  'CreateStage',
  { ...inApi, StageName, ...more },
  { StageName },
];

export const autoStage = stage('$default', { AutoDeploy: true });

export class RoutedConversation {
  readonly world: TestWorld;
  readonly known: Record<string, string> = {};

  constructor(scenario = '') {
    this.world = new TestWorld(scenario);
  }

  async say(steps: readonly Step[]): Promise<this> {
    for (const [operation, request, expected, keep = {}] of steps) {
      const value = await this.ask(operation, request);
      const said = `${operation} ${JSON.stringify(request)}`;
      if (Object.keys(expected).length > 0) {
        expect(value, said).toMatchObject(this.filled(expected as JsonObject));
      } else if (Object.keys(keep).length === 0) expect(value, said).toEqual({});
      for (const [name, member] of Object.entries(keep)) {
        expect(value, said).toHaveProperty(member);
        this.known[name] = String(value[member]);
      }
    }
    return this;
  }

  async ask(operation: string, request: JsonObject): Promise<JsonObject> {
    const { value } = await this.world.call('apigatewayv2', operation, this.filled(request));
    return value as JsonObject;
  }

  /** What a request to `$api` is answered: GET, when nothing else is said. */
  async send(path: string, sent: Partial<ApiRequest> = {}): Promise<Answered> {
    const { value } = await this.world.request({ api: this.known['api'] ?? '', path, ...sent });
    return value as JsonObject & Answered;
  }

  /** Names that are known stand for their values; others, such as `$default`, for themselves. */
  filled(value: JsonObject): JsonObject {
    const text = JSON.stringify(value).replace(
      /\$(\w+)/g,
      (whole, name: string) => this.known[name] ?? whole,
    );
    return JSON.parse(text) as JsonObject;
  }
}

export interface Answered {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export async function converse(steps: readonly Step[], scenario = ''): Promise<RoutedConversation> {
  return new RoutedConversation(scenario).say(steps);
}

/** Functions that answer what they have been given. */
export const functions = `
scenario: 1
resources:
  functions:
    echo: { answers: [{ return: { statusCode: 200, headers: { x-own: own }, body: ok } }] }
    fails: { answers: [{ throw: { error: E, cause: x } }] }
    open: { answers: [{ return: { isAuthorized: true, context: { who: ann } } }] }
    shut: { answers: [{ return: { isAuthorized: false } }] }
    allow: { answers: [{ return: { principalId: p, context: { who: bob }, policyDocument: { Statement: [{ Action: '*', Effect: Allow, Resource: '*' }] } } }] }
`;
