/** The control plane of REST APIs: all operations by their names. */
import { apiKeyOperations } from '../control/api-keys.ts';
import { authorizerOperations } from '../control/authorizers.ts';
import { deploymentOperations } from '../control/deployments.ts';
import { gatewayResponseOperations } from '../control/gateway-responses.ts';
import { integrationOperations } from '../control/integrations.ts';
import { methodOperations } from '../control/methods.ts';
import { modelOperations } from '../control/models.ts';
import { importOperations } from '../control/openapi/import-operations.ts';
import type { ControlOperations } from '../control/read.ts';
import { requestValidatorOperations } from '../control/request-validators.ts';
import { resourceOperations } from '../control/resources.ts';
import { restApiOperations } from '../control/rest-apis.ts';
import { stageOperations } from '../control/stages.ts';
import { tagOperations } from '../control/tags.ts';
import { testInvokeOperations } from '../control/test-invoke.ts';
import { usagePlanOperations } from '../control/usage-plans.ts';

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
  ...importOperations,
};
