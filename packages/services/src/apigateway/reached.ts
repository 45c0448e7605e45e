/** Which API, which of its stages and which deployment a request reaches. */
import { get, values } from '@stepthrough/collections';
import type { Api } from '@stepthrough/scenario';
import { failure, type Refusal } from '../contract/outcome.ts';
import type { Context, Surroundings } from '../contract/service.ts';
import type { HeldStage, RestApi, Served } from './rest-api.ts';
import type { RoutedApi } from './routed-api.ts';
import { stageInPath } from './stages.ts';
import type { ApiGatewayState } from './state.ts';

/** Each is served by its stages. */
export type Found = { readonly id: string; readonly type: Api['type'] } & (
  | { readonly rest: RestApi; readonly routed?: never }
  | { readonly routed: RoutedApi; readonly rest?: never }
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
  const routed =
    get(state.routedApis, name) ??
    values(state.routedApis).find(({ settings }) => settings.Name === name);
  if (routed) return { id: routed.settings.ApiId, type: routed.settings.ProtocolType, routed };
  const known = apiNames(state, setting).join(', ') || 'none';
  return failure(
    'NotFoundException',
    `There is no API "${name}" in "resources.apis"; it has ${known}.`,
    404,
  );
}

/** Ids of APIs: those of the scenario come in its order. */
export function apiNames(state: ApiGatewayState, setting: Surroundings): readonly string[] {
  const ids = [
    ...values(state.apis).map(({ settings }) => settings.id),
    ...values(state.routedApis).map(({ settings }) => settings.ApiId),
  ];
  const declared = Object.keys(setting.scenario.resources.apis).filter((name) =>
    ids.includes(name),
  );
  return [...declared, ...ids.filter((id) => !declared.includes(id))];
}

/** `path`: without the stage. `isNamed`: the path begins with it; otherwise the first serves. */
type Reached = Served & { readonly path: string; readonly isNamed: boolean };

export function stageAt(found: Found, path: string, context: Context): Reached {
  const { rest, routed } = found;
  if (!rest) return routedStageAt(routed, path);
  const named = stageInPath(rest.stages, ({ settings }) => settings.stageName, path);
  const stage = named?.stage ?? rest.stages[0];
  return {
    ...(stage ? chosen(stage, context) : nothing('REST')),
    path: named?.path ?? path,
    isNamed: named !== undefined,
  };
}

/** What names no stage reaches `$default`; of an API that a scenario declares, the first. */
function routedStageAt({ stages, declared, settings }: RoutedApi, path: string): Reached {
  const named = stageInPath(stages, (stage) => stage.settings.StageName, path);
  const other = declared
    ? stages[0]
    : stages.find((stage) => stage.settings.StageName === '$default');
  return {
    ...((named?.stage ?? other)?.served ?? nothing(settings.ProtocolType)),
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

/** Of an API without a stage, or of a stage without a deployment. */
function nothing(type: Api['type']): Served {
  return {
    api: {
      type,
      stageVariables: {},
      binaryMediaTypes: [],
      routes: {},
      authorizers: {},
      models: {},
      apiKeySource: 'HEADER',
      apiKeys: {},
      gatewayResponses: {},
    },
    stage: { name: '', variables: {}, cacheEnabled: false },
  };
}
