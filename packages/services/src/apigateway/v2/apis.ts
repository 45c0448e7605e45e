/** Operations on HTTP and WebSocket APIs themselves. */
import { remove, values } from '@stepthrough/collections';
import { isRefusal, success } from '../../contract/outcome.ts';
import { flag, list, map, members, number, operation, text } from '../../contract/request-form.ts';
import { timeText } from '../../contract/time-text.ts';
import { badRequest } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import { hostOf } from '../request-context.ts';
import type { ApiSettings, RoutedApi } from '../routed-api.ts';
import { apiProblem, httpSelection } from './api-checks.ts';
import { listed, paging } from './pages.ts';
import { quickCreated, retargeted } from './quick-create.ts';
import { answered, apiOf, configuring, onApi, withApi, type ControlOperations } from './read.ts';
import { without } from './without.ts';

const configuration = {
  ApiKeySelectionExpression: text,
  CorsConfiguration: members({
    AllowCredentials: flag,
    AllowHeaders: list(text),
    AllowMethods: list(text),
    AllowOrigins: list(text),
    ExposeHeaders: list(text),
    MaxAge: number,
  }),
  CredentialsArn: text,
  Description: text,
  DisableSchemaValidation: flag,
  DisableExecuteApiEndpoint: flag,
  IpAddressType: text,
  Name: text,
  RouteKey: text,
  RouteSelectionExpression: text,
  Target: text,
  Version: text,
};

export const apiOperations: ControlOperations = {
  CreateApi: operation(
    { ...configuration, ProtocolType: text, Tags: map(text) },
    (request, state, context) => {
      const { ProtocolType, Tags = {}, Target, RouteKey, CredentialsArn, ...given } = request;
      if (ProtocolType !== 'HTTP' && ProtocolType !== 'WEBSOCKET') {
        return {
          state,
          outcome: badRequest('Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]'),
        };
      }
      const ApiId = idOf(context.uuid('api'), 10);
      const isHttp = ProtocolType === 'HTTP';
      const settings: ApiSettings = {
        ApiEndpoint: `${isHttp ? 'https' : 'wss'}://${hostOf(ApiId, context)}`,
        ApiId,
        ApiKeySelectionExpression: '$request.header.x-api-key',
        CreatedDate: timeText(context.now),
        DisableExecuteApiEndpoint: false,
        IpAddressType: 'ipv4',
        Name: '',
        ProtocolType,
        RouteSelectionExpression: isHttp ? httpSelection : '',
        Tags,
        ...withoutAbsent(given),
      };
      const problem = apiProblem(settings);
      if (problem) return { state, outcome: problem };
      const quick = withoutAbsent({ Target, RouteKey, CredentialsArn });
      const api = quickCreated(emptyApi(settings), quick, context);
      return isRefusal(api)
        ? { state, outcome: api }
        : { state: withApi(state, api), outcome: success(settings) };
    },
  ),

  GetApis: operation(paging, (asked, state) => ({
    state,
    outcome: listed(
      values(state.routedApis).map(({ settings }) => settings),
      asked,
    ),
  })),

  GetApi: operation({ ApiId: text }, ({ ApiId }, state, context) =>
    onApi(state, ApiId, context, (api) => answered(api, api.settings)),
  ),

  UpdateApi: operation({ ApiId: text, ...configuration }, (request, state, context) => {
    const { ApiId, Target, RouteKey, CredentialsArn, ...given } = request;
    return configuring(state, ApiId, context, (api) => {
      const settings: ApiSettings = { ...api.settings, ...withoutAbsent(given) };
      const problem = apiProblem(settings);
      if (problem) return problem;
      const quick = withoutAbsent({ Target, RouteKey, CredentialsArn });
      const after = retargeted({ ...api, settings }, quick, context);
      return isRefusal(after) ? after : answered(after, settings);
    });
  }),

  DeleteCorsConfiguration: operation({ ApiId: text }, ({ ApiId }, state, context) =>
    configuring(state, ApiId, context, (api) => {
      const settings = without(api.settings, 'CorsConfiguration');
      return answered({ ...api, settings }, {});
    }),
  ),

  DeleteApi: operation({ ApiId: text }, ({ ApiId }, state, context) => {
    const api = apiOf(state, ApiId, context);
    if (isRefusal(api)) return { state, outcome: api };
    const routedApis = remove(state.routedApis, api.settings.ApiId);
    return { state: { ...state, routedApis }, outcome: success({}) };
  }),
};

/** An API without a route. */
export function emptyApi(settings: ApiSettings): RoutedApi {
  return {
    settings,
    routes: undefined,
    integrations: undefined,
    authorizers: undefined,
    models: undefined,
    deployments: undefined,
    stages: [],
  };
}
