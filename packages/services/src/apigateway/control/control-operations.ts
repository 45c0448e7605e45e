/** The control plane of REST APIs: all operations by their names. */
import { apiKeyOperations } from './api-keys.ts';
import { authorizerOperations } from './authorizers.ts';
import { deploymentOperations } from './deployments.ts';
import { gatewayResponseOperations } from './gateway-responses.ts';
import { integrationOperations } from './integrations.ts';
import { methodOperations } from './methods.ts';
import { modelOperations } from './models.ts';
import type { ControlOperations } from './read.ts';
import { requestValidatorOperations } from './request-validators.ts';
import { resourceOperations } from './resources.ts';
import { restApiOperations } from './rest-apis.ts';
import { stageOperations } from './stages.ts';
import { tagOperations } from './tags.ts';
import { testInvokeOperations } from './test-invoke.ts';
import { usagePlanOperations } from './usage-plans.ts';

export const controlOperations: ControlOperations = {
  ...restApiOperations,
  ...resourceOperations,
  ...methodOperations,
  ...integrationOperations,
  ...deploymentOperations,
  ...stageOperations,
  ...modelOperations,
  ...requestValidatorOperations,
  ...authorizerOperations,
  ...gatewayResponseOperations,
  ...apiKeyOperations,
  ...usagePlanOperations,
  ...tagOperations,
  ...testInvokeOperations,
};
