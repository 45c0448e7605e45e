import type { JsonObject } from '@stepthrough/json';
import { scenarioShape } from './scenario-shape.ts';
import { jsonSchemaOf } from './shape/json-schema.ts';

/** The JSON Schema of scenario files, made of the same form that the reader checks by. */
export function scenarioSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Stepthrough scenario',
    ...jsonSchemaOf(scenarioShape),
  };
}
