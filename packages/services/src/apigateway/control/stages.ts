/** Operations on stages: which deployment each serves, and with what settings. */
import { entries, get, remove, type SortedMap } from '@stepthrough/collections';
import { variableProblem } from '@stepthrough/scenario';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import type { Progress } from '../parking.ts';
import type { ApiGatewayState } from '../state.ts';
import { patchedStage, withCacheStatus } from './stage-patch.ts';
import { patchOperations } from './patch.ts';
import { apiOf, askedOf, missing, onApi, type ControlOperations } from './read.ts';
import { badRequest, conflict, notFound } from './refusals.ts';
import { cachesProblem, logProblem } from './stage-checks.ts';
import type { CanarySettings, Deployment, HeldStage, RestApi, StageSettings } from '../rest-api.ts';
import { secondsOf, withoutAbsent } from './rest-apis.ts';
import { servedBy } from './served-api.ts';

const place = { restApiId: text, stageName: text };

export const stageOperations: ControlOperations = {
  CreateStage: operation(
    {
      ...place,
      deploymentId: text,
      description: text,
      cacheClusterEnabled: flag,
      cacheClusterSize: text,
      variables: map(text),
      documentationVersion: text,
      canarySettings: members({
        percentTraffic: number,
        deploymentId: text,
        stageVariableOverrides: map(text),
        useStageCache: flag,
      }),
      tracingEnabled: flag,
      tags: map(text),
    },
    ({ restApiId, stageName = '', deploymentId = '', ...rest }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const problem = nameProblem(stageName);
        if (problem) return problem;
        if (stageNamed(api, stageName)) return conflict('Stage already exists');
        const { description, documentationVersion, tags, canarySettings } = rest;
        return staged(api, {
          ...newStage(stageName, deploymentId, rest, context),
          ...withoutAbsent({ description, documentationVersion, tags }),
          ...(canarySettings && { canarySettings: { deploymentId, ...canarySettings } }),
        });
      }),
  ),

  GetStage: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const stage = stageOf(api, request.stageName);
      return isRefusal(stage) ? stage : askedOf(api, stage.settings);
    }),
  ),

  GetStages: operation({ restApiId: text, deploymentId: text }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const { deploymentId } = request;
      const item = api.stages
        .map(({ settings }) => settings)
        .filter((one) => deploymentId === undefined || one.deploymentId === deploymentId);
      return askedOf(api, { item });
    }),
  ),

  UpdateStage: operation({ ...place, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const stage = stageOf(api, request.stageName);
      if (isRefusal(stage)) return stage;
      const changed = patchedStage(stage.settings, request.patchOperations);
      if (isRefusal(changed)) return changed;
      return staged(api, { ...changed, lastUpdatedDate: secondsOf(context) });
    }),
  ),

  DeleteStage: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const stage = stageOf(api, request.stageName);
      if (isRefusal(stage)) return stage;
      const isInPlan = [...entries(state.usagePlans)].some(([, { settings }]) =>
        settings.apiStages.some(
          (one) => one.apiId === api.settings.id && one.stage === stage.settings.stageName,
        ),
      );
      if (isInPlan) {
        return badRequest(
          `Cannot delete stage '${stage.settings.stageName}' because it is associated with a usage plan`,
        );
      }
      const stages = api.stages.filter((one) => one !== stage);
      return { api: { ...api, stages }, outcome: success({}) };
    }),
  ),

  FlushStageCache: operation(place, (request, state, context) =>
    flushed(request, state, context, (begin) => ({
      responses: withoutKeysFrom(state.responses, begin),
    })),
  ),

  FlushStageAuthorizersCache: operation(place, (request, state, context) =>
    flushed(request, state, context, (begin) => ({
      authorizations: withoutKeysFrom(state.authorizations, begin),
    })),
  ),
};

interface Wanted {
  readonly stageDescription?: string;
  readonly cacheClusterEnabled?: boolean;
  readonly cacheClusterSize?: string;
  readonly variables?: { readonly [name: string]: string };
  readonly canarySettings?: Partial<CanarySettings>;
  readonly tracingEnabled?: boolean;
}

/** The API with a new deployment on its way to a stage: as its canary, or to all of its clients. */
export function deployedTo(
  api: RestApi,
  stageName: string,
  { settings: { id } }: Deployment,
  wanted: Wanted,
  context: Context,
): RestApi | Refusal {
  const { canarySettings, stageDescription: description } = wanted;
  const known = stageNamed(api, stageName);
  if (!known) {
    const problem = nameProblem(stageName);
    if (problem) return problem;
    if (canarySettings)
      return badRequest('Invalid canary settings specified: the stage does not exist');
  }
  const { cacheClusterEnabled, cacheClusterSize, variables, tracingEnabled } = wanted;
  const before = known
    ? {
        ...known.settings,
        ...withoutAbsent({ cacheClusterEnabled, cacheClusterSize, variables, tracingEnabled }),
      }
    : newStage(stageName, id, wanted, context);
  const done = staged(api, {
    ...before,
    ...withoutAbsent({ description }),
    ...(canarySettings
      ? { canarySettings: { ...canarySettings, deploymentId: id } }
      : { deploymentId: id }),
    lastUpdatedDate: secondsOf(context),
  });
  return 'ok' in done ? done : done.api;
}

function stageNamed({ stages }: RestApi, name: string | undefined): HeldStage | undefined {
  return stages.find(({ settings }) => settings.stageName === name);
}

function stageOf(api: RestApi, name: string | undefined): HeldStage | Refusal {
  if (name === undefined) return missing('stageName');
  return stageNamed(api, name) ?? notFound('Invalid stage identifier specified');
}

function newStage(
  stageName: string,
  deploymentId: string,
  { cacheClusterEnabled = false, cacheClusterSize, variables, tracingEnabled = false }: Wanted,
  context: Context,
): WantedSettings {
  const now = secondsOf(context);
  return {
    deploymentId,
    stageName,
    cacheClusterEnabled,
    ...(cacheClusterEnabled ? withoutAbsent({ cacheClusterSize }) : {}),
    methodSettings: {},
    ...withoutAbsent({ variables }),
    tracingEnabled,
    createdDate: now,
    lastUpdatedDate: now,
  };
}

function canaryOf({
  percentTraffic = 0,
  deploymentId = '',
  stageVariableOverrides,
  useStageCache = false,
}: Partial<CanarySettings>): CanarySettings {
  return {
    percentTraffic,
    deploymentId,
    ...withoutAbsent({ stageVariableOverrides }),
    useStageCache,
  };
}

/** Settings of a stage, without what follows from them. */
type WantedSettings = Omit<StageSettings, 'cacheClusterStatus' | 'canarySettings'> & {
  readonly canarySettings?: Partial<CanarySettings>;
};

/** The API with these settings of a stage, and what the stage then serves. */
function staged(api: RestApi, { canarySettings: wanted, ...others }: WantedSettings) {
  const settings: StageSettings = withCacheStatus({
    ...others,
    ...(wanted && { canarySettings: canaryOf(wanted) }),
  });
  const problem = settingsProblem(settings);
  if (problem) return problem;
  const { canarySettings, stageName } = settings;
  const deployment = get(api.deployments, settings.deploymentId);
  const canary = canarySettings && get(api.deployments, canarySettings.deploymentId);
  if (!deployment || (canarySettings && !canary)) return badRequest('Deployment id does not exist');
  const stage: HeldStage = {
    settings,
    served: servedBy(settings, deployment),
    ...(canary
      ? { canary: servedBy(settings, canary, canarySettings.stageVariableOverrides) }
      : {}),
  };
  const isKnown = stageNamed(api, stageName) !== undefined;
  const stages = isKnown
    ? api.stages.map((one) => (one.settings.stageName === stageName ? stage : one))
    : [...api.stages, stage];
  return { api: { ...api, stages }, outcome: success(settings) };
}

function nameProblem(name: string): Refusal | undefined {
  return /^[A-Za-z0-9_-]{1,128}$/.test(name)
    ? undefined
    : badRequest('Stage name only allows a-zA-Z0-9_-');
}

function settingsProblem(settings: StageSettings): Refusal | undefined {
  const { variables = {}, canarySettings, accessLogSettings, methodSettings } = settings;
  for (const [name, value] of Object.entries({
    ...variables,
    ...canarySettings?.stageVariableOverrides,
  })) {
    if (!/^\w+$/.test(name)) {
      return badRequest(
        `Invalid stage variable name: ${name}. Please use names with only word characters.`,
      );
    }
    if (variableProblem(value.replaceAll(' ', '-')) !== undefined) {
      return badRequest(
        `Invalid stage variable value of key ${name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`,
      );
    }
  }
  const problem = logProblem(accessLogSettings) ?? cachesProblem(methodSettings);
  if (problem) return problem;
  const { percentTraffic = 0 } = canarySettings ?? {};
  return percentTraffic >= 0 && percentTraffic <= 100
    ? undefined
    : badRequest('Canary percentTraffic must be between 0.0 and 100.0');
}

/** Entries of caches are kept by API, stage and what is asked, each on a line. */
function flushed(
  { restApiId, stageName }: { readonly restApiId?: string; readonly stageName?: string },
  state: ApiGatewayState,
  context: Context,
  flush: (begin: string) => Partial<ApiGatewayState>,
): Progress {
  const api = apiOf(state, restApiId, context);
  if (isRefusal(api)) return { state, outcome: api };
  const stage = stageOf(api, stageName);
  if (isRefusal(stage)) return { state, outcome: stage };
  const after = flush(`${api.settings.id}\n${stage.settings.stageName}\n`);
  return { state: { ...state, ...after }, outcome: success({}) };
}

export function withoutKeysFrom<T>(map: SortedMap<string, T>, begin: string): SortedMap<string, T> {
  let rest = map;
  for (const [key] of entries(map)) if (key.startsWith(begin)) rest = remove(rest, key);
  return rest;
}
