import type { JsonObject } from '@stepthrough/json';
import type { Integration } from '../rest-api.ts';

/** As GetIntegration answers. */
export function integrationShown({ settings, responses }: Integration): JsonObject {
  return {
    ...settings,
    ...(responses.length === 0
      ? {}
      : {
          integrationResponses: Object.fromEntries(
            responses.map((response) => [response.statusCode, response]),
          ),
        }),
  };
}
