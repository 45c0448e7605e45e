/** Operations on integrations and their responses. */
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { flag, list, map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import type { Progress } from '../parking.ts';
import type { ApiGatewayState } from '../state.ts';
import { integrationProblem, integrationTypes, responseProblem } from './integration-checks.ts';
import { integrationShown } from './integration-shown.ts';
import { entriesOf, itemsIn, patched, patchOperations, replaced, unsimulated } from './patch.ts';
import {
  askedOf,
  choiceProblem,
  onMethod,
  withMethod,
  withoutRoute,
  type Change,
  type ControlOperations,
  type MethodPlace,
} from './read.ts';
import { notFound, unsimulatedMember } from './refusals.ts';
import type {
  Integration,
  IntegrationResponse,
  IntegrationSettings,
  Method,
  Resource,
  RestApi,
} from '../rest-api.ts';
import { withoutAbsent } from './rest-apis.ts';

const place = { restApiId: text, resourceId: text, httpMethod: text };
const responsePlace = { ...place, statusCode: text };

export const integrationOperations: ControlOperations = {
  PutIntegration: operation(
    {
      ...place,
      type: text,
      integrationHttpMethod: text,
      uri: text,
      connectionType: text,
      connectionId: text,
      credentials: text,
      requestParameters: map(text),
      requestTemplates: map(text),
      passthroughBehavior: text,
      cacheNamespace: text,
      cacheKeyParameters: list(text),
      contentHandling: text,
      timeoutInMillis: number,
      tlsConfig: members({ insecureSkipVerification: flag }),
      responseTransferMode: text,
      integrationTarget: text,
    },
    (request, state, context) =>
      onMethod(state, request, context, (api, resource, method) => {
        const { type, integrationHttpMethod, tlsConfig, responseTransferMode, integrationTarget } =
          request;
        const problem =
          choiceProblem('putIntegrationInput.type', type, integrationTypes) ??
          unsimulatedMember({
            integrationTarget,
            responseTransferMode:
              responseTransferMode === 'BUFFERED' ? undefined : responseTransferMode,
          });
        if (problem) return problem;
        const isToAddress = type === 'HTTP' || type === 'HTTP_PROXY';
        const settings: IntegrationSettings = {
          type: type ?? '',
          ...withoutAbsent({
            httpMethod: integrationHttpMethod,
            uri: request.uri,
            connectionType: request.connectionType ?? (isToAddress ? 'INTERNET' : undefined),
            connectionId: request.connectionId,
            credentials: request.credentials,
            requestParameters: request.requestParameters,
            requestTemplates: request.requestTemplates,
            contentHandling: request.contentHandling,
          }),
          passthroughBehavior: request.passthroughBehavior ?? 'WHEN_NO_MATCH',
          timeoutInMillis: request.timeoutInMillis ?? 29_000,
          cacheNamespace: request.cacheNamespace ?? resource.id,
          cacheKeyParameters: request.cacheKeyParameters ?? [],
          ...(tlsConfig === undefined
            ? {}
            : {
                tlsConfig: {
                  insecureSkipVerification: tlsConfig.insecureSkipVerification ?? false,
                },
              }),
        };
        return integrated(api, resource, method, { settings, responses: [] });
      }),
  ),

  GetIntegration: operation(place, (request, state, context) =>
    onIntegration(state, request, context, ({ api, integration }) =>
      askedOf(api, integrationShown(integration)),
    ),
  ),

  UpdateIntegration: operation({ ...place, patchOperations }, (request, state, context) =>
    onIntegration(state, request, context, ({ api, resource, method, integration }) => {
      const settings = patched(integration.settings, request.patchOperations, rules);
      if (isRefusal(settings)) return settings;
      return integrated(api, resource, method, { ...integration, settings });
    }),
  ),

  DeleteIntegration: operation(place, (request, state, context) =>
    onIntegration(state, request, context, ({ api, resource, method }) => ({
      api: withMethod(api, resource, { settings: method.settings, responses: method.responses }),
      outcome: success({}),
    })),
  ),

  PutIntegrationResponse: operation(
    {
      ...responsePlace,
      selectionPattern: text,
      responseParameters: map(text),
      responseTemplates: map(text),
      contentHandling: text,
    },
    (request, state, context) =>
      onIntegration(state, request, context, (at) => {
        const { statusCode = '', selectionPattern, responseParameters } = request;
        const { responseTemplates, contentHandling } = request;
        const response: IntegrationResponse = {
          statusCode,
          ...withoutAbsent({
            selectionPattern,
            responseParameters,
            responseTemplates,
            contentHandling,
          }),
        };
        return responseProblem(at.method, response) ?? responded(at, response);
      }),
  ),

  GetIntegrationResponse: operation(responsePlace, (request, state, context) =>
    onIntegration(state, request, context, ({ api, integration }) => {
      const response = responseOf(integration, request.statusCode);
      return isRefusal(response) ? response : askedOf(api, response);
    }),
  ),

  UpdateIntegrationResponse: operation(
    { ...responsePlace, patchOperations },
    (request, state, context) =>
      onIntegration(state, request, context, (at) => {
        const response = responseOf(at.integration, request.statusCode);
        if (isRefusal(response)) return response;
        const after = patched(response, request.patchOperations, responseRules);
        if (isRefusal(after)) return after;
        return responseProblem(at.method, after) ?? responded(at, after);
      }),
  ),

  DeleteIntegrationResponse: operation(responsePlace, (request, state, context) =>
    onIntegration(state, request, context, ({ api, resource, method, integration }) => {
      const response = responseOf(integration, request.statusCode);
      if (isRefusal(response)) return response;
      const responses = integration.responses.filter((one) => one !== response);
      const after = { ...withoutRoute(method), integration: { ...integration, responses } };
      return { api: withMethod(api, resource, after), outcome: success({}) };
    }),
  ),
};

const rules = [
  itemsIn('/cacheKeyParameters'),
  replaced('/cacheNamespace'),
  replaced('/connectionId'),
  replaced('/connectionType'),
  replaced('/contentHandling'),
  replaced('/credentials'),
  replaced('/httpMethod'),
  replaced('/passthroughBehavior'),
  entriesOf('/requestParameters'),
  entriesOf('/requestTemplates'),
  replaced('/timeoutInMillis', 'number'),
  replaced('/tlsConfig/insecureSkipVerification', 'flag'),
  replaced('/uri'),
  unsimulated('/responseTransferMode'),
  unsimulated('/integrationTarget'),
];

const responseRules = [
  replaced('/contentHandling'),
  entriesOf('/responseParameters'),
  entriesOf('/responseTemplates'),
  replaced('/selectionPattern'),
];

interface Place {
  readonly api: RestApi;
  readonly resource: Resource;
  readonly method: Method;
  readonly integration: Integration;
}

function onIntegration(
  state: ApiGatewayState,
  place: MethodPlace,
  context: Context,
  perform: (at: Place) => Change | Refusal,
): Progress {
  return onMethod(state, place, context, (api, resource, method) => {
    const { integration } = method;
    if (!integration) return notFound('Invalid Integration identifier specified');
    return perform({ api, resource, method, integration });
  });
}

function integrated(
  api: RestApi,
  resource: Resource,
  method: Method,
  integration: Integration,
): Change | Refusal {
  const problem = integrationProblem(method, integration.settings);
  if (problem) return problem;
  const after = { ...withoutRoute(method), integration };
  return {
    api: withMethod(api, resource, after),
    outcome: success(integrationShown(integration)),
  };
}

function responseOf(
  { responses }: Integration,
  statusCode: string | undefined,
): IntegrationResponse | Refusal {
  return (
    responses.find((one) => one.statusCode === statusCode) ??
    notFound('Invalid Response status code specified')
  );
}

/** A response of the same status keeps its place. */
function responded(
  { api, resource, method, integration }: Place,
  response: IntegrationResponse,
): Change {
  const { responses } = integration;
  const isKnown = responses.some(({ statusCode }) => statusCode === response.statusCode);
  const after = isKnown
    ? responses.map((one) => (one.statusCode === response.statusCode ? response : one))
    : [...responses, response];
  const changed = { ...withoutRoute(method), integration: { ...integration, responses: after } };
  return { api: withMethod(api, resource, changed), outcome: success(response) };
}
