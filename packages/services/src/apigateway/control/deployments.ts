/** Operations on deployments: each keeps the API as it was when it was made. */
import { get, remove, set, values } from '@stepthrough/collections';
import { member, setMember, type JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, number, operation, text } from '../../contract/request-form.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced } from './patch.ts';
import { askedOf, onApi, type ControlOperations } from './read.ts';
import { badRequest, notFound } from './refusals.ts';
import type { Deployment, RestApi } from '../rest-api.ts';
import { secondsOf } from './rest-apis.ts';
import { snapshotOf } from './served-api.ts';
import { methodsOf } from './served-route.ts';
import { deployedTo } from './stages.ts';

const place = { restApiId: text, deploymentId: text };

export const deploymentOperations: ControlOperations = {
  CreateDeployment: operation(
    {
      restApiId: text,
      stageName: text,
      stageDescription: text,
      description: text,
      cacheClusterEnabled: flag,
      cacheClusterSize: text,
      variables: map(text),
      canarySettings: members({
        percentTraffic: number,
        stageVariableOverrides: map(text),
        useStageCache: flag,
      }),
      tracingEnabled: flag,
    },
    ({ restApiId, stageName = '', description, ...ofStage }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const problem = methodsProblem(api);
        if (problem) return problem;
        const deployment: Deployment = {
          settings: {
            id: idOf(context.uuid('deployment')),
            ...(description === undefined ? {} : { description }),
            createdDate: secondsOf(context),
          },
          snapshot: snapshotOf(api),
        };
        const deployed = withDeployment(api, deployment);
        const after =
          stageName === ''
            ? deployed
            : deployedTo(deployed, stageName, deployment, ofStage, context);
        if (isRefusal(after)) return after;
        return { api: after, outcome: success(deployment.settings) };
      }),
  ),

  GetDeployment: operation({ ...place, embed: list(text) }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const deployment = deploymentOf(api, request.deploymentId);
      if (isRefusal(deployment)) return deployment;
      const isWhole = request.embed?.includes('apisummary') ?? false;
      return askedOf(
        api,
        isWhole
          ? { ...deployment.settings, apiSummary: summaryOf(deployment) }
          : deployment.settings,
      );
    }),
  ),

  GetDeployments: operation(
    { restApiId: text, limit: number, position: text },
    ({ restApiId, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(
          values(api.deployments).map(({ settings }) => settings),
          asked,
        ),
      })),
  ),

  UpdateDeployment: operation({ ...place, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const deployment = deploymentOf(api, request.deploymentId);
      if (isRefusal(deployment)) return deployment;
      const settings = patched(deployment.settings, request.patchOperations, [
        replaced('/description'),
      ]);
      if (isRefusal(settings)) return settings;
      return {
        api: withDeployment(api, { ...deployment, settings }),
        outcome: success(settings),
      };
    }),
  ),

  DeleteDeployment: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const deployment = deploymentOf(api, request.deploymentId);
      if (isRefusal(deployment)) return deployment;
      const { id } = deployment.settings;
      const isActive = api.stages.some(
        ({ settings: { deploymentId, canarySettings } }) =>
          deploymentId === id || canarySettings?.deploymentId === id,
      );
      if (isActive) {
        return badRequest('Active stages pointing to this deployment must be moved or deleted');
      }
      return { api: { ...api, deployments: remove(api.deployments, id) }, outcome: success({}) };
    }),
  ),
};

function deploymentOf(api: RestApi, id = ''): Deployment | Refusal {
  return get(api.deployments, id) ?? notFound('Invalid Deployment identifier specified');
}

function withDeployment(api: RestApi, deployment: Deployment): RestApi {
  return { ...api, deployments: set(api.deployments, deployment.settings.id, deployment) };
}

function methodsProblem(api: RestApi): Refusal | undefined {
  const methods = methodsOf(api);
  if (methods.length === 0) return badRequest("The REST API doesn't contain any methods");
  return methods.every(([, { integration, route }]) => integration ?? route)
    ? undefined
    : badRequest('No integration defined for method');
}

/** By path and verb, what a deployment serves. */
function summaryOf({ snapshot }: Deployment): JsonObject {
  const summary: Record<string, JsonObject> = {};
  for (const [route, { authorizer = 'NONE', apiKeyRequired }] of Object.entries(snapshot.routes)) {
    const [verb = '', path = ''] = route.split(' ');
    const type = member(snapshot.authorizers, authorizer)?.type;
    const authorizationType = type === undefined ? 'NONE' : (authorizationTypes[type] ?? 'CUSTOM');
    const others = member(summary, path);
    setMember(summary, path, { ...others, [verb]: { authorizationType, apiKeyRequired } });
  }
  return summary;
}

const authorizationTypes: { readonly [type: string]: string } = {
  IAM: 'AWS_IAM',
  COGNITO: 'COGNITO_USER_POOLS',
};
