/** What a Task gets of what a service answers, at the edges of a success. */
import { services, type TaskIntegrations } from '@stepthrough/services';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

const answered = { pattern: 'requestResponse', isSubmitted: false, requestId: 'id' } as const;

function resultOf(integrations: TaskIntegrations | undefined, action: string, response: Json) {
  return integrations?.optimized?.[action]?.result(response, answered);
}

describe('a response over HTTP', () => {
  it.each([
    ['http:invoke', services.http.integrations, 'States.Http.StatusCode.'],
    ['apigateway:invoke', services.apigateway.integrations, 'ApiGateway.'],
  ])('of %s is a result from 200 to 299', (action, integrations, prefix) => {
    for (const StatusCode of [200, 299]) {
      const response = { StatusCode, ResponseBody: 'b' };
      expect(resultOf(integrations, action, response)).toEqual({ output: response });
    }
    for (const StatusCode of [199, 300]) {
      expect(resultOf(integrations, action, { StatusCode, ResponseBody: 'b' })).toEqual({
        failed: { error: `${prefix}${StatusCode}`, cause: 'b' },
      });
    }
  });
});
