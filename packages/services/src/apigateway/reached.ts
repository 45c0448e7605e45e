/** Which API, which of its stages and which deployment a request reaches. */
import { get, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { failure, type Refusal } from '../contract/outcome.ts';
import type { Context, Surroundings } from '../contract/service.ts';
import { splitStage, stageInPath } from './stages.ts';
import type { ApiGatewayState } from './state.ts';
import type { HeldStage, Served } from './rest-api.ts';

/** `path`: without the stage. */
type Reached = Served & { readonly id: string; readonly path: string };

/**
 * What serves a request to an API, by its id or its name, at a path that may begin with a stage.
 * `undefined`: the API has no stage.
 */
export function reached(
  name: string,
  path: string,
  state: ApiGatewayState,
  context: Context,
): Reached | undefined | Refusal {
  const rest =
    get(state.apis, name) ?? values(state.apis).find(({ settings }) => settings.name === name);
  if (rest) {
    const [first] = rest.stages;
    const found = stageInPath(rest.stages, ({ settings }) => settings.stageName, path);
    const stage = found?.stage ?? first;
    if (!stage) return undefined;
    return { ...chosen(stage, context), id: rest.settings.id, path: found?.path ?? path };
  }
  const api = member(context.setting.scenario.resources.apis, name);
  if (api && api.type !== 'REST') return { api, id: name, ...splitStage(api, path) };
  const known = apiNames(state, context.setting).join(', ') || 'none';
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

/** A canary serves its share of the requests, at random. */
function chosen({ settings, served, canary }: HeldStage, context: Context): Served {
  const { percentTraffic = 0 } = settings.canarySettings ?? {};
  return canary && drawn(context) < percentTraffic ? canary : served;
}

/** From 0 to 100, without 100. */
function drawn(context: Context): number {
  return (Number.parseInt(context.uuid('canary').slice(0, 8), 16) / 2 ** 32) * 100;
}
