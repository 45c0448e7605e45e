/** Operations on the responses of routes of WebSocket APIs: with one, an answer goes back to the client. */
import { remove, set, values } from '@stepthrough/collections';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import { flag, map, members, operation, text } from '../../contract/request-form.ts';
import type { Context } from '../../contract/service.ts';
import { badRequest, conflict } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { Progress } from '../parking.ts';
import type { HeldRoute, RouteResponse, RoutedApi } from '../routed-api.ts';
import type { ApiGatewayState } from '../state.ts';
import { listed, paging } from './pages.ts';
import { answered, configuring, heldIn, type Change, type ControlOperations } from './read.ts';
import { without } from './without.ts';

const route = { ApiId: text, RouteId: text };
const place = { ...route, RouteResponseId: text };

const configuration = {
  ModelSelectionExpression: text,
  ResponseModels: map(text),
  ResponseParameters: map(members({ Required: flag })),
  RouteResponseKey: text,
};

export const routeResponseOperations: ControlOperations = {
  CreateRouteResponse: operation({ ...route, ...configuration }, (request, state, context) => {
    const given = without(request, 'ApiId', 'RouteId');
    return onRoute(state, request, context, (api, held) => {
      const response: RouteResponse = {
        RouteResponseId: idOf(context.uuid('route response'), 7),
        RouteResponseKey: '',
        ...withoutAbsent(given),
      };
      const { RouteResponseKey: key } = response;
      const isTaken = values(held.responses).some((one) => one.RouteResponseKey === key);
      return (
        responseProblem(api, response) ??
        (isTaken
          ? conflict(`RouteResponse with key ${key} already exists for this Route`)
          : undefined) ??
        answered(withResponse(api, held, response), response)
      );
    });
  }),

  GetRouteResponses: operation({ ...route, ...paging }, (request, state, context) => {
    const { MaxResults, NextToken } = request;
    return onRoute(state, request, context, (api, { responses }) => ({
      api,
      outcome: listed(values(responses), withoutAbsent({ MaxResults, NextToken })),
    }));
  }),

  GetRouteResponse: operation(place, (request, state, context) =>
    onRoute(state, request, context, (api, { responses }) => {
      const response = heldIn(responses, request.RouteResponseId, 'RouteResponse');
      return isRefusal(response) ? response : answered(api, response);
    }),
  ),

  UpdateRouteResponse: operation({ ...place, ...configuration }, (request, state, context) => {
    const { RouteResponseId, ...given } = without(request, 'ApiId', 'RouteId');
    return onRoute(state, request, context, (api, held) => {
      const before = heldIn(held.responses, RouteResponseId, 'RouteResponse');
      if (isRefusal(before)) return before;
      const response: RouteResponse = { ...before, ...withoutAbsent(given) };
      return (
        responseProblem(api, response) ?? answered(withResponse(api, held, response), response)
      );
    });
  }),

  DeleteRouteResponse: operation(place, (request, state, context) =>
    onRoute(state, request, context, (api, held) => {
      const response = heldIn(held.responses, request.RouteResponseId, 'RouteResponse');
      if (isRefusal(response)) return response;
      const responses = remove(held.responses, response.RouteResponseId);
      return answered(withHeld(api, { settings: held.settings, responses }), {});
    }),
  ),
};

function responseProblem(
  { settings }: RoutedApi,
  { RouteResponseKey }: RouteResponse,
): Refusal | undefined {
  if (settings.ProtocolType === 'HTTP') {
    return badRequest('RouteResponses are currently not supported for this API protocol type.');
  }
  return RouteResponseKey === '$default'
    ? undefined
    : badRequest('Currently, only $default is supported as a RouteResponseKey.');
}

function onRoute(
  state: ApiGatewayState,
  { ApiId, RouteId }: { readonly ApiId?: string; readonly RouteId?: string },
  context: Context,
  perform: (api: RoutedApi, held: HeldRoute) => Change | Refusal,
): Progress {
  return configuring(state, ApiId, context, (api) => {
    const held = heldIn(api.routes, RouteId, 'Route');
    return isRefusal(held) ? held : perform(api, held);
  });
}

/** One response of a key: another is in its place. */
function withResponse(api: RoutedApi, { settings, responses }: HeldRoute, response: RouteResponse) {
  return withHeld(api, {
    settings,
    responses: set(responses, response.RouteResponseId, response),
  });
}

function withHeld(api: RoutedApi, held: HeldRoute): RoutedApi {
  return { ...api, routes: set(api.routes, held.settings.RouteId, held) };
}
