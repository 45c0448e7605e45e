/** Operations on resources: the tree of an API's paths. */
import { get, remove, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../../contract/outcome.ts';
import { list, number, operation, text } from '../../contract/request-form.ts';
import { idOf } from '../ids.ts';
import { methodShown } from './methods.ts';
import { listed } from './pages.ts';
import { patched, patchOperations, replaced } from './patch.ts';
import {
  askedOf,
  missing,
  onApi,
  resourceOf,
  withResource,
  type ControlOperations,
} from './read.ts';
import { badRequest, conflict } from './refusals.ts';
import type { Resource, RestApi } from '../rest-api.ts';

const rules = [replaced('/pathPart'), replaced('/parentId')];

export const resourceOperations: ControlOperations = {
  CreateResource: operation(
    { restApiId: text, parentId: text, pathPart: text },
    ({ restApiId, parentId, pathPart = '' }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        if (parentId === undefined) return missing('parentId');
        const parent = resourceOf(api, parentId);
        if (isRefusal(parent)) return parent;
        const problem = partProblem(pathPart) ?? placeProblem(api, parent, pathPart);
        if (problem) return problem;
        const resource: Resource = {
          id: idOf(context.uuid('resource')),
          parentId,
          pathPart,
          path: pathUnder(parent, pathPart),
          methods: undefined,
        };
        return { api: withResource(api, resource), outcome: success(shown(resource)) };
      }),
  ),

  GetResources: operation(
    { restApiId: text, limit: number, position: text, embed: list(text) },
    ({ restApiId, embed, ...asked }, state, context) =>
      onApi(state, restApiId, context, (api) => ({
        api,
        outcome: listed(
          values(api.resources).map((resource) => shown(resource, embed)),
          asked,
        ),
      })),
  ),

  GetResource: operation(
    { restApiId: text, resourceId: text, embed: list(text) },
    ({ restApiId, resourceId, embed }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const resource = resourceOf(api, resourceId);
        return isRefusal(resource) ? resource : askedOf(api, shown(resource, embed));
      }),
  ),

  UpdateResource: operation(
    { restApiId: text, resourceId: text, patchOperations },
    ({ restApiId, resourceId, patchOperations: operations }, state, context) =>
      onApi(state, restApiId, context, (api) => {
        const resource = resourceOf(api, resourceId);
        if (isRefusal(resource)) return resource;
        const { parentId = '', pathPart = '' } = resource;
        const wanted = patched({ parentId, pathPart }, operations, rules);
        if (isRefusal(wanted)) return wanted;
        const after = moved(api, resource, wanted);
        if (isRefusal(after)) return after;
        return {
          api: after,
          outcome: success(shown(get(after.resources, resource.id) ?? resource)),
        };
      }),
  ),

  DeleteResource: operation({ restApiId: text, resourceId: text }, (request, state, context) =>
    onApi(state, request.restApiId, context, (api) => {
      const resource = resourceOf(api, request.resourceId);
      if (isRefusal(resource)) return resource;
      if (resource.parentId === undefined) return badRequest('Root resource cannot be deleted');
      const resources = [resource, ...descendants(api, resource)].reduce(
        (rest, { id }) => remove(rest, id),
        api.resources,
      );
      return { api: { ...api, resources }, outcome: success({}) };
    }),
  ),
};

export function pathUnder({ path }: Pick<Resource, 'path'>, pathPart: string): string {
  return `${path === '/' ? '' : path}/${pathPart}`;
}

const partForm = /^(?:[\w.\-:]+|\{[\w.\-:]+\+?\})$/;

function partProblem(pathPart: string): Refusal | undefined {
  return partForm.test(pathPart)
    ? undefined
    : badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
      );
}

/** Among the children of one resource a name is unique, and one variable is all that there may be. */
function placeProblem(
  api: RestApi,
  parent: Resource,
  pathPart: string,
  self?: Resource,
): Refusal | undefined {
  if (parent.pathPart?.endsWith('+}')) {
    return badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
  const siblings = values(api.resources).filter(
    ({ id, parentId }) => parentId === parent.id && id !== self?.id,
  );
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    return conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((sibling) => sibling.pathPart?.startsWith('{'));
  return variable && pathPart.startsWith('{')
    ? badRequest(
        `A sibling (${variable.pathPart ?? ''}) of this resource already has a variable path part -- only one is allowed`,
      )
    : undefined;
}

/** The API with a resource, and all below it, at another place. */
function moved(
  api: RestApi,
  resource: Resource,
  { parentId, pathPart }: { readonly parentId: string; readonly pathPart: string },
): RestApi | Refusal {
  if (resource.parentId === undefined) {
    return badRequest('Root resource cannot update its parentId.');
  }
  const parent = resourceOf(api, parentId);
  if (isRefusal(parent)) return parent;
  const below = descendants(api, resource);
  if (parent.id === resource.id || below.some(({ id }) => id === parent.id)) {
    return badRequest('Resources cannot be cyclical.');
  }
  const problem = partProblem(pathPart) ?? placeProblem(api, parent, pathPart, resource);
  if (problem) return problem;
  const path = pathUnder(parent, pathPart);
  const under = below.map((one) => ({
    ...one,
    path: `${path}${one.path.slice(resource.path.length)}`,
  }));
  return [{ ...resource, parentId, pathPart, path }, ...under].reduce(withResource, api);
}

function descendants(api: RestApi, { id }: Resource): readonly Resource[] {
  const children = values(api.resources).filter(({ parentId }) => parentId === id);
  return children.flatMap((child) => [child, ...descendants(api, child)]);
}

/** `embed`: with `methods`, they are told whole. */
function shown({ methods, ...resource }: Resource, embed: readonly string[] = []): JsonObject {
  const isWhole = embed.includes('methods');
  const told = values(methods).map((method) => [
    method.settings.httpMethod,
    isWhole ? methodShown(method) : {},
  ]);
  return {
    ...resource,
    ...(told.length === 0 ? {} : { resourceMethods: Object.fromEntries(told) }),
  };
}
