/** The HTTP and WebSocket APIs that a scenario declares, as operations would have made them. */
import { set } from '@stepthrough/collections';
import type { Api, Authorizer } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { timeText } from '../../contract/time-text.ts';
import { functionAddress } from '../control/declared-method.ts';
import { idOf } from '../ids.ts';
import { hostOf } from '../request-context.ts';
import type {
  ApiSettings,
  AuthorizerSettings,
  Cors,
  HeldStage,
  ModelSettings,
  RoutedApi,
  Throttle,
} from '../routed-api.ts';
import { stagesOf, type Stage } from '../stages.ts';
import { httpSelection } from './api-checks.ts';
import { emptyApi } from './apis.ts';
import { withDeclaredRoute } from './declared-route.ts';
import { newDeployment, withDeployment } from './deploy.ts';
import { newStage } from './stage-settings.ts';

/** Its id is its name. Its stages deploy by themselves what operations change. */
export function declaredRoutedApi(name: string, declared: Api, setting: Surroundings): RoutedApi {
  const isHttp = declared.type === 'HTTP';
  const { cors, routeSelection = '$request.body.action' } = declared;
  const settings: ApiSettings = {
    ApiEndpoint: `${isHttp ? 'https' : 'wss'}://${hostOf(name, setting)}`,
    ApiId: name,
    ApiKeySelectionExpression: '$request.header.x-api-key',
    ...(isHttp && cors ? { CorsConfiguration: corsOf(cors) } : {}),
    CreatedDate: timeText(setting.clockStart),
    DisableExecuteApiEndpoint: false,
    IpAddressType: 'ipv4',
    Name: name,
    ProtocolType: isHttp ? 'HTTP' : 'WEBSOCKET',
    RouteSelectionExpression: isHttp ? httpSelection : routeSelection,
    Tags: {},
  };
  const empty: RoutedApi = {
    ...emptyApi(settings),
    declared,
    authorizers: authorizersOf(declared, setting),
    models: isHttp ? undefined : modelsOf(declared),
  };
  const routed = Object.entries(declared.routes).reduce(
    (api, [key, route]) => withDeclaredRoute(api, key, route, setting),
    empty,
  );
  return deployed(routed, declared, setting);
}

/** What is served is the declaration itself. */
function deployed(api: RoutedApi, declared: Api, { clockStart: now }: Surroundings): RoutedApi {
  const { ApiId, ProtocolType } = api.settings;
  const uuid = (purpose: string) => `${purpose} ${ApiId}`;
  const deployment = newDeployment(api, { now, uuid }, { AutoDeployed: true });
  const { DeploymentId } = deployment.settings;
  const stages = stagesOf(declared).map((stage): HeldStage => ({
    settings: {
      ...newStage(stage.name, ProtocolType, { now }),
      AutoDeploy: true,
      DefaultRouteSettings: throttleOf(stage, ProtocolType === 'HTTP'),
      DeploymentId,
      StageVariables: stage.variables,
    },
    served: { api: declared, stage },
  }));
  return { ...withDeployment(api, deployment), stages };
}

function throttleOf({ throttle }: Stage, isHttp: boolean): Throttle {
  if (!isHttp || !throttle) return { DetailedMetricsEnabled: false };
  return {
    DetailedMetricsEnabled: false,
    ThrottlingRateLimit: throttle.rateLimit,
    ...(throttle.burstLimit === undefined ? {} : { ThrottlingBurstLimit: throttle.burstLimit }),
  };
}

function corsOf(cors: NonNullable<Api['cors']>): Cors {
  const { allowCredentials, allowHeaders, allowMethods, allowOrigins, exposeHeaders } = cors;
  return {
    AllowCredentials: allowCredentials,
    AllowHeaders: allowHeaders,
    AllowMethods: allowMethods,
    AllowOrigins: allowOrigins,
    ExposeHeaders: exposeHeaders,
    ...(cors.maxAge === undefined ? {} : { MaxAge: cors.maxAge }),
  };
}

function authorizersOf(declared: Api, setting: Surroundings): RoutedApi['authorizers'] {
  let authorizers: RoutedApi['authorizers'];
  for (const [name, one] of Object.entries(declared.authorizers)) {
    if (one.type === 'IAM') continue;
    const settings = authorizerSettings(name, one, declared, setting);
    authorizers = set(authorizers, name, { settings, declared: one });
  }
  return authorizers;
}

/** Its id is its name. */
function authorizerSettings(
  AuthorizerId: string,
  declared: Authorizer,
  { type }: Api,
  setting: Surroundings,
): AuthorizerSettings {
  const isHttp = type === 'HTTP';
  const place = isHttp ? '$request' : 'route.request';
  const shared = {
    AuthorizerId,
    IdentitySource: declared.identity ?? [`${place}.header.Authorization`],
    Name: AuthorizerId,
  };
  if (declared.type === 'JWT' || declared.type === 'COGNITO') {
    const { issuer, pool, audience } = declared;
    const { region } = setting;
    const own = `https://cognito-idp.${region}.amazonaws.com/${region}_${pool ?? AuthorizerId}`;
    return {
      ...shared,
      AuthorizerType: 'JWT',
      JwtConfiguration: { Audience: audience, Issuer: issuer ?? own },
    };
  }
  const { function: called = AuthorizerId, ttl = 0, payloadFormat, simpleResponses } = declared;
  return {
    ...shared,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: `arn:aws:apigateway:${setting.region}:${functionAddress(called, setting)}`,
    ...(isHttp
      ? {
          AuthorizerPayloadFormatVersion: payloadFormat ?? '2.0',
          AuthorizerResultTtlInSeconds: ttl / 1000,
          EnableSimpleResponses: simpleResponses,
        }
      : {}),
  };
}

function modelsOf({ models }: Api): RoutedApi['models'] {
  return Object.entries(models).reduce<RoutedApi['models']>((all, [Name, schema]) => {
    const ModelId = idOf(`model ${Name}`);
    const model: ModelSettings = {
      ContentType: 'application/json',
      ModelId,
      Name,
      Schema: JSON.stringify(schema),
    };
    return set(all, ModelId, model);
  }, undefined);
}
