/** Operations on integrations. */
import { remove, set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { map, members, number, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { badRequest, conflict, unsimulatedMember } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { HeldIntegration, IntegrationSettings, Protocol, RoutedApi } from '../routed-api.ts';
import { integrationProblem, longestTimeout } from './integration-checks.ts';
import { listed, paging } from './pages.ts';
import {
  answered,
  configuring,
  heldIn,
  mergedTexts,
  onApi,
  type Change,
  type ControlOperations,
} from './read.ts';
import { targetIdOf } from './served-route.ts';
import { without } from './without.ts';

const place = { ApiId: text, IntegrationId: text };

const configuration = {
  ConnectionId: text,
  ConnectionType: text,
  ContentHandlingStrategy: text,
  CredentialsArn: text,
  Description: text,
  IntegrationMethod: text,
  IntegrationSubtype: text,
  IntegrationType: text,
  IntegrationUri: text,
  PassthroughBehavior: text,
  PayloadFormatVersion: text,
  RequestParameters: map(text),
  RequestTemplates: map(text),
  ResponseParameters: map(map(text)),
  TemplateSelectionExpression: text,
  TimeoutInMillis: number,
  TlsConfig: members({ ServerNameToVerify: text }),
};

export const integrationOperations: ControlOperations = {
  CreateIntegration: operation({ ApiId: text, ...configuration }, (request, state, context) => {
    const { ApiId, ...rest } = request;
    const given = without(rest, 'ConnectionId', 'ContentHandlingStrategy', 'TlsConfig');
    return configuring(state, ApiId, context, (api) => {
      const settings: IntegrationSettings = {
        ConnectionType: 'INTERNET',
        IntegrationId: idOf(context.uuid('integration'), 7),
        IntegrationType: '',
        ...usual(api.settings.ProtocolType, given),
        ...withoutAbsent(given),
      };
      const problem = linkProblem(request);
      return problem ?? integrated(api, { settings, responses: undefined }, context);
    });
  }),

  GetIntegrations: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({
      api,
      outcome: listed(
        values(api.integrations).map(({ settings }) => settings),
        asked,
      ),
    })),
  ),

  GetIntegration: operation(place, ({ ApiId, IntegrationId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const integration = heldIn(api.integrations, IntegrationId, 'Integration');
      return isRefusal(integration) ? integration : answered(api, integration.settings);
    }),
  ),

  UpdateIntegration: operation({ ...place, ...configuration }, (request, state, context) => {
    const { ApiId, IntegrationId, ...rest } = request;
    const given = without(rest, 'ConnectionId', 'ContentHandlingStrategy', 'TlsConfig');
    return configuring(state, ApiId, context, (api) => {
      const integration = heldIn(api.integrations, IntegrationId, 'Integration');
      if (isRefusal(integration)) return integration;
      const before = integration.settings;
      if (before.ApiGatewayManaged) return managed();
      const { RequestParameters, ResponseParameters } = given;
      const settings: IntegrationSettings = {
        ...before,
        ...withoutAbsent(given),
        ...(RequestParameters
          ? { RequestParameters: mergedTexts(before.RequestParameters, RequestParameters) }
          : {}),
        ...(ResponseParameters
          ? { ResponseParameters: mergedByStatus(before.ResponseParameters, ResponseParameters) }
          : {}),
      };
      const problem = linkProblem(request);
      return problem ?? integrated(api, { ...integration, settings }, context);
    });
  }),

  DeleteIntegration: operation(place, ({ ApiId, IntegrationId }, state, context) =>
    configuring(state, ApiId, context, (api) => {
      const integration = heldIn(api.integrations, IntegrationId, 'Integration');
      if (isRefusal(integration)) return integration;
      const id = integration.settings.IntegrationId;
      const routes = values(api.routes).filter(({ settings }) => targetIdOf(settings) === id);
      if (routes.length > 0) {
        const ids = routes.map(({ settings }) => settings.RouteId).join(', ');
        return conflict(
          `Cannot delete Integration because it is referenced by the following Routes with Ids: [${ids}]`,
        );
      }
      return answered({ ...api, integrations: remove(api.integrations, id) }, {});
    }),
  ),
};

type Given = Partial<Pick<IntegrationSettings, 'IntegrationType' | 'IntegrationSubtype'>>;

/** What an integration has that a request says nothing of. */
function usual(
  protocol: Protocol,
  { IntegrationType = '', IntegrationSubtype }: Given,
): Pick<
  IntegrationSettings,
  | 'IntegrationMethod'
  | 'IntegrationResponseSelectionExpression'
  | 'PassthroughBehavior'
  | 'PayloadFormatVersion'
  | 'TimeoutInMillis'
> {
  const isHttp = protocol === 'HTTP';
  const isFunction = IntegrationType === 'AWS_PROXY' && IntegrationSubtype === undefined;
  return {
    ...(isFunction ? { IntegrationMethod: 'POST' } : {}),
    ...(isHttp
      ? {}
      : {
          IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
          PassthroughBehavior: 'WHEN_NO_MATCH',
        }),
    // A function of an HTTP API has two, of which the request has to name one.
    PayloadFormatVersion: isHttp && isFunction ? '' : '1.0',
    TimeoutInMillis: longestTimeout(isHttp),
  };
}

/** Of private connections, and of bytes in frames. */
interface Link {
  readonly ConnectionType?: string;
  readonly ConnectionId?: string;
  readonly ContentHandlingStrategy?: string;
  readonly TlsConfig?: object;
}

function linkProblem(request: Link): Refusal | undefined {
  const { ConnectionType, ConnectionId, ContentHandlingStrategy, TlsConfig } = request;
  if (ConnectionType === 'VPC_LINK' && (ConnectionId ?? '') === '') {
    return badRequest('ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK');
  }
  return unsimulatedMember({ ConnectionId, ContentHandlingStrategy, TlsConfig });
}

function managed(): Refusal {
  return badRequest('A managed integration can only be updated through UpdateApi');
}

/** The API with an integration, and routes to it that no longer are what the scenario declares. */
export function withIntegration(api: RoutedApi, integration: HeldIntegration): RoutedApi {
  const { IntegrationId } = integration.settings;
  const routes = values(api.routes)
    .filter(({ settings, declared }) => declared && targetIdOf(settings) === IntegrationId)
    .reduce(
      (all, { settings, responses }) => set(all, settings.RouteId, { settings, responses }),
      api.routes,
    );
  return { ...api, routes, integrations: set(api.integrations, IntegrationId, integration) };
}

function integrated(
  api: RoutedApi,
  integration: HeldIntegration,
  context: Context,
): Change | Refusal {
  const { settings } = integration;
  return (
    integrationProblem(api, settings, context) ??
    answered(withIntegration(api, integration), settings)
  );
}

type ByStatus = NonNullable<IntegrationSettings['ResponseParameters']>;

/** A status without parameters is taken away. */
function mergedByStatus(before: ByStatus = {}, given: ByStatus): ByStatus {
  const all = Object.entries({ ...before, ...given });
  return Object.fromEntries(all.filter(([, mapped]) => Object.keys(mapped).length > 0));
}
