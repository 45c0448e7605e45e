import type { TaskIntegrations } from '../../contract/task-integration.ts';
import { controlIntegration } from '../control/sdk-shapes.ts';
import { httpResult, sdkWithTexts } from '../../contract/task-shapes.ts';

export const integrations: TaskIntegrations = {
  optimized: {
    'apigateway:invoke': {
      causeName: 'ApiGateway',
      signal: (parameters) => ({ service: 'apigateway', signal: { kind: 'invoke', parameters } }),
      result: (response) => httpResult(response, (status) => `ApiGateway.${status}`),
    },
  },
  sdk: {
    apigatewaymanagementapi: sdkWithTexts(),
    apigateway: controlIntegration,
    apigatewayv2: { ...sdkWithTexts(), api: 'apigatewayv2' },
  },
};
