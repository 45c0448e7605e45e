/** A method that a definition asks for, in place of the one that may be there. */
import { get, remove, set } from '@stepthrough/collections';
import type { Method, RestApi } from '../../rest-api.ts';
import type { Draft } from './draft.ts';
import type { IntegrationPlan, MethodPlan } from './plan.ts';

/** Ids by names. */
interface Named {
  readonly requestValidators: ReadonlyMap<string, string>;
  readonly authorizers: ReadonlyMap<string, string>;
}

interface Place {
  readonly path: string;
  readonly resourceId: string;
}

/** @throws LimitReached */
export function putMethod(
  plan: MethodPlan,
  { path, resourceId }: Place,
  { requestValidators, authorizers }: Named,
  draft: Draft,
): void {
  const { settings, authorizer, requestValidator } = plan;
  const { httpMethod } = settings;
  const at = { resourceId, httpMethod };
  draft.api = withoutMethod(draft.api, resourceId, httpMethod);
  const authorizerId = authorizer === undefined ? undefined : authorizers.get(authorizer);
  const isPut = perform(
    draft,
    'PutMethod',
    {
      ...at,
      ...settings,
      ...(settings.requestModels
        ? { requestModels: knownModels(settings.requestModels, draft) }
        : {}),
      ...(authorizerId === undefined ? {} : { authorizerId }),
      ...(requestValidator === undefined
        ? {}
        : { requestValidatorId: requestValidators.get(requestValidator) ?? requestValidator }),
    },
    `Unable to put method '${httpMethod}' on resource at path '${path}'`,
  );
  if (!isPut) return;
  for (const response of plan.responses) {
    const { responseModels } = response;
    perform(
      draft,
      'PutMethodResponse',
      {
        ...at,
        ...response,
        ...(responseModels ? { responseModels: knownModels(responseModels, draft) } : {}),
      },
      `Unable to put method response '${response.statusCode}' on '${httpMethod}' for resource at path '${path}'`,
    );
  }
  if (plan.integration) putIntegration(plan.integration, at, path, draft);
}

type Texts = Readonly<Record<string, string>>;

/** Models that there are none of are left out, with a warning. */
function knownModels(models: Texts, draft: Draft): Texts {
  return Object.fromEntries(
    Object.entries(models).filter(([, name]) => {
      const isKnown = get(draft.api.models, name) !== undefined;
      if (!isKnown) draft.warnings.add(`Reference to model '${name}' not found. Ignoring.`);
      return isKnown;
    }),
  );
}

function putIntegration(
  { settings, responses }: IntegrationPlan,
  at: { readonly resourceId: string; readonly httpMethod: string },
  path: string,
  draft: Draft,
): void {
  const { httpMethod } = at;
  const place = `on '${httpMethod}' for resource at path '${path}'`;
  if (
    !perform(draft, 'PutIntegration', { ...at, ...settings }, `Unable to put integration ${place}`)
  )
    return;
  const isProxy = settings.type?.endsWith('_PROXY') ?? false;
  for (const response of responses) {
    // What a proxy's integration says of answers is never used; AWS's own examples declare no status for it.
    if (isProxy && !isDeclared(draft.api, at, response.statusCode)) continue;
    perform(
      draft,
      'PutIntegrationResponse',
      { ...at, ...response },
      `Unable to put integration response ${place}`,
    );
  }
}

function isDeclared(
  api: RestApi,
  { resourceId, httpMethod }: { readonly resourceId: string; readonly httpMethod: string },
  statusCode: string,
): boolean {
  return get(methodAt(api, resourceId, httpMethod)?.responses, statusCode) !== undefined;
}

function methodAt(api: RestApi, resourceId: string, verb: string): Method | undefined {
  return get(get(api.resources, resourceId)?.methods, verb);
}

function withoutMethod(api: RestApi, resourceId: string, verb: string): RestApi {
  const resource = get(api.resources, resourceId);
  if (!resource || get(resource.methods, verb) === undefined) return api;
  const methods = remove(resource.methods, verb);
  return { ...api, resources: set(api.resources, resourceId, { ...resource, methods }) };
}

function perform(
  draft: Draft,
  operation: string,
  request: Parameters<Draft['perform']>[1],
  failed: string,
): boolean {
  const done = draft.perform(operation, request, (message) => `${failed}: ${message}`);
  if (done) draft.api = done.api;
  return done !== undefined;
}
