/** Shapes as a JSON Schema (draft-07), for completion and checks in editors. */
import type { Json, JsonObject } from '@stepthrough/json';
import { limitNames } from './check.ts';
import { maxDurationMs } from './duration.ts';
import type { Field, Shape } from './shape.ts';

/** The rules of `checkShape`, as far as a JSON Schema can say them. */
export function jsonSchemaOf(shape: Field): JsonObject {
  const { doc, default: value } = shape;
  return {
    ...(doc === undefined ? {} : { description: doc }),
    ...rulesOf(shape),
    ...(value === undefined ? {} : { default: value }),
  };
}

function rulesOf(shape: Shape): JsonObject {
  switch (shape.is) {
    case 'json':
      return {};
    case 'record':
      return { type: 'object' };
    case 'text':
      return { type: 'string', ...(shape.values ? { enum: shape.values } : {}) };
    case 'names':
      return { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
    case 'number':
    case 'boolean':
      return { type: shape.is };
    case 'count':
      return {
        anyOf: [
          { type: 'number' },
          {
            type: 'object',
            properties: Object.fromEntries(limitNames.map((name) => [name, { type: 'number' }])),
            additionalProperties: false,
          },
        ],
      };
    case 'duration':
      return {
        anyOf: [
          { type: 'number', minimum: 0, maximum: maxDurationMs / 1000 },
          { type: 'string', pattern: '^\\s*\\d+(\\.\\d+)?(ms|s|m|h|d)\\s*$' },
        ],
      };
    case 'list':
      return { type: 'array', items: jsonSchemaOf(shape.of) };
    case 'map':
      return { type: 'object', additionalProperties: jsonSchemaOf(shape.of) };
    case 'object': {
      const fields = Object.entries(shape.fields);
      const required: Json = fields.filter(([, field]) => field.required).map(([name]) => name);
      return {
        type: 'object',
        properties: Object.fromEntries(fields.map(([name, field]) => [name, jsonSchemaOf(field)])),
        additionalProperties: false,
        ...(required.length > 0 ? { required } : {}),
        ...(shape.oneOf ? { oneOf: shape.oneOf.map((name) => ({ required: [name] })) } : {}),
      };
    }
  }
}
