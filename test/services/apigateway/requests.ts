/** Requests to APIs of a test, and their responses. */
import type { Json } from '@stepthrough/json';
import { expect } from 'vitest';
import type { ApiRequest } from '@stepthrough/services';
import { TestWorld } from '../../simulator/world.ts';

export interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A GET, to the first API, when nothing else is said; without the names that the gateway gives to each request. */
export async function ask(
  world: TestWorld,
  path: string,
  more: Partial<ApiRequest> = {},
): Promise<Response> {
  return plain(await askWhole(world, path, more));
}

/** With all of its headers. */
export async function askWhole(
  world: TestWorld,
  path: string,
  more: Partial<ApiRequest> = {},
): Promise<Response> {
  const { value } = await world.request({ path, ...more });
  return value as unknown as Response;
}

export function plain(response: Response): Response {
  const headers = Object.entries(response.headers).filter(([name]) => !names.test(name));
  return { ...response, headers: Object.fromEntries(headers) };
}

const names = /^(?:x-amzn-requestid|x-amz-apigw-id|x-amzn-trace-id|apigw-requestid)$/i;

export async function statusOf(
  world: TestWorld,
  path: string,
  more: Partial<ApiRequest> = {},
): Promise<number> {
  return (await ask(world, path, more)).status;
}

/** A world with one REST API, of these members in JSON, beside other resources. */
export function worldOf(api: object, resources: object = {}, others: object = {}): TestWorld {
  return new TestWorld(JSON.stringify({ ...others, resources: { ...resources, apis: { api } } }));
}

/** What the network before the gateway says of a request to the API of this name, in an event. */
export function arrival(api = 'api'): { readonly [name: string]: string } {
  return {
    Host: `${api}.execute-api.us-east-1.amazonaws.com`,
    'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
    'X-Forwarded-For': '127.0.0.1',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
}

/** Each value in a list. */
export function inLists(headers: { readonly [name: string]: string }): object {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

export function lowerCased(headers: { readonly [name: string]: string }): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

/** How often a function has been invoked. */
export function invocations({ simulation }: TestWorld): number {
  return simulation.log().filter(({ kind }) => kind === 'functionInvoked').length;
}

/** The first event that a function got. */
export const asked = (world: TestWorld): Json | undefined =>
  world.simulation.log().find(({ kind }) => kind === 'functionInvoked')?.data;
/** What the log says of authorizers. */
export const notes = (world: TestWorld): readonly string[] =>
  world.simulation
    .log()
    .filter(({ kind }) => kind === 'authorized')
    .map(({ message }) => message);
