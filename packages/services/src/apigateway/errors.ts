/** Answers of the gateway itself, by type; an API may have its own text for each. */
import type { Api } from '@stepthrough/scenario';
import { member } from '@stepthrough/json';
import { textOfContent } from '../contract/content.ts';
import type { Arrival, HttpResponse } from './state.ts';
import { renderTemplate } from './velocity/render-template.ts';

const types = {
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ],
  UNKNOWN_STAGE: [403, 'Forbidden', 'ForbiddenException'],
  RESOURCE_NOT_FOUND: [404, 'Not Found', undefined],
  INVALID_API_KEY: [403, 'Forbidden', 'ForbiddenException'],
  INVALID_SIGNATURE: [
    403,
    'The security token included in the request is invalid.',
    'UnrecognizedClientException',
  ],
  EXPIRED_TOKEN: [
    403,
    'The security token included in the request is expired',
    'ExpiredTokenException',
  ],
  UNAUTHORIZED: [401, 'Unauthorized', 'UnauthorizedException'],
  ACCESS_DENIED: [403, 'User is not authorized to access this resource', 'AccessDeniedException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, null, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, null, 'InternalServerErrorException'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters', 'BadRequestException'],
  BAD_REQUEST_BODY: [400, 'Invalid request body', 'BadRequestException'],
  REQUEST_TOO_LARGE: [413, 'Request Entity Too Large', 'RequestTooLargeException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type', 'BadRequestException'],
  THROTTLED: [429, 'Too Many Requests', 'TooManyRequestsException'],
  QUOTA_EXCEEDED: [429, 'Limit Exceeded', 'LimitExceededException'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
  INTEGRATION_FAILURE: [502, 'Internal server error', 'InternalServerErrorException'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error', 'InternalServerErrorException'],
  CACHE_INVALIDATION: [403, 'Forbidden', 'AccessDeniedException'],
} as const;

export type GatewayErrorType = keyof typeof types;

/** The status that a type is said to have; `undefined` for what stands for several types. */
export function gatewayErrorStatus(type: string): number | undefined {
  return said.get(type) ?? Object.entries(types).find(([name]) => name === type)?.[1][0];
}

/** One that the gateway never answers here, and one that a function's malformed answer, 502, counts to. */
const said: ReadonlyMap<string, number> = new Map([
  ['WAF_FILTERED', 403],
  ['INTEGRATION_FAILURE', 504],
]);

/** HTTP APIs have texts of their own. */
const httpApi: { readonly [T in GatewayErrorType]?: readonly [number, string] } = {
  INVALID_API_KEY: [403, 'Forbidden'],
  ACCESS_DENIED: [403, 'Forbidden'],
  INVALID_SIGNATURE: [403, 'Forbidden'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Forbidden'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'Internal Server Error'],
  AUTHORIZER_FAILURE: [500, 'Internal Server Error'],
  INTEGRATION_FAILURE: [500, 'Internal Server Error'],
  API_CONFIGURATION_ERROR: [500, 'Internal Server Error'],
  INTEGRATION_TIMEOUT: [503, 'Service Unavailable'],
};

/** The answer of this type, in the API's own words where it has some. */
export function gatewayError(
  type: GatewayErrorType,
  arrival: Arrival,
  message?: string,
): HttpResponse {
  const { api } = arrival.declared;
  const [status, text, errorType] = types[type];
  const own = api.type === 'HTTP' ? httpApi[type] : undefined;
  const said = message ?? own?.[1] ?? text;
  const number = own?.[0] ?? status;
  const custom = customised(api, type, number);
  const headers = {
    'Content-Type': 'application/json',
    ...(errorType === undefined || own ? {} : { 'x-amzn-ErrorType': errorType }),
    ...custom?.headers,
  };
  // Access denied is spelled with a capital by the gateway.
  const field = type === 'ACCESS_DENIED' && !own ? 'Message' : 'message';
  return {
    status: custom?.status ?? number,
    headers,
    body:
      custom?.template === undefined
        ? JSON.stringify({ [field]: said })
        : rendered(custom.template, type, said, arrival),
  };
}

/** The response of that type, or the default for its class. */
function customised(
  { gatewayResponses }: Api,
  type: GatewayErrorType,
  status: number,
): Api['gatewayResponses'][string] | undefined {
  // The API has not been reached.
  if (type === 'UNKNOWN_STAGE') return undefined;
  return (
    member(gatewayResponses, type) ??
    member(gatewayResponses, status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  );
}

function rendered(
  template: string,
  type: GatewayErrorType,
  message: string | null,
  { request, declared }: Arrival,
): string {
  const { stage } = declared;
  const facts = {
    body: request.body === undefined ? '' : textOfContent(request.body),
    parameters: { path: {}, querystring: {}, header: request.headers },
    context: {
      requestId: request.id,
      stage: stage.name,
      error: {
        message,
        messageString: JSON.stringify(message),
        responseType: type,
        validationErrorString: message,
      },
    },
    stageVariables: stage.variables,
  };
  // Only references are filled here; there are no directives.
  return renderTemplate(template, facts).text;
}
