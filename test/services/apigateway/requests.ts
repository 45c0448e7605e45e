/** Requests to APIs of a test, and their responses. */
import type { Json } from '@stepthrough/json';
import type { ApiRequest } from '@stepthrough/services';
import { TestWorld } from '../../simulator/world.ts';

export interface Response {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A GET, to the first API, when nothing else is said. */
export async function ask(
  world: TestWorld,
  path: string,
  more: Partial<ApiRequest> = {},
): Promise<Response> {
  const { value } = await world.request({ path, ...more });
  return value as unknown as Response;
}

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
