/** Integrations: `x-amazon-apigateway-integration` of an operation. */
import { member, type JsonObject } from '@stepthrough/json';
import { withoutAbsent } from '../rest-apis.ts';
import { flagIn, numberIn, objectIn, textIn, type Definition } from './definition.ts';
import type { IntegrationPlan, IntegrationResponsePlan, IntegrationSettingsPlan } from './plan.ts';

export class Integrations {
  readonly #definition: Definition;
  /** Many operations may refer to one. */
  readonly #known = new Map<JsonObject, IntegrationPlan>();

  constructor(definition: Definition) {
    this.#definition = definition;
  }

  /** `undefined` where an operation has none: then nothing can be deployed. @throws LimitReached */
  of(operation: JsonObject): IntegrationPlan | undefined {
    const written = member(operation, 'x-amazon-apigateway-integration');
    const integration = written === undefined ? undefined : this.#definition.resolve(written);
    if (!integration) return undefined;
    const known = this.#known.get(integration);
    if (known) return known;
    const read: IntegrationPlan = {
      settings: settingsOf(integration, this.#definition),
      responses: this.#definition
        .entriesIn(objectIn(integration, 'responses'))
        .map(([pattern, response]) => responseOf(pattern, response, this.#definition)),
    };
    this.#known.set(integration, read);
    return read;
  }
}

function settingsOf(integration: JsonObject, definition: Definition): IntegrationSettingsPlan {
  const tlsConfig = member(integration, 'tlsConfig');
  return withoutAbsent<{
    [K in keyof IntegrationSettingsPlan]: IntegrationSettingsPlan[K] | undefined;
  }>({
    type: textIn(integration, 'type')?.toUpperCase(),
    integrationHttpMethod: textIn(integration, 'httpMethod')?.toUpperCase(),
    uri: textIn(integration, 'uri'),
    connectionType: textIn(integration, 'connectionType')?.toUpperCase(),
    connectionId: textIn(integration, 'connectionId'),
    credentials: textIn(integration, 'credentials'),
    requestParameters: definition.textMapIn(integration, 'requestParameters'),
    requestTemplates: definition.textMapIn(integration, 'requestTemplates'),
    passthroughBehavior: textIn(integration, 'passthroughBehavior')?.toUpperCase(),
    contentHandling: textIn(integration, 'contentHandling')?.toUpperCase(),
    timeoutInMillis: numberIn(integration, 'timeoutInMillis'),
    cacheNamespace: textIn(integration, 'cacheNamespace'),
    cacheKeyParameters: definition.textsIn(integration, 'cacheKeyParameters'),
    tlsConfig:
      tlsConfig === undefined
        ? undefined
        : withoutAbsent({
            insecureSkipVerification: flagIn(
              objectIn(integration, 'tlsConfig'),
              'insecureSkipVerification',
            ),
          }),
    responseTransferMode: textIn(integration, 'responseTransferMode')?.toUpperCase(),
    integrationTarget: textIn(integration, 'integrationTarget'),
  });
}

/** `default` is taken where no pattern fits. */
function responseOf(
  pattern: string,
  response: JsonObject,
  definition: Definition,
): IntegrationResponsePlan {
  return {
    statusCode: textIn(response, 'statusCode') ?? '',
    ...withoutAbsent({
      selectionPattern: pattern === 'default' ? undefined : pattern,
      responseParameters: definition.textMapIn(response, 'responseParameters'),
      responseTemplates: definition.textMapIn(response, 'responseTemplates'),
      contentHandling: textIn(response, 'contentHandling')?.toUpperCase(),
    }),
  };
}
