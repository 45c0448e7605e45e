/** The form of a recorded case of API Gateway. */
import type { Json, JsonObject } from '@stepthrough/json';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Case {
  readonly name: string;
  readonly api: RecordedApi;
  readonly given?: readonly Call[];
  readonly backends?: { readonly [name: string]: Backend };
  readonly requests: readonly Step[];
}

export interface RecordedApi {
  readonly resources?: { readonly [path: string]: { readonly [method: string]: Method } };
  readonly models?: { readonly [name: string]: Json };
  readonly requestValidators?: { readonly [name: string]: JsonObject };
  readonly apiKeySource?: string;
  readonly binaryMediaTypes?: readonly string[];
  readonly usagePlanKeys?: Json;
  readonly authorizers?: { readonly [name: string]: JsonObject };
  readonly stage?: {
    readonly name: string;
    readonly variables?: JsonObject;
    readonly canary?: JsonObject & { readonly deployed?: RecordedApi['resources'] };
  };
}

export interface Method {
  readonly authorizationType?: string;
  readonly authorizer?: string;
  readonly requestParameters?: { readonly [name: string]: boolean };
  readonly requestModels?: { readonly [type: string]: string };
  readonly requestValidator?: string;
  readonly apiKeyRequired?: boolean;
  readonly methodResponses?: readonly JsonObject[];
  readonly integration?: Integration;
}

export interface Integration {
  readonly type: string;
  readonly httpMethod?: string;
  readonly uri?: {
    readonly kind: string;
    readonly function?: string;
    readonly service?: string;
    readonly path?: string;
    readonly action?: string;
    readonly uri: string;
  };
  readonly requestTemplates?: { readonly [type: string]: string };
  readonly requestParameters?: { readonly [target: string]: string };
  readonly passthroughBehavior?: string;
  readonly contentHandling?: string;
  readonly integrationResponses?: readonly {
    readonly statusCode: string;
    readonly selectionPattern?: string;
    readonly contentHandling?: string;
    readonly responseTemplates?: { readonly [type: string]: string };
    readonly responseParameters?: { readonly [target: string]: string };
  }[];
}

export interface Backend {
  readonly kind: string;
  readonly does?: string;
  readonly answer?: Json;
  readonly code?: string;
  /** Of a URL: the function behind it. */
  readonly function?: string;
  readonly environment?: JsonObject;
}

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly parameters: JsonObject;
}

export interface Step {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly testInvoke?: JsonObject;
  readonly call?: Call;
  readonly setup?: Json;
  readonly expect: {
    readonly status?: Json;
    readonly headers?: { readonly [name: string]: Json };
    /** There are no others. */
    readonly headersComplete?: boolean;
    readonly body?: Json;
    readonly bodyParts?: readonly BodyPart[];
    readonly ignoreMembers?: readonly string[];
    readonly unordered?: readonly string[];
    readonly response?: Json;
    readonly error?: { readonly code: string; readonly message?: string };
    /** Of a call: facts of its response. */
    readonly parts?: readonly BodyPart[];
  };
}

export interface BodyPart {
  readonly path?: readonly (string | number)[];
  readonly equals?: Json;
  readonly xmlPath?: readonly string[];
  readonly contains?: string;
  readonly hasMember?: string;
  readonly matches?: string;
  readonly ignoreCase?: boolean;
}

/** The cases of a folder; `only`, when given, is a part of their names. */
export function readCases(folder: string, only = ''): readonly Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file.includes(only))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case);
}
