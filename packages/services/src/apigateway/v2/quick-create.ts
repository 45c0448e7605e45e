/** Quick create: an HTTP API with one integration, a route to it, and a stage that deploys by itself. */
import { set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import { badRequest } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { HeldIntegration, HeldRoute, IntegrationSettings, RoutedApi } from '../routed-api.ts';
import { deployedAgain } from './deploy.ts';
import { integrationProblem } from './integration-checks.ts';
import { withRoute } from './route-checks.ts';
import { newStage } from './stage-settings.ts';

interface Quick {
  readonly Target?: string;
  readonly RouteKey?: string;
  readonly CredentialsArn?: string;
}

/** The API as it is where there is no target. */
export function quickCreated(
  api: RoutedApi,
  { Target, RouteKey, CredentialsArn }: Quick,
  context: Context,
): RoutedApi | Refusal {
  if (Target === undefined) {
    return RouteKey === undefined && CredentialsArn === undefined
      ? api
      : badRequest('Target must be specified for quick create');
  }
  if (api.settings.ProtocolType !== 'HTTP') {
    return badRequest('Quick create is only supported for HTTP APIs');
  }
  const settings: IntegrationSettings = {
    ApiGatewayManaged: true,
    ConnectionType: 'INTERNET',
    ...withoutAbsent({ CredentialsArn }),
    IntegrationId: idOf(context.uuid('integration'), 7),
    ...connectedTo(Target),
    TimeoutInMillis: 30_000,
  };
  const problem = integrationProblem(api, settings, context);
  if (problem) return problem;
  const connected: RoutedApi = {
    ...api,
    integrations: set(undefined, settings.IntegrationId, { settings, responses: undefined }),
    stages: [
      {
        settings: {
          ...newStage('$default', 'HTTP', context),
          ApiGatewayManaged: true,
          AutoDeploy: true,
        },
      },
    ],
  };
  const route: HeldRoute = {
    settings: {
      ApiGatewayManaged: true,
      ApiKeyRequired: false,
      AuthorizationType: 'NONE',
      RouteId: idOf(context.uuid('route'), 7),
      RouteKey: RouteKey ?? '$default',
      Target: `integrations/${settings.IntegrationId}`,
    },
    responses: undefined,
  };
  const routed = withRoute(connected, route);
  return isRefusal(routed) ? routed : deployedAgain(routed, context);
}

/** What quick create has made, with another target, key or role. */
export function retargeted(
  api: RoutedApi,
  { Target, RouteKey, CredentialsArn }: Quick,
  context: Context,
): RoutedApi | Refusal {
  if (Target === undefined && RouteKey === undefined && CredentialsArn === undefined) return api;
  const integration = values(api.integrations).find(isManaged);
  const route = values(api.routes).find(isManaged);
  if (!integration || !route) {
    return badRequest('Target, RouteKey and CredentialsArn can only be updated after quick create');
  }
  const settings: IntegrationSettings = {
    ...integration.settings,
    ...(Target === undefined ? {} : connectedTo(Target)),
    ...withoutAbsent({ CredentialsArn }),
  };
  const problem = integrationProblem(api, settings, context);
  if (problem) return problem;
  const { IntegrationId } = settings;
  const connected: RoutedApi = {
    ...api,
    integrations: set(api.integrations, IntegrationId, { ...integration, settings }),
  };
  return RouteKey === undefined
    ? connected
    : withRoute(connected, { ...route, settings: { ...route.settings, RouteKey } });
}

function isManaged({ settings }: HeldIntegration | HeldRoute): boolean {
  return settings.ApiGatewayManaged === true;
}

/** A URL, or a function by its ARN. */
function connectedTo(
  IntegrationUri: string,
): Pick<
  IntegrationSettings,
  'IntegrationMethod' | 'IntegrationType' | 'IntegrationUri' | 'PayloadFormatVersion'
> {
  return /^https?:/.test(IntegrationUri)
    ? {
        IntegrationMethod: 'ANY',
        IntegrationType: 'HTTP_PROXY',
        IntegrationUri,
        PayloadFormatVersion: '1.0',
      }
    : {
        IntegrationMethod: 'POST',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri,
        PayloadFormatVersion: '2.0',
      };
}
