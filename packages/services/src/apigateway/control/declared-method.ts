/** A route that a scenario declares, as operations would have made its method. */
import { get, set } from '@stepthrough/collections';
import { isObject, member, textOf } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { awsOperations, isAwsOperation } from '../aws-operations.ts';
import { headersOf } from '../headers.ts';
import { idOf } from '../ids.ts';
import { plainResponse, samResponses } from '../integration-response.ts';
import type {
  Integration,
  IntegrationResponse,
  IntegrationSettings,
  Method,
  RequestValidator,
  Resource,
  RestApi,
} from '../rest-api.ts';
import { isEmpty } from './empty.ts';
import { functionIn } from './integration-target.ts';
import { withoutAbsent } from './rest-apis.ts';

export function declaredMethod(
  httpMethod: string,
  { id, path }: Resource,
  route: Route,
  { declared, authorizers }: RestApi,
  setting: Surroundings,
): Method {
  const authorizer = route.authorizer ?? declared?.authorizer;
  const held = get(authorizers, authorizer ?? '');
  const isSigned = member(declared?.authorizers ?? {}, authorizer ?? '')?.type === 'IAM';
  const isCognito = held?.settings.type === 'COGNITO_USER_POOLS';
  const { model, requiredParameters, scopes } = route;
  const named = held ? { authorizerId: held.settings.id } : {};
  const validator = validatorFor(route);
  const modelName = isObject(model)
    ? ownModelName(httpMethod, path)
    : typeof model === 'string'
      ? model
      : undefined;
  const integration = integrationOf(httpMethod, id, route, setting);
  return {
    settings: {
      httpMethod,
      authorizationType: isSigned
        ? 'AWS_IAM'
        : held
          ? isCognito
            ? 'COGNITO_USER_POOLS'
            : 'CUSTOM'
          : 'NONE',
      ...named,
      ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
      apiKeyRequired: route.apiKeyRequired,
      ...(validator === undefined ? {} : { requestValidatorId: validator.id }),
      ...(requiredParameters.length === 0
        ? {}
        : { requestParameters: Object.fromEntries(requiredParameters.map((one) => [one, true])) }),
      ...(modelName === undefined ? {} : { requestModels: { 'application/json': modelName } }),
    },
    responses: integration.responses.reduce<Method['responses']>(
      (all, { statusCode, responseParameters }) =>
        set(all, statusCode, {
          statusCode,
          ...(responseParameters === undefined
            ? {}
            : {
                responseParameters: Object.fromEntries(
                  Object.keys(responseParameters).map((target) => [target, false]),
                ),
              }),
        }),
      undefined,
    ),
    integration,
    route,
  };
}

/** Of the model that a route's own schema is. */
export function ownModelName(httpMethod: string, path: string): string {
  return idOf(`model ${httpMethod} ${path}`);
}

/** The three that there can be. */
export const declaredValidators: readonly RequestValidator[] = [
  {
    id: 'declbp',
    name: 'body and parameters',
    validateRequestBody: true,
    validateRequestParameters: true,
  },
  { id: 'declbo', name: 'body', validateRequestBody: true, validateRequestParameters: false },
  { id: 'declpa', name: 'parameters', validateRequestBody: false, validateRequestParameters: true },
];

function validatorFor({ model, requiredParameters }: Route): RequestValidator | undefined {
  return declaredValidators.find(
    (one) =>
      one.validateRequestBody === (model !== undefined) &&
      one.validateRequestParameters === requiredParameters.length > 0,
  );
}

function integrationOf(
  verb: string,
  cacheNamespace: string,
  route: Route,
  setting: Surroundings,
): Integration {
  const { requestParameters, contentHandling } = route;
  const address = addressOf(verb, route, setting);
  const templates = templatesOf(route, setting);
  return {
    settings: {
      ...address,
      ...(isEmpty(templates) ? {} : { requestTemplates: templates }),
      ...(isEmpty(requestParameters) ? {} : { requestParameters }),
      ...withoutAbsent({ contentHandling }),
      passthroughBehavior: route.passthrough ?? 'WHEN_NO_MATCH',
      timeoutInMillis: route.timeout ?? 29_000,
      cacheNamespace,
      cacheKeyParameters: route.cache?.keyParameters ?? [],
    },
    responses: responsesOf(route, address).map(integrationResponse),
  };
}

/** Where a route declares none, the one that it is served with. */
function templatesOf(route: Route, setting: Surroundings): { readonly [type: string]: string } {
  const { integration, response, requestTemplate, requestTemplates } = route;
  if (response) return { 'application/json': `{"statusCode": ${response.status}}` };
  if (requestTemplate !== undefined) {
    return { ...requestTemplates, 'application/json': requestTemplate };
  }
  if (requestTemplates) return requestTemplates;
  if (integration === 'Mock') return { 'application/json': '{"statusCode": 200}' };
  if (!isAwsOperation(integration)) return {};
  return { 'application/json': awsOperations[integration].template(route, { setting }) };
}

type DeclaredResponse = NonNullable<Route['responses']>[number];

/** Where a route declares none, those that it is served with; a fixed one has its body as its template. */
function responsesOf(
  { response, responses }: Route,
  { type, uri = '' }: Address,
): readonly DeclaredResponse[] {
  if (response) {
    const headers = Object.entries(headersOf(response.headers)).map(([name, value]) => [
      name,
      `'${value}'`,
    ]);
    return [
      {
        status: response.status,
        templates: { 'application/json': textOf(response.body) },
        headers: Object.fromEntries(headers),
      },
    ];
  }
  if (responses || type.endsWith('_PROXY')) return responses ?? [];
  const isService = type === 'AWS' && functionIn(uri) === undefined;
  return isService ? samResponses : [plainResponse(200)];
}

function integrationResponse({
  status,
  pattern: selectionPattern,
  contentHandling,
  template,
  templates,
  headers,
}: DeclaredResponse): IntegrationResponse {
  return {
    statusCode: String(status),
    ...withoutAbsent({ selectionPattern, contentHandling }),
    ...(isEmpty(headers)
      ? {}
      : {
          responseParameters: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              `method.response.header.${name}`,
              value,
            ]),
          ),
        }),
    responseTemplates: {
      ...templates,
      ...(template === undefined ? {} : { 'application/json': template }),
    },
  };
}

type Address = Pick<IntegrationSettings, 'type' | 'httpMethod' | 'uri' | 'credentials'>;

export function addressOf(
  verb: string,
  { integration, response, proxy, function: called = '', uri, queue, httpMethod }: Route,
  { region, account }: Surroundings,
): Address {
  if (response) return { type: 'MOCK' };
  const at = `arn:aws:apigateway:${region}`;
  if (isAwsOperation(integration)) {
    const { service } = awsOperations[integration];
    const path = queue === undefined ? `action/${integration}` : `path/${account}/${queue}`;
    return {
      type: 'AWS',
      httpMethod: 'POST',
      uri: `${at}:${service}:${path}`,
      credentials: `arn:aws:iam::${account}:role/declared`,
    };
  }
  switch (integration) {
    case 'Mock':
      return { type: 'MOCK' };
    case 'Http': {
      const type = proxy ? 'HTTP_PROXY' : 'HTTP';
      return { type, httpMethod: httpMethod ?? verb, ...withoutAbsent({ uri }) };
    }
    case 'Aws':
      return {
        type: 'AWS',
        httpMethod: httpMethod ?? 'POST',
        ...withoutAbsent({ uri }),
        credentials: `arn:aws:iam::${account}:role/declared`,
      };
    case 'Lambda': {
      const address = functionAddress(called, { region, account });
      return { type: proxy ? 'AWS_PROXY' : 'AWS', httpMethod: 'POST', uri: `${at}:${address}` };
    }
  }
}

export function functionAddress(
  name: string,
  { region, account }: Pick<Surroundings, 'region' | 'account'>,
) {
  return `lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:${account}:function:${name}/invocations`;
}
