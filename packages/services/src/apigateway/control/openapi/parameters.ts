/** What a method asks of its requests: parameters, and models of bodies. */
import { isArray, member, setMember, type JsonObject } from '@stepthrough/json';
import { flagIn, objectIn, perName, textIn, type Definition } from './definition.ts';
import { modelsOfContent } from './content.ts';
import type { Models } from './models.ts';
import type { MethodSettingsPlan } from './plan.ts';

type Requested = Pick<MethodSettingsPlan, 'requestParameters' | 'requestModels'>;

/** Parameters of an operation come before those of its path with the same name and place. */
export function requestOf(
  operation: JsonObject,
  pathItem: JsonObject,
  definition: Definition,
  models: Models,
): Requested {
  const requestParameters: Record<string, boolean> = {};
  let body: JsonObject | undefined;
  for (const parameter of [
    ...definition.itemsIn(pathItem, 'parameters'),
    ...definition.itemsIn(operation, 'parameters'),
  ]) {
    definition.spend(perName);
    const place = textIn(parameter, 'in') ?? '';
    if (place === 'body') body = parameter;
    const kind = member(places, place);
    if (kind === undefined) continue;
    const name = `method.request.${kind}.${textIn(parameter, 'name') ?? ''}`;
    const isRequired = place === 'path' || (flagIn(parameter, 'required') ?? false);
    setMember(requestParameters, name, isRequired);
  }
  const requestModels = definition.isSwagger
    ? modelsOfBody(body, operation, definition, models)
    : modelsOfContent(definition.resolve(member(operation, 'requestBody')), definition, models);
  return {
    ...(isEmpty(requestParameters) ? {} : { requestParameters }),
    ...(isEmpty(requestModels) ? {} : { requestModels }),
  };
}

/** Where a parameter can be; AWS passes over those of forms and cookies. */
const places: { readonly [place: string]: string } = {
  path: 'path',
  query: 'querystring',
  header: 'header',
};

function modelsOfBody(
  body: JsonObject | undefined,
  operation: JsonObject,
  definition: Definition,
  models: Models,
): { readonly [type: string]: string } {
  if (!body || member(body, 'schema') === undefined) return {};
  const name = models.nameOf(objectIn(body, 'schema'));
  const types = mediaTypes('consumes', operation, definition);
  return Object.fromEntries(types.map((type) => [type, name]));
}

/** Of Swagger 2.0: what an operation takes or gives, or else all operations do. */
export function mediaTypes(
  name: 'consumes' | 'produces',
  operation: JsonObject,
  definition: Definition,
): readonly string[] {
  const holder = isArray(member(operation, name)) ? operation : definition.root;
  const types = definition.textsIn(holder, name) ?? [];
  return types.length === 0 ? ['application/json'] : types;
}

export function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
