/** OpenAPI definitions for tests, and what becomes of them. */
import type { Json, JsonObject } from '@stepthrough/json';
import { Conversation } from '../conversation.ts';

export const functionAddress = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${name}/invocations`;

/** An integration that answers with this text and 200. */
export const mock = (text: string, more: JsonObject = {}): JsonObject => ({
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: {
    default: { statusCode: '200', responseTemplates: { 'application/json': text } },
  },
  ...more,
});

export const ok: JsonObject = { 200: { description: 'ok' } };

/** An operation that answers with this text. */
export const answering = (text: string, more: JsonObject = {}): JsonObject => ({
  responses: ok,
  'x-amazon-apigateway-integration': mock(text),
  ...more,
});

export const swagger = (paths: JsonObject, more: JsonObject = {}): JsonObject => ({
  swagger: '2.0',
  info: { title: 'shop', version: '1' },
  paths,
  ...more,
});

export const openapi = (paths: JsonObject, more: JsonObject = {}): JsonObject => ({
  openapi: '3.0.1',
  info: { title: 'shop', version: '1' },
  paths,
  ...more,
});

/** Imports a definition; `$api` and `$root` are then known. */
export async function importing(
  definition: Json | string,
  more: JsonObject = {},
  scenario = '',
): Promise<{ readonly talk: Conversation; readonly answer: JsonObject }> {
  const talk = new Conversation(scenario);
  const answer = await talk.ask('ImportRestApi', { body: bodyOf(definition), ...more });
  talk.known['api'] = String(answer['id']);
  talk.known['root'] = String(answer['rootResourceId']);
  return { talk, answer };
}

/** Updates `$api`. */
export async function putting(
  talk: Conversation,
  definition: Json | string,
  more: JsonObject = {},
): Promise<JsonObject> {
  return talk.ask('PutRestApi', { restApiId: '$api', body: bodyOf(definition), ...more });
}

export function bodyOf(definition: Json | string): string {
  return typeof definition === 'string' ? definition : JSON.stringify(definition);
}

/** Paths of `$api` with the verbs of their methods. */
export async function pathsOf(talk: Conversation): Promise<JsonObject> {
  const told = await talk.ask('GetResources', { restApiId: '$api', limit: 500 });
  const items = told['items'] as readonly {
    readonly id: string;
    readonly path: string;
    readonly resourceMethods?: JsonObject;
  }[];
  for (const { path, id } of items) talk.known[nameOf(path)] = id;
  return Object.fromEntries(
    items
      .map(({ path, resourceMethods = {} }) => [path, Object.keys(resourceMethods).sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The method at a path, as GetMethod tells it. */
export async function methodAt(
  talk: Conversation,
  path: string,
  httpMethod = 'GET',
): Promise<JsonObject> {
  await pathsOf(talk);
  return talk.ask('GetMethod', {
    restApiId: '$api',
    resourceId: talk.known[nameOf(path)] ?? '',
    httpMethod,
  });
}

function nameOf(path: string): string {
  return `at${path.replace(/\W/g, '_')}`;
}

export const deployed = (talk: Conversation, stageName = 'live') =>
  talk.ask('CreateDeployment', { restApiId: '$api', stageName });

export const refusal = (message: string) => ({ code: 'BadRequestException', message, status: 400 });

export const errors = (...lines: readonly string[]) =>
  refusal(`Errors found during import:\n\t${lines.join('\n\t')}`);
