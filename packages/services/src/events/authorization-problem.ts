/** What is wrong with the authorization parameters of a request. */
import type { Refusal } from '../contract/outcome.ts';
import {
  isAuthorizationType,
  parametersOf,
  type AuthParameters,
  type Parameters,
  type RequestParameters,
} from './authorization.ts';
import {
  constraintsBroken,
  enumBroken,
  invalid,
  missingBroken,
  rangeBroken,
  type Given,
} from './validation.ts';

type Shape = Given[2];

/** `isComplete`: what a new connection has to have, a change may leave out. */
export function parametersBroken(given: AuthParameters, isComplete: boolean): readonly string[] {
  const at = 'authParameters';
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = given;
  const all: Given[] = [];
  const check = (place: string, value: string | undefined, shape: Shape): void => {
    const given = [`${at}.${place}`, value, shape] as const;
    all.push(isComplete ? [...given, 'required'] : given);
  };
  if (basic) {
    check('basicAuthParameters.username', basic.Username, 'AuthHeaderParameters');
    check('basicAuthParameters.password', basic.Password, 'AuthHeaderParametersSensitive');
  }
  if (key) {
    check('apiKeyAuthParameters.apiKeyName', key.ApiKeyName, 'AuthHeaderParameters');
    check('apiKeyAuthParameters.apiKeyValue', key.ApiKeyValue, 'AuthHeaderParametersSensitive');
  }
  if (!oauth) {
    return [
      ...constraintsBroken(...all),
      ...eachBroken(`${at}.invocationHttpParameters`, given.InvocationHttpParameters),
    ];
  }
  const place = 'oAuthParameters';
  const { ClientParameters: client } = oauth;
  if (client) {
    check(`${place}.clientParameters.clientID`, client.ClientID, 'AuthHeaderParameters');
    check(
      `${place}.clientParameters.clientSecret`,
      client.ClientSecret,
      'AuthHeaderParametersSensitive',
    );
  }
  check(`${place}.authorizationEndpoint`, oauth.AuthorizationEndpoint, 'HttpsEndpoint');
  return [
    ...constraintsBroken(...all),
    ...(isComplete ? missingBroken(`${at}.${place}.clientParameters`, client) : []),
    ...(isComplete ? missingBroken(`${at}.${place}.httpMethod`, oauth.HttpMethod) : []),
    ...enumBroken(`${at}.${place}.httpMethod`, oauth.HttpMethod, ['GET', 'POST', 'PUT']),
    ...eachBroken(`${at}.${place}.oAuthHttpParameters`, oauth.OAuthHttpParameters),
    ...eachBroken(`${at}.invocationHttpParameters`, given.InvocationHttpParameters),
  ];
}

/** Parameters that do not belong to the type of authorization, or are not there for it. */
export function typeProblem(type: string | undefined, given: AuthParameters): Refusal | undefined {
  if (given.ConnectivityParameters) {
    return invalid('ConnectivityParameters, a private endpoint, is not simulated.');
  }
  if (!isAuthorizationType(type)) return undefined;
  const wanted = parametersOf[type];
  const other = Object.values(parametersOf).find((name) => name !== wanted && given[name]);
  if (given[wanted] && other === undefined) return undefined;
  return invalid(
    `Parameter AuthParameters is not valid. Reason: The authorization type ${type} takes ${wanted}${other === undefined ? '.' : `, not ${other}.`}`,
  );
}

/** The most headers, parameters of the query, or members of the body. */
const limit = 100;

function eachBroken(at: string, given: RequestParameters = {}): readonly string[] {
  const { HeaderParameters, QueryStringParameters, BodyParameters } = given;
  return [
    ...listBroken(`${at}.headerParameters`, HeaderParameters, 'HeaderKey', 'HeaderValueSensitive'),
    ...listBroken(
      `${at}.queryStringParameters`,
      QueryStringParameters,
      'QueryStringKey',
      'QueryStringValueSensitive',
    ),
    ...rangeBroken(`${at}.bodyParameters`, BodyParameters?.length, 0, limit),
  ];
}

function listBroken(at: string, given: Parameters = [], key: Shape, value: Shape) {
  const members = given.flatMap(({ Key, Value }, index): Given[] => [
    [`${at}.${index + 1}.member.key`, Key, key],
    [`${at}.${index + 1}.member.value`, Value, value],
  ]);
  return [...rangeBroken(at, given.length, 0, limit), ...constraintsBroken(...members)];
}
