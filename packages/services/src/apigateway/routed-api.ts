/** HTTP and WebSocket APIs as the control plane keeps them, in the shape in which its operations answer. */
import type { SortedMap } from '@stepthrough/collections';
import type {
  Api,
  Authorizer as ServedAuthorizer,
  Route as ServedRoute,
} from '@stepthrough/scenario';
import type { Served, ServedApi } from './rest-api.ts';

export interface RoutedApi {
  readonly settings: ApiSettings;
  /** By their ids, as all others. */
  readonly routes: SortedMap<string, HeldRoute>;
  readonly integrations: SortedMap<string, HeldIntegration>;
  readonly authorizers: SortedMap<string, HeldAuthorizer>;
  readonly models: SortedMap<string, ModelSettings>;
  readonly deployments: SortedMap<string, HeldDeployment>;
  /** In the order of their creation. */
  readonly stages: readonly HeldStage[];
  /** What the scenario says of the API beyond what operations can. */
  readonly declared?: Api;
}

interface Texts {
  readonly [name: string]: string;
}

export type ApiSettings = {
  readonly ApiEndpoint: string;
  readonly ApiId: string;
  readonly ApiKeySelectionExpression: string;
  readonly CorsConfiguration?: Cors;
  readonly CreatedDate: string;
  readonly Description?: string;
  readonly DisableSchemaValidation?: boolean;
  readonly DisableExecuteApiEndpoint: boolean;
  readonly IpAddressType: string;
  readonly Name: string;
  readonly ProtocolType: Protocol;
  readonly RouteSelectionExpression: string;
  readonly Tags: Texts;
  readonly Version?: string;
};

export type Protocol = 'HTTP' | 'WEBSOCKET';

export type Cors = {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  /** Seconds. */
  readonly MaxAge?: number;
};

export interface HeldRoute {
  readonly settings: RouteSettings;
  /** By their ids. */
  readonly responses: SortedMap<string, RouteResponse>;
  /** As the scenario declares it, as long as no operation has changed it. */
  readonly declared?: ServedRoute;
}

export type RouteSettings = {
  /** Quick create has made it. */
  readonly ApiGatewayManaged?: true;
  readonly ApiKeyRequired: boolean;
  readonly AuthorizationScopes?: readonly string[];
  readonly AuthorizationType: string;
  readonly AuthorizerId?: string;
  readonly ModelSelectionExpression?: string;
  readonly OperationName?: string;
  readonly RequestModels?: Texts;
  readonly RequestParameters?: Parameters;
  readonly RouteId: string;
  readonly RouteKey: string;
  readonly RouteResponseSelectionExpression?: string;
  /** `integrations/ID` */
  readonly Target?: string;
};

export type Parameters = { readonly [name: string]: { readonly Required?: boolean } };

export type RouteResponse = {
  readonly ModelSelectionExpression?: string;
  readonly ResponseModels?: Texts;
  readonly ResponseParameters?: Parameters;
  readonly RouteResponseId: string;
  readonly RouteResponseKey: string;
};

export interface HeldIntegration {
  readonly settings: IntegrationSettings;
  /** By their ids. */
  readonly responses: SortedMap<string, IntegrationResponse>;
}

export type IntegrationSettings = {
  readonly ApiGatewayManaged?: true;
  readonly ConnectionType: string;
  readonly CredentialsArn?: string;
  readonly Description?: string;
  readonly IntegrationId: string;
  readonly IntegrationMethod?: string;
  readonly IntegrationResponseSelectionExpression?: string;
  readonly IntegrationSubtype?: string;
  readonly IntegrationType: string;
  readonly IntegrationUri?: string;
  readonly PassthroughBehavior?: string;
  readonly PayloadFormatVersion: string;
  readonly RequestParameters?: Texts;
  readonly RequestTemplates?: Texts;
  /** By the status codes to which they apply. */
  readonly ResponseParameters?: { readonly [status: string]: Texts };
  readonly TemplateSelectionExpression?: string;
  readonly TimeoutInMillis: number;
};

export type IntegrationResponse = {
  readonly IntegrationResponseId: string;
  readonly IntegrationResponseKey: string;
  readonly ResponseParameters?: Texts;
  readonly ResponseTemplates?: Texts;
  readonly TemplateSelectionExpression?: string;
};

interface HeldAuthorizer {
  readonly settings: AuthorizerSettings;
  /** As the scenario declares it, as long as no operation has changed it. */
  readonly declared?: ServedAuthorizer;
}

export type AuthorizerSettings = {
  readonly AuthorizerCredentialsArn?: string;
  readonly AuthorizerId: string;
  readonly AuthorizerPayloadFormatVersion?: string;
  readonly AuthorizerResultTtlInSeconds?: number;
  readonly AuthorizerType: string;
  readonly AuthorizerUri?: string;
  readonly EnableSimpleResponses?: boolean;
  readonly IdentitySource?: readonly string[];
  readonly IdentityValidationExpression?: string;
  readonly JwtConfiguration?: {
    readonly Audience?: readonly string[];
    readonly Issuer?: string;
  };
  readonly Name: string;
};

export type ModelSettings = {
  readonly ContentType: string;
  readonly Description?: string;
  readonly ModelId: string;
  readonly Name: string;
  /** JSON text. */
  readonly Schema: string;
};

export interface HeldDeployment {
  readonly settings: DeploymentSettings;
  /** What is served: later changes of the API do not reach it. */
  readonly snapshot: ServedApi;
}

export type DeploymentSettings = {
  readonly AutoDeployed: boolean;
  readonly CreatedDate: string;
  readonly DeploymentId: string;
  readonly DeploymentStatus: 'DEPLOYED';
  readonly Description?: string;
};

export interface HeldStage {
  readonly settings: StageSettings;
  /** Absent as long as nothing has been deployed to it. */
  readonly served?: Served;
}

export type StageSettings = {
  readonly AccessLogSettings?: { readonly DestinationArn?: string; readonly Format?: string };
  readonly ApiGatewayManaged?: true;
  readonly AutoDeploy?: boolean;
  readonly CreatedDate: string;
  readonly DefaultRouteSettings: Throttle;
  readonly DeploymentId?: string;
  readonly Description?: string;
  readonly LastDeploymentStatusMessage?: string;
  readonly LastUpdatedDate: string;
  /** By the keys of routes. */
  readonly RouteSettings: { readonly [routeKey: string]: Throttle };
  readonly StageName: string;
  readonly StageVariables: Texts;
  readonly Tags: Texts;
};

export type Throttle = {
  readonly DataTraceEnabled?: boolean;
  readonly DetailedMetricsEnabled?: boolean;
  readonly LoggingLevel?: string;
  readonly ThrottlingBurstLimit?: number;
  /** Requests a second. */
  readonly ThrottlingRateLimit?: number;
};
