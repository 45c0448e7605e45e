/** Operations on routes. */
import { remove, values } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal } from '../../contract/outcome.ts';
import { flag, list, map, members, operation, text } from '../../contract/request-form.ts';
import { badRequest, notFound } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { RouteSettings } from '../routed-api.ts';
import { listed, paging } from './pages.ts';
import {
  answered,
  configuring,
  heldIn,
  mergedTexts,
  onApi,
  type ControlOperations,
} from './read.ts';
import { withRoute } from './route-checks.ts';
import { without } from './without.ts';

const place = { ApiId: text, RouteId: text };

const configuration = {
  ApiKeyRequired: flag,
  AuthorizationScopes: list(text),
  AuthorizationType: text,
  AuthorizerId: text,
  ModelSelectionExpression: text,
  OperationName: text,
  RequestModels: map(text),
  RequestParameters: map(members({ Required: flag })),
  RouteKey: text,
  RouteResponseSelectionExpression: text,
  Target: text,
};

export const routeOperations: ControlOperations = {
  CreateRoute: operation({ ApiId: text, ...configuration }, (request, state, context) => {
    const { ApiId, ...given } = request;
    return configuring(state, ApiId, context, (api) => {
      const settings: RouteSettings = {
        ApiKeyRequired: false,
        AuthorizationType: 'NONE',
        RouteId: idOf(context.uuid('route'), 7),
        RouteKey: '',
        ...withoutAbsent(given),
      };
      const after = withRoute(api, { settings, responses: undefined });
      return isRefusal(after) ? after : answered(after, settings);
    });
  }),

  GetRoutes: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({
      api,
      outcome: listed(
        values(api.routes).map(({ settings }) => settings),
        asked,
      ),
    })),
  ),

  GetRoute: operation(place, ({ ApiId, RouteId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const route = heldIn(api.routes, RouteId, 'Route');
      return isRefusal(route) ? route : answered(api, route.settings);
    }),
  ),

  UpdateRoute: operation({ ...place, ...configuration }, (request, state, context) => {
    const { ApiId, RouteId, ...given } = request;
    return configuring(state, ApiId, context, (api) => {
      const route = heldIn(api.routes, RouteId, 'Route');
      if (isRefusal(route)) return route;
      const before = route.settings;
      if (before.ApiGatewayManaged && (given.RouteKey ?? before.RouteKey) !== before.RouteKey) {
        return badRequest('The route key of a managed route cannot be updated');
      }
      const changed: RouteSettings = {
        ...before,
        ...withoutAbsent(given),
        ...(given.RequestModels
          ? { RequestModels: mergedTexts(before.RequestModels, given.RequestModels) }
          : {}),
        ...(given.RequestParameters
          ? { RequestParameters: { ...before.RequestParameters, ...given.RequestParameters } }
          : {}),
      };
      const settings =
        given.AuthorizationType === 'NONE'
          ? without(changed, 'AuthorizerId', 'AuthorizationScopes')
          : changed;
      const after = withRoute(api, { settings, responses: route.responses });
      return isRefusal(after) ? after : answered(after, settings);
    });
  }),

  DeleteRoute: operation(place, ({ ApiId, RouteId }, state, context) =>
    configuring(state, ApiId, context, (api) => {
      const route = heldIn(api.routes, RouteId, 'Route');
      if (isRefusal(route)) return route;
      return answered({ ...api, routes: remove(api.routes, route.settings.RouteId) }, {});
    }),
  ),

  DeleteRouteRequestParameter: operation(
    { ...place, RequestParameterKey: text },
    ({ ApiId, RouteId, RequestParameterKey = '' }, state, context) =>
      configuring(state, ApiId, context, (api) => {
        const route = heldIn(api.routes, RouteId, 'Route');
        if (isRefusal(route)) return route;
        const { RequestParameters = {} } = route.settings;
        if (member(RequestParameters, RequestParameterKey) === undefined) {
          return notFound(`Unable to find RequestParameter by key ${RequestParameterKey}`);
        }
        const kept = Object.entries(RequestParameters).filter(
          ([name]) => name !== RequestParameterKey,
        );
        const settings = { ...route.settings, RequestParameters: Object.fromEntries(kept) };
        const after = withRoute(api, { settings, responses: route.responses });
        return isRefusal(after) ? after : answered(after, {});
      }),
  ),
};
