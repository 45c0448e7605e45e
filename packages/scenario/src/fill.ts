/** Values in the places of templates: `{{ input.orderId }}`. */
import { isArray, isObject, member, textOf, type Json } from '@stepthrough/json';
import type { Infer, Shape } from './shape/shape.ts';

/**
 * Fills `{{ path }}` in texts from `values`. A text that is only one `{{ … }}` becomes the value
 * itself, of any type; inside a longer text the value is written as text. What is not there is null.
 */
export function fill(template: Json, values: Json): Json {
  if (typeof template === 'string') return fillText(template, values);
  if (isArray(template)) return template.map((item) => fill(item, values));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, fill(value, values)]),
  );
}

/** The same in what a shape's reader gave, which keeps its type: what is a text by its form stays one. */
export function fillShape<S extends Shape>(template: Json, values: Json, shape: S): Infer<S>;
export function fillShape(template: Json, values: Json, shape: Shape): Json {
  return fillValue(template, values, shape);
}

function fillValue(template: Json, values: Json, shape: Shape): Json {
  switch (shape.is) {
    case 'json':
      return fill(template, values);
    case 'record': {
      const filled = fill(template, values);
      return isObject(filled) ? filled : {};
    }
    case 'text':
      return textOf(fill(template, values));
    case 'list':
      return isArray(template) ? template.map((item) => fillValue(item, values, shape.of)) : [];
    case 'map':
    case 'object': {
      const given = Object.entries(isObject(template) ? template : {});
      return Object.fromEntries(
        given.flatMap(([name, value]) => {
          const inner = shape.is === 'map' ? shape.of : member(shape.fields, name);
          return inner ? [[name, fillValue(value, values, inner)]] : [];
        }),
      );
    }
    case 'names':
    case 'number':
    case 'count':
    case 'boolean':
    case 'duration':
      return template;
  }
}

function fillText(template: string, values: Json): Json {
  const whole = /^\{\{([^{}]*)\}\}$/.exec(template.trim());
  if (whole) return valueAt(values, whole[1] ?? '');
  return template.replace(/\{\{([^{}]*)\}\}/g, (_, path: string) => textOf(valueAt(values, path)));
}

/** A path of names and indexes, e.g. `body.lines[0].sku`. */
function valueAt(values: Json, path: string): Json {
  let value: Json = values;
  for (const [, name, index] of path.trim().matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    let inner: Json | undefined;
    if (isObject(value)) inner = member(value, name ?? index ?? '');
    else if (isArray(value)) inner = value[Number(name ?? index)];
    if (inner === undefined) return null;
    value = inner;
  }
  return value;
}
