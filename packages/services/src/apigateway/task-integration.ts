import { isArray, isObject, type JsonObject } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { httpResult, sdkWithTexts } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'apigateway:invoke': {
      causeName: 'ApiGateway',
      signal: (parameters) => ({ service: 'apigateway', signal: { kind: 'invoke', parameters } }),
      refuse: headerProblem,
      result: (response) => httpResult(response, (status) => `ApiGateway.${status}`),
    },
  },
  sdk: { apigatewaymanagementapi: sdkWithTexts() },
};

const forbiddenHeaders =
  /^(?:authorization|connection|content-md5|expect|host|max-forwards|proxy-authenticate|server|te|transfer-encoding|trailer|upgrade|via|www-authenticate|x-forwarded.*|x-amzn?.*)$/i;

/** Header values are lists; some headers are API Gateway's own. */
function headerProblem({ Headers }: JsonObject): string | undefined {
  if (!isObject(Headers)) return undefined;
  const isRight = Object.entries(Headers).every(
    ([name, value]) => isArray(value) && !forbiddenHeaders.test(name),
  );
  return isRight ? undefined : "The value of the field 'Headers' has an invalid format";
}
