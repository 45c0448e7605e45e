/** What a definition asks for: requests of API Gateway's operations, without the ids that they will need. */
import type { JsonObject } from '@stepthrough/json';

export interface ApiPlan {
  readonly settings: SettingsPlan;
  readonly models: readonly ModelPlan[];
  readonly requestValidators: readonly RequestValidatorPlan[];
  readonly authorizers: readonly AuthorizerPlan[];
  readonly gatewayResponses: readonly GatewayResponsePlan[];
  readonly resources: readonly ResourcePlan[];
  readonly warnings: readonly string[];
}

interface Texts {
  readonly [name: string]: string;
}

interface Flags {
  readonly [name: string]: boolean;
}

export type SettingsPlan = {
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource?: string;
  /** JSON text. */
  readonly policy?: string;
  readonly endpointConfiguration?: {
    readonly types?: readonly string[];
    readonly ipAddressType?: string;
    readonly vpcEndpointIds?: readonly string[];
  };
  readonly disableExecuteApiEndpoint?: boolean;
  readonly securityPolicy?: string;
  readonly endpointAccessMode?: string;
};

export interface ModelPlan {
  readonly name: string;
  /** References to other models as the document writes them: `#/definitions/Pet`. */
  readonly schema: JsonObject;
}

export type RequestValidatorPlan = {
  readonly name: string;
  readonly validateRequestBody?: boolean;
  readonly validateRequestParameters?: boolean;
};

export type AuthorizerPlan = {
  readonly name: string;
  readonly type: string;
  readonly authType?: string;
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly providerARNs?: readonly string[];
};

export type GatewayResponsePlan = {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters?: Texts;
  readonly responseTemplates?: Texts;
};

export interface ResourcePlan {
  /** As errors tell it. */
  readonly path: string;
  /** Path parts from the root on. */
  readonly parts: readonly string[];
  readonly methods: readonly MethodPlan[];
}

export interface MethodPlan {
  readonly settings: MethodSettingsPlan;
  /** By name. */
  readonly authorizer?: string;
  /** By name. */
  readonly requestValidator?: string;
  readonly responses: readonly MethodResponsePlan[];
  readonly integration?: IntegrationPlan;
}

export type MethodSettingsPlan = {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  readonly requestParameters?: Flags;
  readonly requestModels?: Texts;
};

export type MethodResponsePlan = {
  readonly statusCode: string;
  readonly responseParameters?: Flags;
  readonly responseModels?: Texts;
};

export interface IntegrationPlan {
  readonly settings: IntegrationSettingsPlan;
  readonly responses: readonly IntegrationResponsePlan[];
}

export type IntegrationSettingsPlan = {
  readonly type?: string;
  readonly integrationHttpMethod?: string;
  readonly uri?: string;
  readonly connectionType?: string;
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly requestParameters?: Texts;
  readonly requestTemplates?: Texts;
  readonly passthroughBehavior?: string;
  readonly contentHandling?: string;
  readonly timeoutInMillis?: number;
  readonly cacheNamespace?: string;
  readonly cacheKeyParameters?: readonly string[];
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean };
  readonly responseTransferMode?: string;
  readonly integrationTarget?: string;
};

export type IntegrationResponsePlan = {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  readonly responseParameters?: Texts;
  readonly responseTemplates?: Texts;
  readonly contentHandling?: string;
};
