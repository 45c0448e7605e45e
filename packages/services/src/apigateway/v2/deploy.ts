/** Deployments of HTTP and WebSocket APIs: what each keeps, and how it comes to a stage. */
import { set, size } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import type { Context } from '../../contract/service.ts';
import { timeText } from '../../contract/time-text.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { accountLimits } from '../control/served-api.ts';
import { idOf } from '../ids.ts';
import type { Served, ServedApi, ServedRoute } from '../rest-api.ts';
import type {
  DeploymentSettings,
  HeldDeployment,
  HeldStage,
  RoutedApi,
  StageSettings,
  Throttle,
} from '../routed-api.ts';
import { snapshotOf } from './served-api.ts';

export const noRoutes = 'Unable to deploy API because no routes exist in this API';

type Time = Pick<Context, 'now' | 'uuid'>;

/** The API as it is now, kept. */
export function newDeployment(
  api: RoutedApi,
  { now, uuid }: Time,
  more: Pick<DeploymentSettings, 'AutoDeployed' | 'Description'>,
): HeldDeployment {
  return {
    settings: {
      CreatedDate: timeText(now),
      DeploymentId: idOf(uuid('deployment')),
      DeploymentStatus: 'DEPLOYED',
      ...more,
    },
    snapshot: snapshotOf(api),
  };
}

export function withDeployment(api: RoutedApi, deployment: HeldDeployment): RoutedApi {
  const { DeploymentId } = deployment.settings;
  return { ...api, deployments: set(api.deployments, DeploymentId, deployment) };
}

/** A deployment on its way to a stage. */
export function stagedAt(
  stage: HeldStage,
  deployment: HeldDeployment,
  { now }: Pick<Context, 'now'>,
): HeldStage {
  const { DeploymentId } = deployment.settings;
  return servedStage(
    {
      ...stage.settings,
      DeploymentId,
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${DeploymentId}'`,
      LastUpdatedDate: timeText(now),
    },
    deployment,
  );
}

/** A stage with its settings, and what it then serves of its deployment. */
export function servedStage(
  settings: StageSettings,
  deployment: HeldDeployment | undefined,
): HeldStage {
  if (!deployment) return { settings };
  return { settings, served: servedBy(settings, deployment.snapshot) };
}

/** After a change of what is served: a new deployment for the stages that want one. */
export function deployedAgain(api: RoutedApi, context: Time): RoutedApi {
  if (!api.stages.some(({ settings }) => settings.AutoDeploy === true)) return api;
  if (size(api.routes) === 0) {
    const LastDeploymentStatusMessage = `Deployment attempt failed: ${noRoutes}`;
    return withAutomatic(api, (stage) => ({
      ...stage,
      settings: { ...stage.settings, LastDeploymentStatusMessage },
    }));
  }
  const deployment = newDeployment(api, context, {
    AutoDeployed: true,
    Description: 'Automatic deployment triggered by changes to the Api configuration',
  });
  return withAutomatic(withDeployment(api, deployment), (stage) =>
    stagedAt(stage, deployment, context),
  );
}

function withAutomatic(api: RoutedApi, change: (stage: HeldStage) => HeldStage): RoutedApi {
  const stages = api.stages.map((stage) =>
    stage.settings.AutoDeploy === true ? change(stage) : stage,
  );
  return { ...api, stages };
}

/** What a stage serves of a deployment: routes have its limits. */
function servedBy(settings: StageSettings, snapshot: ServedApi): Served {
  const { DefaultRouteSettings, RouteSettings, StageName, StageVariables } = settings;
  const routes = Object.entries(snapshot.routes).map(([key, route]): [string, ServedRoute] => {
    const throttle = throttleOf(member(RouteSettings, key) ?? {});
    return [key, throttle === undefined ? route : { ...route, throttle }];
  });
  const throttle = throttleOf(DefaultRouteSettings);
  return {
    api: { ...snapshot, routes: Object.fromEntries(routes) },
    stage: {
      name: StageName,
      variables: StageVariables,
      cacheEnabled: false,
      ...(throttle === undefined ? {} : { throttle }),
    },
  };
}

function throttleOf({
  ThrottlingRateLimit: rateLimit,
  ThrottlingBurstLimit: burstLimit,
}: Throttle): Route['throttle'] {
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { ...accountLimits, ...withoutAbsent({ rateLimit, burstLimit }) };
}
