/** Answers of the gateway itself, by type. */
import type { HttpResponse } from './state.ts';

const types = {
  MISSING_AUTHENTICATION_TOKEN: [
    403,
    'Missing Authentication Token',
    'MissingAuthenticationTokenException',
  ],
  NOT_FOUND: [404, 'Not Found', undefined],
  INVALID_API_KEY: [403, 'Forbidden', 'ForbiddenException'],
  UNAUTHORIZED: [401, 'Unauthorized', 'UnauthorizedException'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters', 'BadRequestException'],
  BAD_REQUEST_BODY: [400, 'Invalid request body', 'BadRequestException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type', 'BadRequestException'],
  THROTTLED: [429, 'Too Many Requests', 'TooManyRequestsException'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
  INTEGRATION_FAILURE: [502, 'Internal server error', 'InternalServerErrorException'],
  DEFAULT_5XX: [500, 'Internal server error', 'InternalServerErrorException'],
} as const;

export type GatewayErrorType = keyof typeof types;

export function gatewayError(type: GatewayErrorType, message?: string): HttpResponse {
  const [status, text, errorType] = types[type];
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      ...(errorType === undefined ? {} : { 'x-amzn-ErrorType': errorType }),
    },
    body: JSON.stringify({ message: message ?? text }),
  };
}
