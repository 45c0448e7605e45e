/** Operations on stages: which deployment each serves, and with what settings. */
import { get } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { timeText } from '../../contract/time-text.ts';
import { badRequest, conflict, notFound, unsimulatedMember } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { withoutKeysFrom } from '../control/stages.ts';
import type { HeldStage, RoutedApi, StageSettings } from '../routed-api.ts';
import { deployedAgain, servedStage } from './deploy.ts';
import { listed, paging } from './pages.ts';
import {
  answered,
  apiOf,
  mergedTexts,
  onApi,
  type Change,
  type ControlOperations,
} from './read.ts';
import { newStage, stageProblem } from './stage-settings.ts';
import { without } from './without.ts';

const place = { ApiId: text, StageName: text };

const throttle = members({
  DataTraceEnabled: flag,
  DetailedMetricsEnabled: flag,
  LoggingLevel: text,
  ThrottlingBurstLimit: number,
  ThrottlingRateLimit: number,
});

const configuration = {
  ...place,
  AccessLogSettings: members({ DestinationArn: text, Format: text }),
  AutoDeploy: flag,
  ClientCertificateId: text,
  DefaultRouteSettings: throttle,
  DeploymentId: text,
  Description: text,
  RouteSettings: map(throttle),
  StageVariables: map(text),
};

export const stageOperations: ControlOperations = {
  CreateStage: operation({ ...configuration, Tags: map(text) }, (request, state, context) => {
    const { ApiId, StageName = '', ClientCertificateId, Tags = {}, ...given } = request;
    return onApi(state, ApiId, context, (api) => {
      if (stageNamed(api, StageName)) return conflict('Stage already exists');
      const { AutoDeploy = false, DeploymentId } = given;
      if (AutoDeploy && DeploymentId !== undefined) {
        return badRequest(
          'Deployment ID cannot be set on stage creation if AutoDeploy is set to true',
        );
      }
      const fresh = newStage(StageName, api.settings.ProtocolType, context);
      const settings: StageSettings = {
        ...fresh,
        ...withoutAbsent(given),
        DefaultRouteSettings: { ...fresh.DefaultRouteSettings, ...given.DefaultRouteSettings },
        Tags,
      };
      return unsimulatedMember({ ClientCertificateId }) ?? staged(api, settings, context);
    });
  }),

  GetStages: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({
      api,
      outcome: listed(
        api.stages.map(({ settings }) => settings),
        asked,
      ),
    })),
  ),

  GetStage: operation(place, ({ ApiId, StageName }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const stage = stageOf(api, StageName);
      return isRefusal(stage) ? stage : answered(api, stage.settings);
    }),
  ),

  UpdateStage: operation(configuration, (request, state, context) => {
    const { ApiId, StageName, ClientCertificateId, ...given } = request;
    return onApi(state, ApiId, context, (api) => {
      const stage = changeableStage(api, StageName);
      if (isRefusal(stage)) return stage;
      const { settings: before } = stage;
      const { AutoDeploy = before.AutoDeploy ?? false, DeploymentId } = given;
      if (AutoDeploy && DeploymentId !== undefined) {
        return badRequest('Deployment ID cannot be updated if AutoDeploy is set to true');
      }
      const settings: StageSettings = {
        ...before,
        ...withoutAbsent(given),
        DefaultRouteSettings: { ...before.DefaultRouteSettings, ...given.DefaultRouteSettings },
        RouteSettings: { ...before.RouteSettings, ...given.RouteSettings },
        StageVariables: mergedTexts(before.StageVariables, given.StageVariables),
        LastUpdatedDate: timeText(context.now),
      };
      return unsimulatedMember({ ClientCertificateId }) ?? staged(api, settings, context);
    });
  }),

  DeleteStage: operation(place, ({ ApiId, StageName }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const stage = stageOf(api, StageName);
      if (isRefusal(stage)) return stage;
      return answered({ ...api, stages: api.stages.filter((one) => one !== stage) }, {});
    }),
  ),

  DeleteAccessLogSettings: operation(place, ({ ApiId, StageName }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const stage = changeableStage(api, StageName);
      if (isRefusal(stage)) return stage;
      const settings = without(stage.settings, 'AccessLogSettings');
      return emptied(staged(api, settings, context));
    }),
  ),

  DeleteRouteSettings: operation(
    { ...place, RouteKey: text },
    ({ ApiId, StageName, RouteKey = '' }, state, context) =>
      onApi(state, ApiId, context, (api) => {
        const stage = changeableStage(api, StageName);
        if (isRefusal(stage)) return stage;
        const { RouteSettings } = stage.settings;
        if (member(RouteSettings, RouteKey) === undefined) {
          return notFound(
            `Unable to find Route by key ${RouteKey} within the provided RouteSettings`,
          );
        }
        const kept = Object.entries(RouteSettings).filter(([key]) => key !== RouteKey);
        const settings = { ...stage.settings, RouteSettings: Object.fromEntries(kept) };
        return emptied(staged(api, settings, context));
      }),
  ),

  ResetAuthorizersCache: operation(place, ({ ApiId, StageName }, state, context) => {
    const api = apiOf(state, ApiId, context);
    if (isRefusal(api)) return { state, outcome: api };
    const stage = stageOf(api, StageName);
    if (isRefusal(stage)) return { state, outcome: stage };
    const begin = `${api.settings.ApiId}\n${stage.settings.StageName}\n`;
    const authorizations = withoutKeysFrom(state.authorizations, begin);
    return { state: { ...state, authorizations }, outcome: success({}) };
  }),
};

export function stageNamed({ stages }: RoutedApi, name: string): HeldStage | undefined {
  return stages.find(({ settings }) => settings.StageName === name);
}

export function stageOf(api: RoutedApi, name = ''): HeldStage | Refusal {
  return stageNamed(api, name) ?? notFound('Invalid stage identifier specified');
}

/** The one of quick create belongs to the gateway. */
function changeableStage(api: RoutedApi, name: string | undefined): HeldStage | Refusal {
  const stage = stageOf(api, name);
  return isRefusal(stage) || stage.settings.ApiGatewayManaged !== true
    ? stage
    : badRequest('A managed stage cannot be updated');
}

/** The API with these settings of a stage. A stage that begins to deploy by itself does so at once. */
function staged(api: RoutedApi, settings: StageSettings, context: Context): Change | Refusal {
  const { DeploymentId, StageName, AutoDeploy } = settings;
  const problem = stageProblem(api, settings);
  if (problem) return problem;
  const deployment = DeploymentId === undefined ? undefined : get(api.deployments, DeploymentId);
  if (DeploymentId !== undefined && !deployment) {
    return badRequest('Deployment id does not exist');
  }
  const before = stageNamed(api, StageName);
  const stage = servedStage(settings, deployment);
  const stages = before
    ? api.stages.map((one) => (one === before ? stage : one))
    : [...api.stages, stage];
  const isBeginning = AutoDeploy === true && before?.settings.AutoDeploy !== true;
  const held: RoutedApi = { ...api, stages };
  const after = isBeginning ? deployedAgain(held, context) : held;
  return answered(after, stageNamed(after, StageName)?.settings ?? settings);
}

function emptied(done: Change | Refusal): Change | Refusal {
  return isRefusal(done) ? done : { ...done, outcome: success({}) };
}
