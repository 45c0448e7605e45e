/** What AWS refuses of an authorizer, and what is not simulated of one. */
import { values } from '@stepthrough/collections';
import { firstOf } from '../../contract/first-of.ts';
import type { Refusal } from '../../contract/outcome.ts';
import { badRequest, conflict, notSimulated } from '../control/refusals.ts';
import { functionIn } from '../control/integration-target.ts';
import type { AuthorizerSettings, RoutedApi } from '../routed-api.ts';

export function authorizerProblem(
  api: RoutedApi,
  settings: AuthorizerSettings,
): Refusal | undefined {
  const { AuthorizerType, AuthorizerId, Name } = settings;
  const isHttp = api.settings.ProtocolType === 'HTTP';
  if (Name === '') return badRequest('Authorizer name cannot be empty');
  const isTaken = values(api.authorizers).some(
    ({ settings: other }) => other.Name === Name && other.AuthorizerId !== AuthorizerId,
  );
  if (isTaken) {
    return conflict(
      `Authorizer name must be unique. Authorizer ${Name} already exists in this RestApi.`,
    );
  }
  if (isHttp && AuthorizerType === 'JWT') return jwtProblem(settings);
  if (AuthorizerType !== 'REQUEST') {
    return badRequest(
      isHttp
        ? `Invalid authorizer type specified: ${AuthorizerType}`
        : 'Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.',
    );
  }
  return (
    functionProblem(settings) ?? (isHttp ? requestProblem(settings) : webSocketProblem(settings))
  );
}

function jwtProblem({ JwtConfiguration, IdentitySource = [] }: AuthorizerSettings) {
  if (JwtConfiguration === undefined) {
    return badRequest('JwtConfiguration must not be null for JWT Authorizer');
  }
  const { Issuer = '', Audience = [] } = JwtConfiguration;
  if (!/^https:\/\/[^\s/?#]+/.test(Issuer)) {
    return badRequest('Invalid issuer: Issuer is not a valid URL for JWT Authorizer');
  }
  if (Audience.length === 0)
    return badRequest('Audience list must have at least 1 item for JWT Authorizer');
  const [source = ''] = IdentitySource;
  const isSource =
    IdentitySource.length === 1 && /^\$request\.(?:header|querystring)\.[^ ]+$/.test(source);
  return isSource
    ? undefined
    : badRequest(`Invalid identity source for JWT Authorizer: ${IdentitySource.join(',')}`);
}

function functionProblem({ AuthorizerUri: uri }: AuthorizerSettings): Refusal | undefined {
  if (uri === undefined || uri === '') {
    return badRequest('AuthorizerUri is a required field in an Authorizer');
  }
  return functionIn(uri) === undefined
    ? badRequest(
        `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
      )
    : undefined;
}

/** An hour, in seconds. */
const longestTtl = 3600;

function requestProblem(settings: AuthorizerSettings): Refusal | undefined {
  const { AuthorizerPayloadFormatVersion: version = '', EnableSimpleResponses } = settings;
  const { AuthorizerResultTtlInSeconds: ttl = 0, IdentitySource = [] } = settings;
  if (version === '') {
    return badRequest(
      'AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer',
    );
  }
  if (version !== '1.0' && version !== '2.0') {
    return badRequest(`Unsupported AuthorizerPayloadFormatVersion: ${version}`);
  }
  if (EnableSimpleResponses === true && version !== '2.0') {
    return badRequest(
      'EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".',
    );
  }
  if (ttl < 0 || ttl > longestTtl) {
    return badRequest(
      `Authorizer result TTL outside allowable range. TTL must be between 0 and ${longestTtl} seconds.`,
    );
  }
  if (ttl > 0 && IdentitySource.length === 0) {
    return badRequest(
      'Identity source must be set if authorizer caching is enabled (TTL is greater than 0)',
    );
  }
  return firstOf(IdentitySource, (source) => {
    if (/^\$context\.[^ ]+$/.test(source)) return notSimulated(`The identity source ${source}`);
    return /^\$(?:request\.(?:header|querystring)|stageVariables)\.[^ ]+$/.test(source)
      ? undefined
      : badRequest(
          `Invalid identity source expression: ${source}. The source must be a request header, request querystring, stage variable or context parameter`,
        );
  });
}

function webSocketProblem(settings: AuthorizerSettings): Refusal | undefined {
  const { IdentitySource = [], EnableSimpleResponses, JwtConfiguration } = settings;
  const { AuthorizerPayloadFormatVersion: version } = settings;
  if (EnableSimpleResponses === true || JwtConfiguration !== undefined || version !== undefined) {
    return badRequest(
      'EnableSimpleResponses, JwtConfiguration and AuthorizerPayloadFormatVersion are only supported for HTTP APIs',
    );
  }
  return firstOf(IdentitySource, (source) => {
    if (/^context\.[^ ]+$/.test(source)) return notSimulated(`The identity source ${source}`);
    return /^(?:route\.request\.(?:header|querystring)|stageVariables)\.[^ ]+$/.test(source)
      ? undefined
      : badRequest(`Invalid request identity source expression: ${source}`);
  });
}
