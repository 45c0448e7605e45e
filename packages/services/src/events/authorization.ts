/** Authorization parameters of connections: their form, and how they are told without their secrets. */
import type { JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import { flag, list, map, members, record, text } from '../contract/request-form.ts';

const parameters = list(members({ Key: text, Value: text, IsValueSecret: flag }));

const forEachRequest = members({
  HeaderParameters: parameters,
  QueryStringParameters: parameters,
  BodyParameters: parameters,
});

export const authParameters = members({
  BasicAuthParameters: members({ Username: text, Password: text }),
  OAuthParameters: members({
    ClientParameters: members({ ClientID: text, ClientSecret: text }),
    AuthorizationEndpoint: text,
    HttpMethod: text,
    OAuthHttpParameters: forEachRequest,
  }),
  ApiKeyAuthParameters: members({ ApiKeyName: text, ApiKeyValue: text }),
  InvocationHttpParameters: forEachRequest,
  ConnectivityParameters: record,
});

/** What a target adds to the requests to its endpoint. */
export const httpParameters = members({
  PathParameterValues: list(text),
  HeaderParameters: map(text),
  QueryStringParameters: map(text),
});

export type AuthParameters = Infer<typeof authParameters>;
export type Parameters = Infer<typeof parameters>;
export type RequestParameters = Infer<typeof forEachRequest>;
export type HttpParameters = Infer<typeof httpParameters>;

export const authorizationTypes = ['BASIC', 'OAUTH_CLIENT_CREDENTIALS', 'API_KEY'] as const;

export type AuthorizationType = (typeof authorizationTypes)[number];

/** Which parameters a type of authorization needs, and takes alone. */
export const parametersOf = {
  BASIC: 'BasicAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
} as const satisfies { readonly [T in AuthorizationType]: keyof AuthParameters };

export function isAuthorizationType(text: string | undefined): text is AuthorizationType {
  return authorizationTypes.some((type) => type === text);
}

/** Parameters after a change: those of another type of authorization are gone. */
export function changedParameters(
  before: AuthParameters | undefined,
  given: AuthParameters,
  type: AuthorizationType,
): AuthParameters {
  const name = parametersOf[type];
  const { OAuthParameters: old } = before ?? {};
  const own = { ...before?.[name], ...given[name] };
  const merged =
    name === 'OAuthParameters'
      ? {
          ...own,
          ClientParameters: {
            ...old?.ClientParameters,
            ...given.OAuthParameters?.ClientParameters,
          },
        }
      : own;
  const invocation = given.InvocationHttpParameters ?? before?.InvocationHttpParameters;
  return {
    [name]: merged,
    ...(invocation === undefined ? {} : { InvocationHttpParameters: invocation }),
  };
}

/** As DescribeConnection tells them. */
export function shownParameters({
  BasicAuthParameters: basic,
  OAuthParameters: oauth,
  ApiKeyAuthParameters: key,
  InvocationHttpParameters: invocation,
}: AuthParameters): JsonObject {
  return {
    ...(basic ? { BasicAuthParameters: defined({ Username: basic.Username }) } : {}),
    ...(oauth
      ? {
          OAuthParameters: defined({
            ClientParameters: defined({ ClientID: oauth.ClientParameters?.ClientID }),
            AuthorizationEndpoint: oauth.AuthorizationEndpoint,
            HttpMethod: oauth.HttpMethod,
            OAuthHttpParameters:
              oauth.OAuthHttpParameters && withoutSecrets(oauth.OAuthHttpParameters),
          }),
        }
      : {}),
    ...(key ? { ApiKeyAuthParameters: defined({ ApiKeyName: key.ApiKeyName }) } : {}),
    ...(invocation ? { InvocationHttpParameters: withoutSecrets(invocation) } : {}),
  };
}

function withoutSecrets(given: RequestParameters): JsonObject {
  return defined({
    HeaderParameters: given.HeaderParameters && shownList(given.HeaderParameters),
    QueryStringParameters: given.QueryStringParameters && shownList(given.QueryStringParameters),
    BodyParameters: given.BodyParameters && shownList(given.BodyParameters),
  });
}

function shownList(given: Parameters): readonly JsonObject[] {
  return given.map(({ Key, Value, IsValueSecret: isSecret = false }) =>
    defined({ Key, Value: isSecret ? undefined : Value, IsValueSecret: isSecret }),
  );
}

function defined(given: { readonly [name: string]: JsonObject[string] | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
