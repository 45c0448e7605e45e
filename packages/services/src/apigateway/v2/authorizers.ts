/** Operations on authorizers. */
import { get, remove, set, size, values } from '@stepthrough/collections';
import { failure, isRefusal, type Refusal } from '../../contract/outcome.ts';
import { flag, list, members, number, operation, text } from '../../contract/request-form.ts';
import { conflict, notFound } from '../control/refusals.ts';
import { withoutAbsent } from '../control/rest-apis.ts';
import { idOf } from '../ids.ts';
import type { AuthorizerSettings, RoutedApi } from '../routed-api.ts';
import { authorizerProblem } from './authorizer-checks.ts';
import { listed, paging } from './pages.ts';
import { answered, configuring, onApi, type Change, type ControlOperations } from './read.ts';

const place = { ApiId: text, AuthorizerId: text };

const configuration = {
  AuthorizerCredentialsArn: text,
  AuthorizerPayloadFormatVersion: text,
  AuthorizerResultTtlInSeconds: number,
  AuthorizerType: text,
  AuthorizerUri: text,
  EnableSimpleResponses: flag,
  IdentitySource: list(text),
  IdentityValidationExpression: text,
  JwtConfiguration: members({ Audience: list(text), Issuer: text }),
  Name: text,
};

/** Of one API. */
const mostAuthorizers = 10;

export const authorizerOperations: ControlOperations = {
  CreateAuthorizer: operation({ ApiId: text, ...configuration }, (request, state, context) => {
    const { ApiId, ...given } = request;
    return configuring(state, ApiId, context, (api) => {
      if (size(api.authorizers) >= mostAuthorizers) return tooMany();
      const isCached = api.settings.ProtocolType === 'HTTP' && given.AuthorizerType === 'REQUEST';
      return authorized(api, {
        AuthorizerId: idOf(context.uuid('authorizer')),
        AuthorizerType: '',
        ...(isCached ? { AuthorizerResultTtlInSeconds: 300, EnableSimpleResponses: false } : {}),
        Name: '',
        ...withoutAbsent(given),
      });
    });
  }),

  GetAuthorizers: operation({ ApiId: text, ...paging }, ({ ApiId, ...asked }, state, context) =>
    onApi(state, ApiId, context, (api) => ({
      api,
      outcome: listed(
        values(api.authorizers).map(({ settings }) => settings),
        asked,
      ),
    })),
  ),

  GetAuthorizer: operation(place, ({ ApiId, AuthorizerId }, state, context) =>
    onApi(state, ApiId, context, (api) => {
      const authorizer = authorizerOf(api, AuthorizerId);
      return isRefusal(authorizer) ? authorizer : answered(api, authorizer);
    }),
  ),

  UpdateAuthorizer: operation({ ...place, ...configuration }, (request, state, context) => {
    const { ApiId, AuthorizerId, ...given } = request;
    return configuring(state, ApiId, context, (api) => {
      const before = authorizerOf(api, AuthorizerId);
      if (isRefusal(before)) return before;
      return authorized(api, {
        ...before,
        ...withoutAbsent(given),
        ...(given.JwtConfiguration
          ? {
              JwtConfiguration: {
                ...before.JwtConfiguration,
                ...withoutAbsent(given.JwtConfiguration),
              },
            }
          : {}),
      });
    });
  }),

  DeleteAuthorizer: operation(place, ({ ApiId, AuthorizerId }, state, context) =>
    configuring(state, ApiId, context, (api) => {
      const authorizer = authorizerOf(api, AuthorizerId);
      if (isRefusal(authorizer)) return authorizer;
      const { AuthorizerId: id, Name } = authorizer;
      const route = values(api.routes).find(({ settings }) => settings.AuthorizerId === id);
      if (route) {
        return conflict(
          `Cannot delete authorizer '${Name}', is referenced in route: ${route.settings.RouteKey}`,
        );
      }
      return answered({ ...api, authorizers: remove(api.authorizers, id) }, {});
    }),
  ),
};

function authorizerOf(api: RoutedApi, id = ''): AuthorizerSettings | Refusal {
  return get(api.authorizers, id)?.settings ?? notFound('Invalid Authorizer identifier specified');
}

function authorized(api: RoutedApi, settings: AuthorizerSettings): Change | Refusal {
  const { AuthorizerId } = settings;
  return (
    authorizerProblem(api, settings) ??
    answered({ ...api, authorizers: set(api.authorizers, AuthorizerId, { settings }) }, settings)
  );
}

function tooMany(): Refusal {
  const message =
    'Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.';
  return failure('ConflictException', message, 429);
}
