/** Operations on authorizers. */
import { get, remove, set, values } from '@stepthrough/collections';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { list, number, operation, text } from '../../contract/request-form.ts';
import { idOf } from '../ids.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced, valuesIn } from './patch.ts';
import { askedOf, choiceProblem, missing, onApi, type ControlOperations } from './read.ts';
import { badRequest, conflict, notFound, notSimulated } from './refusals.ts';
import type { Authorizer, RestApi } from '../rest-api.ts';
import { withoutAbsent } from './rest-apis.ts';

const place = { restApiId: text, authorizerId: text };

const types = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'];

export const authorizerOperations: ControlOperations = {
  CreateAuthorizer: operation(
    {
      restApiId: text,
      name: text,
      type: text,
      providerARNs: list(text),
      authType: text,
      authorizerUri: text,
      authorizerCredentials: text,
      identitySource: text,
      identityValidationExpression: text,
      authorizerResultTtlInSeconds: number,
    },
    ({ restApiId, name, type, ...rest }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        if (name === undefined) return missing('createAuthorizerInput.name');
        if (type === undefined) return missing('createAuthorizerInput.type');
        const authorizer: Authorizer = {
          id: idOf(context.uuid('authorizer')),
          name,
          type,
          ...withoutAbsent(rest),
          authType:
            rest.authType ?? (type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
        };
        const problem = authorizerProblem(api, authorizer);
        if (problem) return problem;
        return { api: withAuthorizer(api, authorizer), outcome: success(authorizer) };
      }),
  ),

  GetAuthorizer: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const authorizer = authorizerOf(api, request.authorizerId);
      return isRefusal(authorizer) ? authorizer : askedOf(api, authorizer);
    }),
  ),

  GetAuthorizers: operation(
    { restApiId: text, limit: number, position: text },
    ({ restApiId, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(
          values(api.authorizers).map(({ settings }) => settings),
          asked,
        ),
      })),
  ),

  UpdateAuthorizer: operation({ ...place, patchOperations }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const authorizer = authorizerOf(api, request.authorizerId);
      if (isRefusal(authorizer)) return authorizer;
      const after = patched(authorizer, request.patchOperations, rules);
      if (isRefusal(after)) return after;
      const problem = authorizerProblem(api, after);
      if (problem) return problem;
      return { api: withAuthorizer(api, after), outcome: success(after) };
    }),
  ),

  DeleteAuthorizer: operation(place, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const authorizer = authorizerOf(api, request.authorizerId);
      if (isRefusal(authorizer)) return authorizer;
      if (isUsed(api, authorizer.id)) {
        return conflict(
          `Cannot delete authorizer '${authorizer.name}'. It is being used by methods in this API.`,
        );
      }
      const authorizers = remove(api.authorizers, authorizer.id);
      return { api: { ...api, authorizers }, outcome: success({}) };
    }),
  ),
};

const rules = [
  replaced('/name'),
  replaced('/type'),
  replaced('/authType'),
  replaced('/authorizerCredentials'),
  replaced('/authorizerUri'),
  replaced('/authorizerResultTtlInSeconds', 'number'),
  replaced('/identitySource'),
  replaced('/identityValidationExpression'),
  valuesIn('/providerARNs'),
];

function authorizerOf(api: RestApi, id = ''): Authorizer | Refusal {
  return get(api.authorizers, id)?.settings ?? notFound('Invalid Authorizer identifier specified');
}

function withAuthorizer(api: RestApi, authorizer: Authorizer): RestApi {
  return { ...api, authorizers: set(api.authorizers, authorizer.id, { settings: authorizer }) };
}

/** An hour, in seconds. */
const longestTtl = 3600;

function authorizerProblem(api: RestApi, authorizer: Authorizer): Refusal | undefined {
  const { id, name, type, providerARNs = [], authorizerUri, identitySource = '' } = authorizer;
  const { authorizerResultTtlInSeconds: ttl = 300 } = authorizer;
  const problem = choiceProblem('createAuthorizerInput.type', type, types);
  if (problem) return problem;
  if (name === '') return badRequest('Authorizer name cannot be empty');
  if (
    values(api.authorizers).some(({ settings: other }) => other.name === name && other.id !== id)
  ) {
    return conflict(
      `Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`,
    );
  }
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0) {
      return badRequest(
        'Invalid Authorizer: provider ARNs cannot be empty for a Cognito User Pools authorizer',
      );
    }
    return providerARNs.length > 1
      ? notSimulated('An authorizer of several user pools')
      : ttlProblem(ttl);
  }
  if (authorizerUri === undefined) return badRequest('Authorizer Uri must be specified');
  if (!/:lambda:path\/2015-03-31\/functions\/.+\/invocations$/.test(authorizerUri)) {
    return badRequest(
      `Invalid Authorizer URI: ${authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (type === 'REQUEST' && identitySource === '' && ttl > 0) {
    return badRequest('Identity source is required when authorization caching is enabled');
  }
  const wrong =
    type === 'REQUEST' && identitySource.split(',').find((one) => !isSource(one.trim()));
  if (typeof wrong === 'string' && identitySource !== '') {
    return badRequest(`Invalid request identity source expression: ${wrong.trim()}`);
  }
  return ttlProblem(ttl);
}

/** Of what a REQUEST authorizer is asked by. */
function isSource(text: string): boolean {
  return /^(?:method\.request\.(?:querystring|header)|stageVariables|context)\.[\w.-]+$/.test(text);
}

function ttlProblem(ttl: number): Refusal | undefined {
  return ttl >= 0 && ttl <= longestTtl
    ? undefined
    : badRequest(
        `Authorizer result TTL outside allowable range. TTL must be between 0 and ${longestTtl} seconds.`,
      );
}

function isUsed({ resources }: RestApi, id: string): boolean {
  return values(resources).some(({ methods }) =>
    values(methods).some(({ settings }) => settings.authorizerId === id),
  );
}
