/** What a definition says of the API itself, and of what all of its methods share. */
import { isObject, member, type JsonObject } from '@stepthrough/json';
import { withoutAbsent } from '../rest-apis.ts';
import { flagIn, numberIn, objectIn, textIn, type Definition } from './definition.ts';
import type { GatewayResponsePlan, RequestValidatorPlan, SettingsPlan } from './plan.ts';

export function settingsOf(definition: Definition): SettingsPlan {
  const { root } = definition;
  warnOfMissing(definition);
  const info = objectIn(root, 'info');
  const policy = member(root, 'x-amazon-apigateway-policy');
  const endpoint = endpointOf(definition);
  const configuration = withoutAbsent({
    types: definition.textsIn(endpoint, 'types'),
    ipAddressType: textIn(endpoint, 'ipAddressType'),
    vpcEndpointIds: definition.textsIn(endpoint, 'vpcEndpointIds'),
  });
  return {
    name: textIn(info, 'title') ?? '',
    ...withoutAbsent({
      description: textIn(info, 'description'),
      version: textIn(info, 'version'),
      binaryMediaTypes: definition.textsIn(root, 'x-amazon-apigateway-binary-media-types'),
      minimumCompressionSize: numberIn(root, 'x-amazon-apigateway-minimum-compression-size'),
      apiKeySource: textIn(root, 'x-amazon-apigateway-api-key-source')?.toUpperCase(),
      policy: policy === undefined ? undefined : policyText(policy),
      endpointConfiguration: Object.keys(configuration).length === 0 ? undefined : configuration,
      disableExecuteApiEndpoint: flagIn(endpoint, 'disableExecuteApiEndpoint'),
      securityPolicy: textIn(root, 'x-amazon-apigateway-security-policy'),
      endpointAccessMode: textIn(root, 'x-amazon-apigateway-endpoint-access-mode'),
    }),
  };
}

function warnOfMissing({ root, warnings }: Definition): void {
  const missing = (place: string) => {
    warnings.add(`Parse issue: attribute ${place} is missing`);
  };
  const info = member(root, 'info');
  if (!isObject(info)) missing('info');
  else {
    for (const name of ['title', 'version']) {
      if (textIn(info, name) === undefined) missing(`info.${name}`);
    }
  }
  if (!isObject(member(root, 'paths'))) missing('paths');
}

/** OpenAPI 3.0 says it of a server, of which the first one counts. */
function endpointOf(definition: Definition): JsonObject {
  const { root, warnings } = definition;
  const servers = definition.isSwagger ? [] : definition.itemsIn(root, 'servers');
  if (servers.length > 1) {
    warnings.add(
      'More than one server provided. Ignoring all but the first for defining endpoint configuration',
    );
  }
  const name = 'x-amazon-apigateway-endpoint-configuration';
  const [first = {}] = servers;
  return objectIn(member(first, name) === undefined ? root : first, name);
}

function policyText(policy: JsonObject[string]): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy);
}

export function requestValidatorsOf(definition: Definition): readonly RequestValidatorPlan[] {
  const written = objectIn(definition.root, 'x-amazon-apigateway-request-validators');
  return definition.entriesIn(written).map(([name, validator]) => ({
    name,
    ...withoutAbsent({
      validateRequestBody: flagIn(validator, 'validateRequestBody'),
      validateRequestParameters: flagIn(validator, 'validateRequestParameters'),
    }),
  }));
}

export function gatewayResponsesOf(definition: Definition): readonly GatewayResponsePlan[] {
  const written = objectIn(definition.root, 'x-amazon-apigateway-gateway-responses');
  return definition.entriesIn(written).map(([responseType, response]) => ({
    responseType,
    ...withoutAbsent({
      statusCode: textIn(response, 'statusCode'),
      responseParameters: definition.textMapIn(response, 'responseParameters'),
      responseTemplates: definition.textMapIn(response, 'responseTemplates'),
    }),
  }));
}
