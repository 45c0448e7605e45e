/** Operations on deployments: each keeps the API as it was when it was made. */
import { get, remove, size, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { operation, text } from '../../contract/request-form.ts';
import { badRequest, notFound } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import type { HeldDeployment, RoutedApi } from '../routed-api.ts';
import { newDeployment, noRoutes, stagedAt, withDeployment } from './deploy.ts';
import { listed, paging } from './pages.ts';
import { answered, onApi, type ControlOperations } from './read.ts';
import { stageOf } from './stages.ts';

const place = { ApiId: text, DeploymentId: text };

export const deploymentOperations: ControlOperations = {
  CreateDeployment: operation(
    { ApiId: text, Description: text, StageName: text },
    ({ ApiId, Description, StageName }, state, context) =>
      onApi(state, ApiId, context, (api) => {
        const stage = StageName === undefined ? undefined : stageOf(api, StageName);
        if (stage && isRefusal(stage)) return stage;
        if (size(api.routes) === 0) return badRequest(noRoutes);
        const deployment = newDeployment(api, context, {
          AutoDeployed: false,
          ...withoutAbsent({ Description }),
        });
        const deployed = withDeployment(api, deployment);
        const stages = api.stages.map((one) =>
          one === stage ? stagedAt(one, deployment, context) : one,
        );
        return answered({ ...deployed, stages }, deployment.settings);
      }),
  ),

  GetDeployments: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({
      api,
      outcome: listed(
        values(api.deployments).map(({ settings }) => settings),
        asked,
      ),
    })),
  ),

  GetDeployment: operation(place, ({ ApiId, DeploymentId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const deployment = deploymentOf(api, DeploymentId);
      return isRefusal(deployment) ? deployment : answered(api, deployment.settings);
    }),
  ),

  UpdateDeployment: operation(
    { ...place, Description: text },
    ({ ApiId, DeploymentId, Description }, state, context) =>
      onApi(state, ApiId, context, (api) => {
        const deployment = deploymentOf(api, DeploymentId);
        if (isRefusal(deployment)) return deployment;
        const settings = { ...deployment.settings, ...withoutAbsent({ Description }) };
        return answered(withDeployment(api, { ...deployment, settings }), settings);
      }),
  ),

  DeleteDeployment: operation(place, ({ ApiId, DeploymentId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const deployment = deploymentOf(api, DeploymentId);
      if (isRefusal(deployment)) return deployment;
      const { DeploymentId: id } = deployment.settings;
      if (api.stages.some(({ settings }) => settings.DeploymentId === id)) {
        return badRequest('Active stages pointing to this deployment must be moved or deleted');
      }
      return answered({ ...api, deployments: remove(api.deployments, id) }, {});
    }),
  ),
};

function deploymentOf(api: RoutedApi, id = ''): HeldDeployment | Refusal {
  return get(api.deployments, id) ?? notFound('Invalid Deployment identifier specified');
}
