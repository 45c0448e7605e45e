/** Conversations with API Gateway's control plane: what is asked, in turn, and what it answers. */
import type { Json, JsonObject } from '@stepthrough/json';
import { expect } from 'vitest';
import { TestWorld } from '../../../simulator/world.ts';

export type Step = readonly [
  operation: string,
  request: JsonObject,
  /** A part of the answer; exact where it is empty. */
  expected: object,
  /** Under which names members of the answer are known to later requests: `$name`. */
  keep?: { readonly [name: string]: string },
];

export type WholeStep = readonly [operation: string, request: JsonObject, whole: object];

export const account = '123456789012';

/** 2026-01-05T09:00:00Z, in seconds since the epoch. */
export const clockStart = 1_767_603_600;

export const invalid = (message: string) => ({ code: 'BadRequestException', message, status: 400 });
export const unknown = (message: string) => ({ code: 'NotFoundException', message, status: 404 });
export const taken = (message: string) => ({ code: 'ConflictException', message, status: 409 });
export const mapping = (error: string) =>
  invalid(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
export const outOfEnum = (at: string, value: string, choices: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${choices}]`,
  status: 400,
});

/** An API `$api` with its root `$root`. */
export const anApi: Step = [
  'CreateRestApi',
  { name: 'shop' },
  {},
  { api: 'id', root: 'rootResourceId' },
];

export const inApi = { restApiId: '$api' };
export const atRoot = { ...inApi, resourceId: '$root' };
export const getRoot = { ...atRoot, httpMethod: 'GET' };
export const statusTemplate = { 'application/json': '{"statusCode": 200}' };

/** GET at a resource that answers with this text. */
export const mockOf = (text: string, resourceId = '$root', httpMethod = 'GET'): readonly Step[] => {
  const at = { ...inApi, resourceId, httpMethod };
  return [
    ['PutMethod', { ...at, authorizationType: 'NONE' }, { httpMethod }],
    ['PutMethodResponse', { ...at, statusCode: '200' }, { statusCode: '200' }],
    ['PutIntegration', { ...at, type: 'MOCK', requestTemplates: statusTemplate }, { type: 'MOCK' }],
    [
      'PutIntegrationResponse',
      { ...at, statusCode: '200', responseTemplates: { 'application/json': text } },
      { statusCode: '200' },
    ],
  ];
};

export const deploy = (stageName: string, more: JsonObject = {}): Step => [
  'CreateDeployment',
  { ...inApi, stageName, ...more },
  {},
  { deployment: 'id' },
];

export const patch = (op: string, path: string, value?: string, from?: string): JsonObject => ({
  op,
  path,
  ...(value === undefined ? {} : { value }),
  ...(from === undefined ? {} : { from }),
});

export class Conversation {
  readonly world: TestWorld;
  readonly known: Record<string, string> = {};

  constructor(scenario = '') {
    this.world = new TestWorld(scenario);
  }

  async say(steps: readonly Step[]): Promise<this> {
    for (const [operation, request, expected, keep = {}] of steps) {
      const value = await this.ask(operation, request);
      const said = `${operation} ${JSON.stringify(request)}`;
      const wanted = this.#filled(expected as JsonObject);
      if (Object.keys(expected).length > 0) expect(value, said).toMatchObject(wanted);
      else if (Object.keys(keep).length === 0) expect(value, said).toEqual({});
      for (const [name, member] of Object.entries(keep)) {
        expect(value, said).toHaveProperty(member);
        this.known[name] = String(value[member]);
      }
    }
    return this;
  }

  /** Each answer is told whole. */
  async sayWhole(steps: readonly WholeStep[]): Promise<this> {
    for (const [operation, request, whole] of steps) {
      const value = await this.ask(operation, request);
      const said = `${operation} ${JSON.stringify(request)}`;
      expect(value, said).toStrictEqual(this.#filled(whole as JsonObject));
    }
    return this;
  }

  async ask(operation: string, request: JsonObject): Promise<JsonObject> {
    const { value } = await this.world.call('apigateway', operation, this.#filled(request));
    return value as JsonObject;
  }

  /** Status and body of a GET at `$api`. */
  async get(path: string, headers: JsonObject = {}): Promise<readonly [number, string]> {
    const api = this.known['api'] ?? '';
    const { value } = await this.world.request({ api, path, headers });
    const { status, body } = value as { readonly status: number; readonly body: string };
    return [status, body];
  }

  #filled(value: JsonObject): JsonObject {
    const text = JSON.stringify(value).replace(
      /\$(\w+)/g,
      (whole, name: string) => this.known[name] ?? whole,
    );
    return JSON.parse(text) as JsonObject & { readonly [name: string]: Json };
  }
}

export async function converse(steps: readonly Step[], scenario = ''): Promise<Conversation> {
  return new Conversation(scenario).say(steps);
}
