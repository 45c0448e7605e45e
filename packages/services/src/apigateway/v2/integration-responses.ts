/** Operations on the responses of integrations of WebSocket APIs. */
import { remove, set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { map, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { badRequest, conflict, notSimulated, unsimulatedMember } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { Progress } from '../parking.ts';
import type { HeldIntegration, IntegrationResponse, RoutedApi } from '../routed-api.ts';
import type { ApiGatewayState } from '../state.ts';
import { expressionProblem } from './integration-checks.ts';
import { withIntegration } from './integrations.ts';
import { listed, paging } from './pages.ts';
import { answered, configuring, heldIn, type Change, type ControlOperations } from './read.ts';
import { without } from './without.ts';

const integration = { ApiId: text, IntegrationId: text };
const place = { ...integration, IntegrationResponseId: text };

const configuration = {
  ContentHandlingStrategy: text,
  IntegrationResponseKey: text,
  ResponseParameters: map(text),
  ResponseTemplates: map(text),
  TemplateSelectionExpression: text,
};

export const integrationResponseOperations: ControlOperations = {
  CreateIntegrationResponse: operation(
    { ...integration, ...configuration },
    (request, state, context) => {
      const { ContentHandlingStrategy, ...given } = without(request, 'ApiId', 'IntegrationId');
      return onIntegration(state, request, context, (api, held) => {
        const response: IntegrationResponse = {
          IntegrationResponseId: idOf(context.uuid('integration response'), 7),
          IntegrationResponseKey: '',
          ...withoutAbsent(given),
        };
        return unsimulatedMember({ ContentHandlingStrategy }) ?? responded(api, held, response);
      });
    },
  ),

  GetIntegrationResponses: operation({ ...integration, ...paging }, (request, state, context) => {
    const { MaxResults, NextToken } = request;
    return onIntegration(state, request, context, (api, { responses }) => ({
      api,
      outcome: listed(values(responses), withoutAbsent({ MaxResults, NextToken })),
    }));
  }),

  GetIntegrationResponse: operation(place, (request, state, context) =>
    onIntegration(state, request, context, (api, { responses }) => {
      const id = request.IntegrationResponseId;
      const response = heldIn(responses, id, 'IntegrationResponse');
      return isRefusal(response) ? response : answered(api, response);
    }),
  ),

  UpdateIntegrationResponse: operation(
    { ...place, ...configuration },
    (request, state, context) => {
      const { IntegrationResponseId, ContentHandlingStrategy, ...given } = without(
        request,
        'ApiId',
        'IntegrationId',
      );
      return onIntegration(state, request, context, (api, held) => {
        const before = heldIn(held.responses, IntegrationResponseId, 'IntegrationResponse');
        if (isRefusal(before)) return before;
        const response: IntegrationResponse = { ...before, ...withoutAbsent(given) };
        return unsimulatedMember({ ContentHandlingStrategy }) ?? responded(api, held, response);
      });
    },
  ),

  DeleteIntegrationResponse: operation(place, (request, state, context) =>
    onIntegration(state, request, context, (api, held) => {
      const id = request.IntegrationResponseId;
      const response = heldIn(held.responses, id, 'IntegrationResponse');
      if (isRefusal(response)) return response;
      const responses = remove(held.responses, response.IntegrationResponseId);
      return answered(withIntegration(api, { ...held, responses }), {});
    }),
  ),
};

function onIntegration(
  state: ApiGatewayState,
  { ApiId, IntegrationId }: { readonly ApiId?: string; readonly IntegrationId?: string },
  context: Context,
  perform: (api: RoutedApi, held: HeldIntegration) => Change | Refusal,
): Progress {
  return configuring(state, ApiId, context, (api) => {
    const held = heldIn(api.integrations, IntegrationId, 'Integration');
    return isRefusal(held) ? held : perform(api, held);
  });
}

function responded(
  api: RoutedApi,
  held: HeldIntegration,
  response: IntegrationResponse,
): Change | Refusal {
  const responses = set(held.responses, response.IntegrationResponseId, response);
  return (
    responseProblem(api, held, response) ??
    answered(withIntegration(api, { ...held, responses }), response)
  );
}

function responseProblem(
  { settings }: RoutedApi,
  { responses }: HeldIntegration,
  response: IntegrationResponse,
): Refusal | undefined {
  const { IntegrationResponseKey: key, IntegrationResponseId: id } = response;
  if (settings.ProtocolType === 'HTTP') {
    return badRequest(
      'IntegrationResponses are currently not supported for this API protocol type.',
    );
  }
  if (key !== '$default' && !/^\/.+\/$/s.test(key)) {
    return badRequest(`Invalid IntegrationResponseKey specified: ${key}`);
  }
  const isTaken = values(responses).some(
    (one) => one.IntegrationResponseKey === key && one.IntegrationResponseId !== id,
  );
  if (isTaken) {
    return conflict(`IntegrationResponse with key ${key} already exists for this Integration`);
  }
  const { ResponseParameters = {}, TemplateSelectionExpression } = response;
  return Object.keys(ResponseParameters).length > 0
    ? notSimulated('ResponseParameters of a WebSocket API')
    : expressionProblem(TemplateSelectionExpression);
}
