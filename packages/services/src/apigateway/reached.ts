/** Which API, which of its stages and which deployment a request reaches. */
import { get, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import type { Api } from '@stepthrough/scenario';
import { failure, type Refusal } from '../contract/outcome.ts';
import type { Context, Surroundings } from '../contract/service.ts';
import type { HeldStage, RestApi, Served, ServedApi } from './rest-api.ts';
import { splitStage, stageInPath } from './stages.ts';
import type { ApiGatewayState } from './state.ts';

/** A REST API is served by its stages; another one as the scenario declares it. */
export type Found = { readonly id: string } & (
  | { readonly type: 'REST'; readonly rest: RestApi }
  | { readonly type: Api['type']; readonly rest?: never; readonly declared: Api }
);

/** The API with this id, or with this name. */
export function apiNamed(
  name: string,
  state: ApiGatewayState,
  { setting }: Context,
): Found | Refusal {
  const rest =
    get(state.apis, name) ?? values(state.apis).find(({ settings }) => settings.name === name);
  if (rest) return { id: rest.settings.id, type: 'REST', rest };
  const declared = member(setting.scenario.resources.apis, name);
  if (declared && declared.type !== 'REST') return { id: name, type: declared.type, declared };
  const known = apiNames(state, setting).join(', ') || 'none';
  return failure(
    'NotFoundException',
    `There is no API "${name}" in "resources.apis"; it has ${known}.`,
    404,
  );
}

/** Ids of REST APIs and names of others: those of the scenario come in its order. */
export function apiNames(state: ApiGatewayState, setting: Surroundings): readonly string[] {
  const declared = Object.entries(setting.scenario.resources.apis)
    .filter(([name, { type }]) => type !== 'REST' || get(state.apis, name) !== undefined)
    .map(([name]) => name);
  const made = values(state.apis)
    .map(({ settings }) => settings.id)
    .filter((id) => !declared.includes(id));
  return [...declared, ...made];
}

/** `path`: without the stage. `isNamed`: the path begins with it; otherwise the first serves. */
type Reached = Served & { readonly path: string; readonly isNamed: boolean };

export function stageAt(found: Found, path: string, context: Context): Reached {
  const { rest } = found;
  if (!rest) return { api: found.declared, ...splitStage(found.declared, path) };
  const named = stageInPath(rest.stages, ({ settings }) => settings.stageName, path);
  const stage = named?.stage ?? rest.stages[0];
  return {
    ...(stage ? chosen(stage, context) : nothing),
    path: named?.path ?? path,
    isNamed: named !== undefined,
  };
}

/** A canary serves its share of the requests, at random. */
function chosen({ settings, served, canary }: HeldStage, context: Context): Served {
  const { percentTraffic = 0 } = settings.canarySettings ?? {};
  return canary && drawn(context) < percentTraffic ? canary : served;
}

/** From 0 to 100, without 100. */
function drawn(context: Context): number {
  return (Number.parseInt(context.uuid('canary').slice(0, 8), 16) / 2 ** 32) * 100;
}

const nothingServed: ServedApi = {
  type: 'REST',
  stageVariables: {},
  binaryMediaTypes: [],
  routes: {},
  authorizers: {},
  models: {},
  apiKeySource: 'HEADER',
  apiKeys: {},
  gatewayResponses: {},
};

/** Of an API without a stage. */
const nothing: Served = {
  api: nothingServed,
  stage: { name: '', variables: {}, cacheEnabled: false },
};
