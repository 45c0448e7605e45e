/** The responses of a method: by status, their headers and models. */
import { isObject, member, type JsonObject } from '@stepthrough/json';
import { modelsOfContent } from './content.ts';
import { objectIn, perName, textIn, type Definition } from './definition.ts';
import { primitiveTypeOf, type Models } from './models.ts';
import { isEmpty, mediaTypes } from './parameters.ts';
import type { MethodResponsePlan } from './plan.ts';

/** As messages tell a method. */
export interface MethodName {
  readonly path: string;
  /** As the document spells it. */
  readonly verb: string;
  readonly httpMethod: string;
}

/** `default` stands for no status, and is none. */
export function methodResponses(
  operation: JsonObject,
  at: MethodName,
  definition: Definition,
  models: Models,
): readonly MethodResponsePlan[] {
  const place = `paths.'${at.path}'(${at.verb}).responses`;
  if (!isObject(member(operation, 'responses'))) {
    definition.warnings.add(`Parse issue: attribute ${place} is missing`);
  }
  return definition
    .entriesIn(objectIn(operation, 'responses'))
    .flatMap(([statusCode, response]): MethodResponsePlan[] => {
      if (statusCode.startsWith('x-')) return [];
      if (textIn(response, 'description') === undefined) {
        definition.warnings.add(
          `Parse issue: attribute ${place}.${statusCode}.description is missing`,
        );
      }
      if (statusCode === 'default') return [];
      const headers = Object.keys(objectIn(response, 'headers'));
      definition.spend(headers.length * perName);
      const responseParameters = Object.fromEntries(
        headers.map((name) => [`method.response.header.${name}`, false]),
      );
      const responseModels = modelsOf(response, operation, definition, models, (type) => {
        definition.warnings.add(
          `Unsupported model type '${type}' in ${statusCode} response to method '${at.httpMethod} ${at.path}'. Ignoring.`,
        );
      });
      return [
        {
          statusCode,
          ...(isEmpty(responseParameters) ? {} : { responseParameters }),
          ...(isEmpty(responseModels) ? {} : { responseModels }),
        },
      ];
    });
}

function modelsOf(
  response: JsonObject,
  operation: JsonObject,
  definition: Definition,
  models: Models,
  refuse: (type: string) => void,
): { readonly [type: string]: string } {
  const isModel = (schema: JsonObject): boolean => {
    const type = primitiveTypeOf(schema, definition);
    if (type !== undefined) refuse(type);
    return type === undefined;
  };
  if (!definition.isSwagger) return modelsOfContent(response, definition, models, isModel);
  const schema = member(response, 'schema');
  if (!isObject(schema) || !isModel(schema)) return {};
  const name = models.nameOf(schema);
  const types = mediaTypes('produces', operation, definition);
  return Object.fromEntries(types.map((type) => [type, name]));
}
