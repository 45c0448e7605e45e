/** A method as the data plane serves it. */
import { entries, get, values } from '@stepthrough/collections';
import { milliseconds, type Route } from '@stepthrough/scenario';
import { isEmpty } from './empty.ts';
import { targetOf } from './integration-target.ts';
import type {
  Integration,
  IntegrationSettings,
  Method,
  MethodSettings,
  RestApi,
  ServedRoute,
} from '../rest-api.ts';

/** The route of a method; `undefined` of one without an integration. */
export function servedRoute(method: Method, api: RestApi): ServedRoute | undefined {
  if (method.route) return method.route;
  const { settings, integration } = method;
  if (!integration) return undefined;
  const unserved = unservedOf(api, method);
  return {
    ...connectionOf(integration),
    ...authorizationOf(settings),
    ...validationOf(settings, api),
    apiKeyRequired: settings.apiKeyRequired,
    ...(unserved === undefined ? {} : { unserved }),
  };
}

function connectionOf({
  settings,
  responses,
}: Integration): Omit<ServedRoute, 'scopes' | 'apiKeyRequired' | 'requiredParameters'> {
  const { type, httpMethod, requestParameters = {}, timeoutInMillis } = settings;
  const { cacheKeyParameters: keyParameters, contentHandling } = settings;
  const proxy = type.endsWith('_PROXY');
  return {
    ...targetOf(settings),
    proxy,
    ...(httpMethod === undefined ? {} : { httpMethod }),
    ...handlingOf(contentHandling),
    ...templatesOf(settings),
    requestParameters,
    timeout: milliseconds(timeoutInMillis),
    ...(proxy ? {} : { responses: responses.map(responseOf) }),
    cache: {
      ttl: milliseconds(0),
      keyParameters,
      requireAuthorizationToInvalidate: false,
      unauthorizedInvalidation: 'FAIL_WITH_403',
    },
  };
}

const handlings = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const;

function handlingOf(given: string | undefined): Pick<Route, 'contentHandling'> {
  const contentHandling = handlings.find((one) => one === given);
  return contentHandling === undefined ? {} : { contentHandling };
}

/** Where there are no templates at all, WHEN_NO_TEMPLATES lets every body through, otherwise none. */
function templatesOf({
  requestTemplates = {},
  passthroughBehavior,
}: IntegrationSettings): Pick<Route, 'requestTemplates' | 'passthrough'> {
  const isPassed =
    passthroughBehavior === 'WHEN_NO_MATCH' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && isEmpty(requestTemplates));
  return { requestTemplates, passthrough: isPassed ? 'WHEN_NO_MATCH' : 'NEVER' };
}

function responseOf({
  statusCode,
  selectionPattern,
  responseTemplates = {},
  responseParameters = {},
  contentHandling,
}: Integration['responses'][number]): NonNullable<Route['responses']>[number] {
  const headers = Object.entries(responseParameters).map(([target, source]) => [
    target.replace(/^method\.response\.header\./, ''),
    source,
  ]);
  return {
    status: Number(statusCode),
    ...(selectionPattern === undefined || selectionPattern === ''
      ? {}
      : { pattern: selectionPattern }),
    ...handlingOf(contentHandling),
    templates: responseTemplates,
    headers: Object.fromEntries(headers),
  };
}

/** Authorizers are known by their ids; the one of IAM, which has none, by this name. */
export const iamAuthorizer = 'AWS_IAM';

function authorizationOf({
  authorizationType,
  authorizerId,
  authorizationScopes: scopes = [],
}: MethodSettings): Pick<Route, 'authorizer' | 'scopes'> {
  switch (authorizationType.toUpperCase()) {
    case 'AWS_IAM':
      return { authorizer: iamAuthorizer, scopes };
    case 'CUSTOM':
    case 'COGNITO_USER_POOLS':
      return { ...(authorizerId === undefined ? {} : { authorizer: authorizerId }), scopes };
    default:
      return { authorizer: 'NONE', scopes };
  }
}

function validationOf(
  { requestValidatorId = '', requestParameters = {}, requestModels = {} }: MethodSettings,
  { requestValidators }: RestApi,
): Pick<Route, 'requiredParameters' | 'model'> {
  const validator = get(requestValidators, requestValidatorId);
  const required = Object.entries(requestParameters).flatMap(([name, isNeeded]) =>
    isNeeded ? [name] : [],
  );
  const model =
    requestModels['application/json'] ??
    requestModels['$default'] ??
    Object.values(requestModels)[0];
  return {
    requiredParameters: validator?.validateRequestParameters ? required : [],
    ...(validator?.validateRequestBody && model !== undefined ? { model } : {}),
  };
}

/** What of a method is not simulated, so that it is told when it is asked. */
function unservedOf({ settings: { policy = '' } }: RestApi, method: Method): string | undefined {
  return policy !== '' && method.settings.authorizationType.toUpperCase() !== 'AWS_IAM'
    ? 'a resource policy of a method without AWS_IAM is not simulated'
    : undefined;
}

/** Every method of an API with its path. */
export function methodsOf({ resources }: RestApi): readonly (readonly [string, Method])[] {
  return values(resources).flatMap(({ path, methods }) =>
    [...entries(methods)].map(([, method]) => [path, method] as const),
  );
}
