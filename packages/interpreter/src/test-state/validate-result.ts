/** Checks a mocked result against what the mocked operation answers. Messages are recorded. */
import { isIntegration, readResource } from '@stepthrough/asl';
import { isObject, type Json, member } from '@stepthrough/json';
import { type Mock, TestStateProblem } from './call.ts';
import { resultShapes, type Shape, type StructShape } from './result-shapes.ts';

/** Of an operation whose shape is not known, everything is taken. @throws TestStateProblem */
export function validateResult(mock: Mock, shape: Shape | undefined): void {
  const { result, fieldValidationMode = 'STRICT' } = mock;
  if (!shape || result === undefined || fieldValidationMode === 'NONE') return;
  const problem = problemOf('', result, shape, fieldValidationMode === 'STRICT');
  if (problem === undefined) return;
  throw new TestStateProblem(
    'ValidationException',
    `Mock result schema validation error: ${problem}`,
  );
}

/** Callbacks and jobs that are waited for answer with something else than the call. */
export function resultShapeOf(text: string): StructShape | undefined {
  const resource = readResource(text);
  if (!isIntegration(resource) || resource.pattern !== 'requestResponse') return undefined;
  const { service, action } = resource;
  return member(resultShapes, `${service === 'sfn' ? 'states' : service}:${action}`);
}

function problemOf(name: string, value: Json, shape: Shape, isStrict: boolean): string | undefined {
  switch (shape.type) {
    case 'any':
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `Field '${name}' must be a boolean`;
    case 'string':
      if (typeof value !== 'string') return `Field '${name}' must be a string`;
      if (value.length < (shape.min ?? 0))
        return `Field '${name}' is smaller than the minimum length`;
      if (!shape.values || shape.values.includes(value)) return undefined;
      return `Field '${name}' is not an expected value`;
    case 'number':
      if (typeof value !== 'number') return `Field '${name}' must be a number`;
      if (value < (shape.min ?? -Infinity)) return `Field '${name}' is less than the minimum value`;
      return value > (shape.max ?? Infinity)
        ? `Field '${name}' exceeds the maximum value`
        : undefined;
    case 'list':
      if (!Array.isArray(value)) return `Field '${name}' must be an array`;
      return first(value as readonly Json[], (item) => problemOf(name, item, shape.item, isStrict));
    case 'map':
      if (!isObject(value)) return `Field '${name}' must be an object`;
      return first(Object.entries(value), ([key, member]) =>
        problemOf(key, member, shape.value, isStrict),
      );
    case 'object':
      if (!isObject(value)) return `Field '${name}' must be an object`;
      return (
        first(isStrict ? (shape.required ?? []) : [], (field) =>
          Object.hasOwn(value, field) ? undefined : `Required field '${field}' is missing`,
        ) ??
        first(Object.entries(value), ([field, inner]) => {
          const known = member(shape.fields, field);
          return known && problemOf(field, inner, known, isStrict);
        })
      );
  }
}

function first<T>(
  items: readonly T[],
  problemOfItem: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const problem = problemOfItem(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
