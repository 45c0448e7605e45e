import type { Json } from '@stepthrough/asl';
import { member } from '@stepthrough/json';

/**
 * Fills `{{ path }}` in texts from `values`. A text that is only one `{{ … }}` becomes the value
 * itself, of any type; inside a longer text the value is written as text. What is not there is null.
 */
export function fill(template: Json, values: Json): Json {
  if (typeof template === 'string') return fillText(template, values);
  if (Array.isArray(template)) {
    return (template as readonly Json[]).map((item) => fill(item, values));
  }
  if (typeof template !== 'object' || !template) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, fill(value, values)]),
  );
}

function fillText(template: string, values: Json): Json {
  const whole = /^\{\{([^{}]*)\}\}$/.exec(template.trim());
  if (whole) return valueAt(values, whole[1] ?? '');
  return template.replace(/\{\{([^{}]*)\}\}/g, (_, path: string) => {
    const value = valueAt(values, path);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** A path of names and indexes, e.g. `body.lines[0].sku`. */
function valueAt(values: Json, path: string): Json {
  let value: Json = values;
  for (const [, name, index] of path.trim().matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof value !== 'object' || value === null) return null;
    const inner = member(value as { readonly [name: string]: Json }, name ?? index ?? '');
    if (inner === undefined) return null;
    value = inner;
  }
  return value;
}
