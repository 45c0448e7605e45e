/** Answers of the gateway itself, by type; an API may have its own text for each. */
import type { Api } from '@stepthrough/scenario';
import { type Json, member, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { HttpResponse, Pending } from './state.ts';
import { stageOf } from './stages.ts';
import { renderTemplate } from './velocity/render-template.ts';

const types = {
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ],
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
  {
    pending,
    context,
    message,
  }: {
    readonly pending: Pending;
    readonly context: Context;
    readonly message?: string;
  },
): HttpResponse {
  const api: Partial<Api> = member(context.setting.scenario.resources.apis, pending.api) ?? {};
  const [status, text, errorType] = types[type];
  const own = api['type'] === 'HTTP' ? httpApi[type] : undefined;
  const said = message ?? own?.[1] ?? text;
  const number = own?.[0] ?? status;
  const custom = customised(api, type, number);
  const headers = {
    'Content-Type': 'application/json',
    ...(errorType === undefined || own ? {} : { 'x-amzn-ErrorType': errorType }),
    ...((custom?.['headers'] ?? {}) as { readonly [name: string]: string }),
  };
  // Access denied is spelled with a capital by the gateway.
  const field = type === 'ACCESS_DENIED' && !own ? 'Message' : 'message';
  const template = custom?.['template'];
  return {
    status: Number(custom?.['status'] ?? number),
    headers,
    body:
      typeof template === 'string'
        ? rendered(template, type, said, pending, context)
        : JSON.stringify({ [field]: said }),
  };
}

/** The response of that type, or the default for its class. */
function customised(api: JsonObject, type: string, status: number): JsonObject | undefined {
  const responses = (api['gatewayResponses'] ?? {}) as { readonly [type: string]: JsonObject };
  return member(responses, type) ?? responses[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
}

function rendered(
  template: string,
  type: string,
  message: Json,
  { request, api, stage }: Pending,
  { setting }: Context,
): string {
  const declared = member(setting.scenario.resources.apis, api) ?? {};
  const facts = {
    body: request.body ?? '',
    parameters: { path: {}, querystring: {}, header: request.headers },
    context: {
      requestId: request.id,
      stage,
      error: {
        message,
        messageString: JSON.stringify(message),
        responseType: type,
        validationErrorString: message,
      },
    },
    stageVariables: stageOf(declared, stage).variables,
  };
  // Only references are filled here; there are no directives.
  return renderTemplate(template, facts).text;
}
