/** The control plane of HTTP and WebSocket APIs, `apigatewayv2`: all operations by their names. */
import { apiOperations } from './apis.ts';
import { authorizerOperations } from './authorizers.ts';
import { deploymentOperations } from './deployments.ts';
import { integrationResponseOperations } from './integration-responses.ts';
import { integrationOperations } from './integrations.ts';
import { modelOperations } from './models.ts';
import type { ControlOperations } from './read.ts';
import { routeResponseOperations } from './route-responses.ts';
import { routeOperations } from './routes.ts';
import { stageOperations } from './stages.ts';
import { tagOperations } from './tags.ts';

export const routedApiOperations: ControlOperations = {
  ...apiOperations,
  ...routeOperations,
  ...routeResponseOperations,
  ...integrationOperations,
  ...integrationResponseOperations,
  ...authorizerOperations,
  ...stageOperations,
  ...deploymentOperations,
  ...modelOperations,
  ...tagOperations,
};
