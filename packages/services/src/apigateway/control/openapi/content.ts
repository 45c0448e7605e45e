/** Bodies of OpenAPI 3.0: their models by media type. */
import { isObject, member, type JsonObject } from '@stepthrough/json';
import { objectIn, type Definition } from './definition.ts';
import type { Models } from './models.ts';

/** @param isModel which schemas become models; all when absent */
export function modelsOfContent(
  holder: JsonObject | undefined,
  definition: Definition,
  models: Models,
  isModel: (schema: JsonObject) => boolean = () => true,
): { readonly [type: string]: string } {
  const content = holder ? objectIn(holder, 'content') : {};
  return Object.fromEntries(
    definition.entriesIn(content).flatMap(([type, media]): [string, string][] => {
      const schema = member(media, 'schema');
      return isObject(schema) && isModel(schema) ? [[type, models.nameOf(schema)]] : [];
    }),
  );
}
