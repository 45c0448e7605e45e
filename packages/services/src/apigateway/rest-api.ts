/** REST APIs as the control plane keeps them, in the shape in which its operations answer. */
import type { SortedMap } from '@stepthrough/collections';
import type { Api, Authorizer as ServedAuthorizer, Route } from '@stepthrough/scenario';
import type { Stage } from './stages.ts';

export interface RestApi {
  readonly settings: RestApiSettings;
  /** By their ids. */
  readonly resources: SortedMap<string, Resource>;
  /** By their names. */
  readonly models: SortedMap<string, Model>;
  readonly requestValidators: SortedMap<string, RequestValidator>;
  readonly authorizers: SortedMap<string, HeldAuthorizer>;
  /** By their types: those that are no defaults. */
  readonly gatewayResponses: SortedMap<string, GatewayResponse>;
  readonly deployments: SortedMap<string, Deployment>;
  /** In the order of their creation: the first serves a path that names none. */
  readonly stages: readonly HeldStage[];
  /** What the scenario says of the API beyond what operations can. */
  readonly declared?: Api;
}

interface Texts {
  readonly [name: string]: string;
}

interface Flags {
  readonly [name: string]: boolean;
}

/** Times are seconds since the epoch. */
export type RestApiSettings = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly version?: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource: string;
  readonly endpointConfiguration: {
    readonly types: readonly string[];
    readonly ipAddressType?: string;
    readonly vpcEndpointIds?: readonly string[];
  };
  /** A policy document, as JSON text. */
  readonly policy?: string;
  readonly tags: Texts;
  readonly disableExecuteApiEndpoint: boolean;
  readonly rootResourceId: string;
};

export interface Resource {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  /** By their verbs. */
  readonly methods: SortedMap<string, Method>;
}

export interface Method {
  readonly settings: MethodSettings;
  /** By their status codes. */
  readonly responses: SortedMap<string, MethodResponse>;
  readonly integration?: Integration;
  /** As the scenario declares it, as long as no operation has changed it. */
  readonly route?: Route;
}

export type MethodSettings = {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly requestValidatorId?: string;
  readonly operationName?: string;
  readonly requestParameters?: Flags;
  readonly requestModels?: Texts;
};

export type MethodResponse = {
  readonly statusCode: string;
  readonly responseParameters?: Flags;
  readonly responseModels?: Texts;
};

export interface Integration {
  readonly settings: IntegrationSettings;
  /** In the order of their creation, in which they are tried. */
  readonly responses: readonly IntegrationResponse[];
}

export type IntegrationSettings = {
  readonly type: string;
  readonly httpMethod?: string;
  readonly uri?: string;
  readonly connectionType?: string;
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly requestParameters?: Texts;
  readonly requestTemplates?: Texts;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly tlsConfig?: { readonly insecureSkipVerification: boolean };
};

export type IntegrationResponse = {
  readonly statusCode: string;
  readonly selectionPattern?: string;
  readonly responseParameters?: Texts;
  readonly responseTemplates?: Texts;
  readonly contentHandling?: string;
};

export type Model = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** JSON text. */
  readonly schema: string;
  readonly contentType: string;
};

export type RequestValidator = {
  readonly id: string;
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
};

interface HeldAuthorizer {
  readonly settings: Authorizer;
  /** As the scenario declares it, as long as no operation has changed it. */
  readonly declared?: ServedAuthorizer;
}

export type Authorizer = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly providerARNs?: readonly string[];
  readonly authType?: string;
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
};

export type GatewayResponse = {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters: Texts;
  readonly responseTemplates: Texts;
  readonly defaultResponse: boolean;
};

export interface Deployment {
  readonly settings: DeploymentSettings;
  /** What is served: later changes of the API do not reach it. */
  readonly snapshot: ServedApi;
}

type DeploymentSettings = {
  readonly id: string;
  readonly description?: string;
  readonly createdDate: number;
};

/** An API as the data plane serves it. */
export type ServedApi = Api & {
  readonly routes: { readonly [route: string]: ServedRoute };
  /** Ids of its resources by their paths. */
  readonly resourceIds?: Texts;
  readonly deploymentId?: string;
};

export type ServedRoute = Route & {
  /** Why it is not served. */
  readonly unserved?: string;
  /** Of an HTTP API: what becomes of answers, by their status codes. */
  readonly responseParameters?: { readonly [status: string]: Texts };
};

export interface Served {
  readonly api: ServedApi;
  readonly stage: Stage;
}

export interface HeldStage {
  readonly settings: StageSettings;
  readonly served: Served;
  readonly canary?: Served;
}

export type StageSettings = {
  readonly deploymentId: string;
  readonly clientCertificateId?: string;
  readonly stageName: string;
  readonly description?: string;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterSize?: string;
  readonly cacheClusterStatus: string;
  // By {resource path}/{verb}, with stars for all methods.
  readonly methodSettings: { readonly [method: string]: MethodSetting };
  readonly variables?: Texts;
  readonly documentationVersion?: string;
  readonly accessLogSettings?: { readonly format?: string; readonly destinationArn?: string };
  readonly canarySettings?: CanarySettings;
  readonly tracingEnabled: boolean;
  readonly tags?: Texts;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
};

export type MethodSetting = {
  readonly metricsEnabled: boolean;
  readonly loggingLevel?: string;
  readonly dataTraceEnabled: boolean;
  readonly throttlingBurstLimit: number;
  readonly throttlingRateLimit: number;
  readonly cachingEnabled: boolean;
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  readonly requireAuthorizationForCacheControl: boolean;
  readonly unauthorizedCacheControlHeaderStrategy: string;
};

export type CanarySettings = {
  readonly percentTraffic: number;
  readonly deploymentId: string;
  readonly stageVariableOverrides?: Texts;
  readonly useStageCache: boolean;
};

export type ApiKey = {
  readonly id: string;
  readonly value: string;
  readonly name: string;
  readonly customerId?: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  readonly stageKeys: readonly string[];
  readonly tags?: Texts;
};

export interface UsagePlan {
  readonly settings: UsagePlanSettings;
  /** Ids of its keys. */
  readonly keys: readonly string[];
}

export type UsagePlanSettings = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly apiStages: readonly ApiStage[];
  readonly throttle?: { readonly burstLimit?: number; readonly rateLimit?: number };
  readonly quota?: { readonly limit: number; readonly offset?: number; readonly period: string };
  readonly productCode?: string;
  readonly tags?: Texts;
};

export type ApiStage = { readonly apiId: string; readonly stage: string };
