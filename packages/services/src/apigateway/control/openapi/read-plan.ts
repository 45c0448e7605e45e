/** The reader of OpenAPI documents: what an API that one defines consists of. */
import { isObject, member, type JsonObject } from '@stepthrough/json';
import { basePathParts, pathParts, type BasePathMode } from './base-path.ts';
import { objectIn, textIn, Definition } from './definition.ts';
import type { ApiDocument } from './document.ts';
import { Integrations } from './integration.ts';
import { methodResponses, type MethodName } from './method-responses.ts';
import { Models } from './models.ts';
import { requestOf } from './parameters.ts';
import type { ApiPlan, MethodPlan, ResourcePlan } from './plan.ts';
import { authorizationOf, securityOf, type Security } from './security.ts';
import { gatewayResponsesOf, requestValidatorsOf, settingsOf } from './settings.ts';

/** @throws LimitReached for a document whose references repeat too much */
export function readPlan(document: ApiDocument, basePath: BasePathMode = 'ignore'): ApiPlan {
  const definition = new Definition(document);
  const settings = settingsOf(definition);
  const security = securityOf(definition);
  const models = new Models(definition);
  const readers = { definition, security, models, integrations: new Integrations(definition) };
  const resources = resourcesOf(readers, basePath);
  return {
    settings,
    models: models.plans,
    requestValidators: requestValidatorsOf(definition),
    authorizers: security.authorizers,
    gatewayResponses: gatewayResponsesOf(definition),
    resources,
    warnings: definition.warnings.lines,
  };
}

/** Verbs of a path item, and the method that takes all others. */
const verbs: { readonly [member: string]: string } = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  trace: 'TRACE',
  'x-amazon-apigateway-any-method': 'ANY',
};

interface Readers {
  readonly definition: Definition;
  readonly security: Security;
  readonly models: Models;
  readonly integrations: Integrations;
}

function resourcesOf(readers: Readers, basePath: BasePathMode): readonly ResourcePlan[] {
  const { definition } = readers;
  const base = basePathParts(definition, basePath);
  const paths = Object.entries(objectIn(definition.root, 'paths'));
  return paths.flatMap(([path, value]): ResourcePlan[] => {
    if (path.startsWith('x-')) return [];
    if (!path.startsWith('/')) {
      definition.warnings.add(`Parse issue: attribute paths. Resource ${path} should start with /`);
    }
    const item = definition.resolve(value);
    if (!item) return [];
    const methods = Object.entries(verbs).flatMap(([verb, httpMethod]): MethodPlan[] => {
      const operation = member(item, verb);
      return isObject(operation)
        ? [methodOf({ path, verb, httpMethod }, operation, item, readers)]
        : [];
    });
    const parts = [...base, ...pathParts(path)];
    definition.spend(parts.length);
    return [{ path: `/${parts.join('/')}`, parts, methods }];
  });
}

function methodOf(
  at: MethodName,
  operation: JsonObject,
  item: JsonObject,
  { definition, security, models, integrations }: Readers,
): MethodPlan {
  const { authorizer, ...authorization } = authorizationOf(operation, security, definition);
  const validator = 'x-amazon-apigateway-request-validator';
  const requestValidator = textIn(operation, validator) ?? textIn(definition.root, validator);
  const operationName = textIn(operation, 'operationId');
  const integration = integrations.of(operation);
  return {
    settings: {
      httpMethod: at.httpMethod,
      ...authorization,
      ...(operationName === undefined ? {} : { operationName }),
      ...requestOf(operation, item, definition, models),
    },
    ...(authorizer === undefined ? {} : { authorizer }),
    ...(requestValidator === undefined ? {} : { requestValidator }),
    responses: methodResponses(operation, at, definition, models),
    ...(integration === undefined ? {} : { integration }),
  };
}
