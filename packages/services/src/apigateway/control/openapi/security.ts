/** Who may call: security schemes, and what operations require of them. */
import { isArray, isObject, member, type JsonObject } from '@stepthrough/json';
import { withoutAbsent } from '../rest-apis.ts';
import { numberIn, objectIn, textIn, type Definition } from './definition.ts';
import type { AuthorizerPlan, MethodPlan, MethodSettingsPlan } from './plan.ts';

type Scheme =
  | { readonly is: 'iam' }
  | { readonly is: 'key' }
  | { readonly is: 'none' }
  | { readonly is: 'authorizer'; readonly authorizationType: string };

export interface Security {
  readonly authorizers: readonly AuthorizerPlan[];
  readonly schemes: ReadonlyMap<string, Scheme>;
}

export function securityOf(definition: Definition): Security {
  const schemes = new Map<string, Scheme>();
  const authorizers: AuthorizerPlan[] = [];
  const written = definition.components('securitySchemes', 'securityDefinitions');
  for (const [name, scheme] of definition.entriesIn(written)) {
    const extension = member(scheme, 'x-amazon-apigateway-authorizer');
    const authorizer = extension === undefined ? undefined : definition.resolve(extension);
    const read = schemeOf(scheme, authorizer);
    schemes.set(name, read);
    if (read.is === 'none') {
      definition.warnings.add(
        `Unsupported security definition type '${textIn(scheme, 'type') ?? ''}' for '${name}'. Ignoring.`,
      );
    }
    if (read.is === 'authorizer' && authorizer) {
      authorizers.push(authorizerOf(name, scheme, authorizer, definition));
    }
  }
  return { authorizers, schemes };
}

/** AWS takes schemes of the type apiKey alone; an extension says what they mean. */
function schemeOf(scheme: JsonObject, authorizer: JsonObject | undefined): Scheme {
  if (textIn(scheme, 'type') !== 'apiKey') return { is: 'none' };
  const authType = textIn(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase();
  if (authType === 'awssigv4') return { is: 'iam' };
  const type = (authorizer && textIn(authorizer, 'type')?.toLowerCase()) ?? authType;
  if (authorizer || type !== undefined) {
    const isCognito = type === 'cognito_user_pools';
    return {
      is: 'authorizer',
      authorizationType: isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM',
    };
  }
  const isKey =
    textIn(scheme, 'in') === 'header' && textIn(scheme, 'name')?.toLowerCase() === 'x-api-key';
  return { is: isKey ? 'key' : 'none' };
}

/** An authorizer has the name of its scheme; a scheme's header or parameter is its identity source. */
function authorizerOf(
  name: string,
  scheme: JsonObject,
  authorizer: JsonObject,
  definition: Definition,
): AuthorizerPlan {
  const kind = textIn(scheme, 'in') === 'query' ? 'querystring' : 'header';
  const source = textIn(scheme, 'name');
  const isUnused = source === undefined || source === 'Unused';
  return {
    name,
    type: (textIn(authorizer, 'type') ?? '').toUpperCase(),
    ...withoutAbsent({
      authType: textIn(scheme, 'x-amazon-apigateway-authtype'),
      authorizerUri: textIn(authorizer, 'authorizerUri'),
      authorizerCredentials: textIn(authorizer, 'authorizerCredentials'),
      identitySource:
        textIn(authorizer, 'identitySource') ??
        (isUnused ? undefined : `method.request.${kind}.${source}`),
      identityValidationExpression: textIn(authorizer, 'identityValidationExpression'),
      authorizerResultTtlInSeconds: numberIn(authorizer, 'authorizerResultTtlInSeconds'),
      providerARNs: definition.textsIn(authorizer, 'providerARNs'),
    }),
  };
}

type Authorization = Pick<
  MethodSettingsPlan,
  'authorizationType' | 'authorizationScopes' | 'apiKeyRequired'
> &
  Pick<MethodPlan, 'authorizer'>;

/**
 * What an operation requires; what the whole document does, AWS does not read. A scheme that is not
 * defined is nothing: SAM writes `NONE` for an operation that anyone may call.
 */
export function authorizationOf(
  operation: JsonObject,
  { schemes }: Security,
  definition: Definition,
): Authorization {
  const required = member(operation, 'security');
  const entries = (isArray(required) ? required : []).flatMap((each) =>
    isObject(each) ? Object.keys(each).map((name) => [name, each] as const) : [],
  );
  definition.spend(entries.length);
  const kinds = entries.map(([name, each]) => {
    const scheme: Scheme = schemes.get(name) ?? { is: 'none' };
    return { scheme, name, scopes: definition.textsIn(each, name) ?? [] };
  });
  const apiKeyRequired = kinds.some(({ scheme }) => scheme.is === 'key');
  const own = textIn(objectIn(operation, 'x-amazon-apigateway-auth'), 'type');
  if (own !== undefined) return { authorizationType: own.toUpperCase(), apiKeyRequired };
  const found = kinds.find(({ scheme }) => scheme.is === 'iam' || scheme.is === 'authorizer');
  if (!found) return { authorizationType: 'NONE', apiKeyRequired };
  const { scheme, name, scopes } = found;
  if (scheme.is !== 'authorizer') return { authorizationType: 'AWS_IAM', apiKeyRequired };
  return {
    authorizationType: scheme.authorizationType,
    apiKeyRequired,
    authorizer: name,
    ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
  };
}
