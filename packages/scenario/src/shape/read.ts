/** The data of nodes that fit their shape: durations in milliseconds, defaults put in. */
import { type SourceNode, toJson } from '@stepthrough/asl';
import { isArray, isObject, member, setMember, type Json } from '@stepthrough/json';
import { durationOf } from './duration.ts';
import type { Infer, ObjectShape, Shape } from './shape.ts';

/** Of a node without problems by `checkShape`; what does not fit is left out. */
export function readShape<S extends Shape>(node: SourceNode, shape: S): Infer<S>;
export function readShape(node: SourceNode, shape: Shape): Json {
  return readValue(toJson(node), shape);
}

/** What a shape's fields are when a file says nothing. */
export function defaultsOf<S extends ObjectShape>(shape: S): Infer<S>;
export function defaultsOf(shape: ObjectShape): Json {
  return readValue({}, shape);
}

function readValue(value: Json, shape: Shape): Json {
  switch (shape.is) {
    case 'duration':
      return (typeof value === 'number' || typeof value === 'string' ? durationOf(value) : 0) ?? 0;
    case 'list':
      return isArray(value) ? value.map((item) => readValue(item, shape.of)) : [];
    case 'map':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, inner]) => [name, readValue(inner, shape.of)]),
          )
        : {};
    case 'object':
      return readFields(value, shape);
    case 'json':
    case 'record':
    case 'text':
    case 'names':
    case 'number':
    case 'count':
    case 'boolean':
      return value;
  }
}

function readFields(value: Json, { fields }: ObjectShape): Json {
  const given = isObject(value) ? value : {};
  const read: { [name: string]: Json } = {};
  for (const [name, inner] of Object.entries(given)) {
    const field = member(fields, name);
    if (field) setMember(read, name, readValue(inner, field));
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.default === undefined || Object.hasOwn(given, name)) continue;
    setMember(read, name, readValue(field.default, field));
  }
  return read;
}
