/** A route that a scenario declares, as operations would have made its method. */
import { get, set } from '@stepthrough/collections';
import { member, textOf } from '@stepthrough/json';
import type { Route } from '@stepthrough/scenario';
import type { Surroundings } from '../../contract/service.ts';
import { awsOperations, isAwsOperation } from '../aws-operations.ts';
import type {
  Integration,
  IntegrationSettings,
  Method,
  RequestValidator,
  Resource,
  RestApi,
} from '../rest-api.ts';
import { isEmpty } from './empty.ts';

export function declaredMethod(
  httpMethod: string,
  { id }: Resource,
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
      ...(typeof model === 'string' ? { requestModels: { 'application/json': model } } : {}),
    },
    responses: (route.responses ?? []).reduce<Method['responses']>(
      (all, { status, headers }) =>
        set(all, String(status), {
          statusCode: String(status),
          ...(isEmpty(headers)
            ? {}
            : {
                responseParameters: Object.fromEntries(
                  Object.keys(headers).map((header) => [`method.response.header.${header}`, false]),
                ),
              }),
        }),
      undefined,
    ),
    integration: integrationOf(httpMethod, id, route, setting),
    route,
  };
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
  const { requestTemplate, requestTemplates, requestParameters, responses, response } = route;
  const templates = {
    ...requestTemplates,
    ...(requestTemplate === undefined ? {} : { 'application/json': requestTemplate }),
  };
  return {
    settings: {
      ...(response
        ? {
            type: 'MOCK',
            requestTemplates: { 'application/json': `{"statusCode": ${response.status}}` },
          }
        : {
            ...addressOf(verb, route, setting),
            ...(isEmpty(templates) ? {} : { requestTemplates: templates }),
          }),
      ...(isEmpty(requestParameters) ? {} : { requestParameters }),
      passthroughBehavior: route.passthrough ?? 'WHEN_NO_MATCH',
      timeoutInMillis: route.timeout ?? 29_000,
      cacheNamespace,
      cacheKeyParameters: route.cache?.keyParameters ?? [],
    },
    responses: response
      ? [
          {
            statusCode: String(response.status),
            responseTemplates: { 'application/json': textOf(response.body) },
          },
        ]
      : (responses ?? []).map(({ pattern, status, template, templates: own, headers }) => ({
          statusCode: String(status),
          ...(pattern === undefined ? {} : { selectionPattern: pattern }),
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
            ...own,
            ...(template === undefined ? {} : { 'application/json': template }),
          },
        })),
  };
}

export function addressOf(
  verb: string,
  { integration, proxy, function: called = '', uri, queue, httpMethod }: Route,
  { region, account }: Surroundings,
): Pick<IntegrationSettings, 'type' | 'httpMethod' | 'uri' | 'credentials'> {
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
      return { type, httpMethod: httpMethod ?? verb, ...(uri === undefined ? {} : { uri }) };
    }
    case 'Aws':
      return {
        type: 'AWS',
        httpMethod: httpMethod ?? 'POST',
        ...(uri === undefined ? {} : { uri }),
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
